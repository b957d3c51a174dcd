// The editor's page: what is asked, its answer, and what is kept of it.
import { code } from './code.js'
import { completer } from './complete.js'
import { Form } from './form.js'
import { Kept, read, written } from './keep.js'
import { before, library } from './lists.js'
import { ROWS, show } from './result.js'

const FIRST = `# Who gave how much to whom: change it, and run it.
SELECT ?funder ?recipient ?amount ?stage
WHERE {
  ?flow a gk:Flow ;
        gk:funder/gk:name ?funder ;
        gk:recipient/gk:name ?recipient ;
        gk:amount ?amount ;
        gk:stage ?stage .
}
ORDER BY DESC(?amount)
LIMIT 50
`
const ANY = `SELECT ?subject ?predicate ?object
WHERE { ?subject ?predicate ?object }
LIMIT 50
`
const NOTHING = { queries: [], terms: [], prefixes: {}, short: {}, base: '', ontology: '', store: false, title: '' }

const at = id => document.getElementById(id)
const typed = at('text').value
let wrong = ''
const words = await known()
const kept = new Kept(words.title)
const named = new Map(words.queries.map(query => [query.name, query]))
const nonce = document.querySelector('script[nonce]').nonce
const editor = code(at('text'), { complete: completer(() => words), run, changed: edited, nonce })
const form = new Form(at('parameters'), () => edited(true))
const lists = library(at('library'), at('filter'), words.queries, query => choose({ name: query.name, given: form.taken(query.text) }, true))
let asking = null
/** The address that was last written, or taken up. */
let address = location.hash

/** What the server knows; without it the page still asks. */
async function known() {
  try {
    const answer = await fetch('/editor/words')
    if (!answer.ok) throw new Error(await answer.text())
    return await answer.json()
  } catch (error) {
    wrong = `The questions and the terms could not be loaded: ${error.message.trim()}`
    return { ...NOTHING }
  }
}

/** What is in the editor. A named query that was changed is one's own. */
function asked() {
  const query = words.queries.find(one => one.text === editor.text)
  return { name: query?.name ?? null, title: query?.title ?? '', about: query?.about ?? '', text: editor.text, given: form.given }
}

/** Something was changed, by hand or by a choice. */
function edited(byHand) {
  form.show(editor.text)
  const { name, title, about, text, given } = asked()
  at('asked').textContent = title || 'A query of your own'
  at('about').textContent = about
  at('asking').classList.toggle('named', Boolean(name))
  document.title = title ? `${title} – SPARQL editor` : 'SPARQL editor'
  lists.mark(name)
  if (byHand) kept.draft = { text, given, hash: location.hash }
}

/** Put a query into the editor: a named one, or a text. */
function choose({ name, text, given }, runs = false) {
  const query = named.get(name)
  if (name && !query && !text) return say(`There is no question called ${name}.`, true)
  editor.text = query && (!text || text === query.text) ? query.text : text
  form.fill(editor.text, given)
  edited(false)
  if (runs) run()
}

function say(text, isWrong = false) {
  at('status').textContent = text
  at('status').classList.toggle('wrong', isWrong)
}

async function run() {
  asking?.abort()
  const mine = asking = new AbortController()
  const question = asked()
  const started = performance.now()
  editor.wrong()
  at('stop').hidden = false
  at('result').setAttribute('aria-busy', 'true')
  say('Asking …')
  goTo(written(question))
  let answer, text
  try {
    answer = await fetch('/query', {
      method: 'POST', signal: mine.signal, body: new URLSearchParams({ ...question.given, query: question.text, limit: ROWS }),
      headers: { Accept: 'application/sparql-results+json, text/turtle;q=0.9' },
    })
    text = await answer.text()
  } catch (error) {
    if (mine !== asking) return
    ended()
    at('result').replaceChildren()
    return say(error.name === 'AbortError' ? 'Stopped.' : 'The server does not answer, or its answer broke off. Is it still running?', true)
  }
  if (mine !== asking) return
  ended()
  if (!answer.ok) return failed(question, text.trim())
  kept.draft = null // it is in the address now, and in what was asked
  kept.remember({ name: question.name, title: question.title, text: question.text, given: question.given })
  listBefore()
  const said = show(at('result'), question, answer.headers.get('content-type'), text, words)
  say(`${said} In ${((performance.now() - started) / 1000).toFixed(2)} s.`)
}

function ended() {
  at('stop').hidden = true
  at('result').removeAttribute('aria-busy')
  asking = null
}

/** The address of what is asked, one step on from that of what was asked before. */
function goTo(hash) {
  address = hash
  try {
    if (hash !== location.hash) history.pushState(null, '', hash)
  } catch { /* a browser allows so many in a while */ }
}

function failed(question, text) {
  at('result').replaceChildren()
  say(text, true)
  form.wrong(text)
  const place = /\bat (\d+):(\d+)/.exec(text)
  if (place && editor.text === question.text) editor.wrong(text.split('\n')[0], Number(place[1]), Number(place[2]))
}

function listBefore() {
  const found = kept.history
  before(at('before'), found, one => choose(one, true))
  at('history').hidden = !found.length
}

/** What was being written gives way to something else, and can be found again. */
function giveWay() {
  const { text, given } = kept.draft ?? {}
  if (text?.trim()) kept.remember({ name: null, title: '', text, given })
  kept.draft = null
  listBefore()
}

/** Classes and properties of data that are no store: as many as the time allows. */
async function termsOfData() {
  for (const [kind, pattern] of [['Classes', '?s a ?t'], ['Properties', '?s ?t ?o']]) {
    try {
      const query = `SELECT DISTINCT ?t { { ${pattern} } UNION { GRAPH ?g { ${pattern} } } } LIMIT 500`
      const answer = await fetch(`/sparql?${new URLSearchParams({ query, format: 'json' })}`)
      const found = answer.ok ? (await answer.json()).results.bindings : []
      words.terms.push(...found.filter(({ t }) => t.type === 'uri').map(({ t }) =>
        ({ name: t.value.split(/[#/]/).pop() || t.value, label: t.value, definition: '', kind, apply: `<${t.value}>` })))
    } catch { /* the page does without */ }
  }
}

at('ask').addEventListener('submit', event => { event.preventDefault(); run() })
at('stop').addEventListener('click', () => { asking?.abort(); at('run').focus() })
at('forget').addEventListener('click', () => { kept.forget(); listBefore(); at('run').focus() })
at('to-query').addEventListener('click', event => { event.preventDefault(); editor.focus() })
at('link').addEventListener('click', async () => {
  goTo(written(asked()))
  try {
    await navigator.clipboard.writeText(location.href)
    say('The link is copied.')
  } catch {
    say('The link is in the address line.')
  }
})
addEventListener('hashchange', () => {
  const found = location.hash === address ? null : read(location.hash)
  if (!found) return
  address = location.hash
  giveWay()
  choose(found, true)
})

at('questions').hidden = !words.queries.length
at('questions').open = !matchMedia('(max-width: 56rem)').matches
listBefore()
const [opened, draft] = [read(location.hash), kept.draft]
if (typed.trim()) choose({ text: typed, given: {} })
else if (draft && draft.hash === location.hash) choose(draft)
else {
  if (opened) giveWay()
  choose(opened ?? draft ?? { text: words.store ? FIRST : ANY, given: {} }, Boolean(opened))
}
if (wrong) say(wrong, true)
document.documentElement.dataset.ready = 'true'
if (!words.store && !wrong) termsOfData()
