// What completes a word: keywords, prefixes, terms, variables of the query, names of organisations.
import { names } from './form.js'

const KEYWORDS = ('SELECT DISTINCT REDUCED CONSTRUCT ASK DESCRIBE WHERE FILTER OPTIONAL UNION MINUS GRAPH BIND VALUES ' +
  'FROM NAMED PREFIX BASE GROUP_BY ORDER_BY HAVING LIMIT OFFSET AS ASC DESC NOT_EXISTS EXISTS IN UNDEF').split(' ')
const FUNCTIONS = ('COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG LANGMATCHES DATATYPE BOUND IRI URI BNODE RAND ABS CEIL ' +
  'FLOOR ROUND CONCAT STRLEN UCASE LCASE ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS ' +
  'MINUTES SECONDS TIMEZONE TZ NOW UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT SAMETERM ISIRI ' +
  'ISBLANK ISLITERAL ISNUMERIC REGEX SUBSTR REPLACE').split(' ')
const FIXED = [
  ...KEYWORDS.map(label => ({ label: label.includes('_') ? label.replace('_', ' ') : label, type: 'keyword' })),
  ...FUNCTIONS.map(label => ({ label, type: 'function', apply: `${label}(` })),
]
/** Letters after which organisations are looked up. */
const ENOUGH = 3

/** Whether a place stands in a comment, a text or an IRI, where nothing is completed. */
export function within(before) {
  let open = ''
  for (let at = 0; at < before.length; at++) {
    const letter = before[at]
    if (open === '#') { if (letter === '\n') open = '' }
    else if (open === '<') { if (letter === '>' || letter === '\n') open = '' }
    else if (open) {
      if (letter === '\\') at++
      else if (before.startsWith(open, at)) { at += open.length - 1; open = '' }
    }
    else if (letter === '#') open = '#'
    else if (letter === '<' && /^<[^\s<>"{}|^`\\]*(>|$)/.test(before.slice(at))) open = '<'
    else if (letter === '"' || letter === "'") {
      open = before.startsWith(letter.repeat(3), at) ? letter.repeat(3) : letter
      at += open.length - 1
    }
  }
  return open !== ''
}

/** Prefixes of a query's own. */
function declared(text) {
  return Object.fromEntries([...text.matchAll(/\bPREFIX\s+([\w-]*):\s*<([^<>\s]*)>/gi)].map(match => [match[1], match[2]]))
}

/** What can be written for an organisation: a prefixed name, or its whole IRI. */
function written(id, prefixes, base) {
  const iri = `${base}organisation/${id}`
  const prefix = Object.keys(prefixes).find(one => prefixes[one] === `${base}organisation/`)
  return prefix !== undefined && /^[\w][\w-]*$/.test(id) ? `${prefix}:${id}` : `<${iri}>`
}

/** Bare words before a place, as a name of several has them: "women in pris". */
const RUN = /(?<![\w:?$<@"'/^|.-])(?:[\w&-]+ ){0,5}[\w&-]+$/

/** The source of completions, over what `known()` says the server knows. */
export function completer(known) {
  return async context => {
    const words = known()
    const word = context.matchBefore(/[?$]?[\w:-]*$/)
    const text = context.state.doc.toString()
    // A number is no word, nor is a. Nothing is offered unasked where there is nothing to complete.
    if (!word || (!context.explicit && /^(\d.*|a|.?)$/i.test(word.text)) || within(text.slice(0, word.from))) return null
    if (/^[?$]/.test(word.text)) return variables(text, word, context.explicit)
    const prefixes = { ...words.prefixes, ...declared(text) }
    const before = text.slice(Math.max(0, word.from - 200), word.from)
    if (/\bPREFIX\s*$/i.test(before)) {
      const options = Object.entries(words.prefixes).map(([label, iri]) => ({ label: `${label}:`, apply: `${label}: <${iri}>`, detail: iri }))
      return { from: word.from, options }
    }
    const colon = word.text.indexOf(':')
    const terms = termsOf(words, prefixes)
    if (colon >= 0) {
      const isParty = prefixes[word.text.slice(0, colon)] === `${words.base}organisation/`
      const found = isParty ? await looked(word.text.slice(colon + 1).replace(/-/g, ' '), context) : []
      return offered(word, [...matching(terms, word.text), ...parties(found, prefixes, words.base, 0)], context)
    }
    const inPath = /[/^|]\s*$/.test(before)
    const { found, back } = words.store && !inPath && word.text.length >= ENOUGH ? await run(before + word.text, word.text, context) : { found: [], back: 0 }
    const starts = inPath ? [] : FIXED.filter(one => one.label.toLowerCase().startsWith(word.text.toLowerCase()))
    const named = inPath ? [] : Object.keys(prefixes).filter(one => one.startsWith(word.text)).map(one => ({ label: `${one}:`, type: 'namespace' }))
    const matched = matching(terms, word.text)
    const organisations = parties(found, prefixes, words.base, back)
    const options = back ? [...organisations, ...starts, ...named, ...matched] : [...starts, ...named, ...matched.slice(0, 12), ...organisations, ...matched.slice(12)]
    return offered(word, options, context)
  }
}

/** Options in their order. Where one of them is what is written already, there is nothing to complete. */
function offered(word, options, context) {
  if (context.aborted || (!context.explicit && options.some(one => one.label === word.text))) return null
  return { from: word.from, options: options.slice(0, 60), filter: false }
}

/** Terms, by the prefix that the query has for them. */
function termsOf(words, prefixes) {
  const prefix = Object.keys(prefixes).find(one => prefixes[one] === words.ontology && one !== 'gk') ?? 'gk'
  const known = prefixes[prefix] === words.ontology
  return words.terms.map(term => ({
    label: known ? term.name.replace(/^gk:/, `${prefix}:`) : term.name, apply: term.apply, info: term.definition || undefined,
    type: term.kind === 'Properties' ? 'property' : 'class', detail: term.label && term.label !== term.name ? term.label : undefined,
  }))
}

const parties = (found, prefixes, base, back) => found.map(one => ({
  label: one.name, detail: one.id, type: 'text', apply: put(written(one.id, prefixes, base), back),
}))

/** Parties by as many of the words before as are of one name; `back` is how far they reach before the last. */
async function run(before, word, context) {
  let said = RUN.exec(before)?.[0] ?? word
  for (;;) {
    const found = await looked(said, context)
    if (found.length || !said.includes(' ')) return { found, back: found.length ? said.length - word.length : 0 }
    said = said.slice(said.indexOf(' ') + 1)
  }
}

/** Writes a party's address in the place of all words of its name. */
function put(text, back) {
  return (view, _, from, to) => view.dispatch({
    changes: { from: from - back, to, insert: text }, selection: { anchor: from - back + text.length },
  })
}

/** Terms that begin with a text, then those that hold it. What a term is called counts too. */
function matching(terms, text) {
  const wanted = text.toLowerCase()
  const rank = one => {
    const [label, local] = [one.label.toLowerCase(), one.label.toLowerCase().split(':').pop()]
    if (label.startsWith(wanted) || local.startsWith(wanted)) return 0
    return label.includes(wanted) || (one.detail || '').toLowerCase().includes(wanted) ? 1 : 2
  }
  return [0, 1].flatMap(number => terms.filter(one => rank(one) === number))
}

/** Variables of the query; none where the word is one already. */
function variables(text, word, explicit) {
  const found = [...text.matchAll(/[?$](\w+)/g)].filter(match => match.index !== word.from).map(match => word.text[0] + match[1])
  if (!explicit && found.includes(word.text)) return null
  return { from: word.from, options: [...new Set(found)].map(label => ({ label, type: 'variable' })), validFor: /^[?$]\w*$/ }
}

async function looked(text, context) {
  const asking = new AbortController()
  context.addEventListener('abort', () => asking.abort())
  try {
    return text.trim() && !context.aborted ? await names('organisation', text, asking.signal) : []
  } catch {
    return []
  }
}
