// An answer, shown: rows as a table and a chart, yes or no, a graph as Turtle; and its files.
import { chart } from './chart.js'
import { element } from './links.js'
import { table } from './table.js'

/** Rows, or triples, that are asked for to be shown. */
export const ROWS = 10000
/** Letters of a graph that are shown. */
const LETTERS = 500000
const FILES = {
  rows: [['csv', 'CSV'], ['tsv', 'TSV'], ['json', 'JSON'], ['xml', 'XML']],
  graph: [['turtle', 'Turtle', 'ttl'], ['ntriples', 'N-Triples', 'nt'], ['jsonld', 'JSON-LD'], ['rdfxml', 'RDF/XML', 'rdf']],
}

/** The address of a question's answer as a file. */
function address({ name, text, given }, format) {
  const more = new URLSearchParams({ ...given, ...(name ? {} : { query: text }), format })
  return `/query${name ? `/${name}` : ''}?${more}`
}

/** Files of a whole answer, as far as the server goes. */
function files(question, kind) {
  const links = FILES[kind].flatMap(([format, title, ending]) => [
    element('a', { href: address(question, format), download: `${question.name || 'result'}.${ending || format}` }, title), ' '])
  return element('p', { class: 'downloads' }, 'Download: ', ...links)
}

const cut = said => said && element('p', { role: 'note', class: 'cut' }, `Cut ${said}: there is more. A download has as much as the server gives.`)

/** Show an answer in a place; what is said of it. */
export function show(place, question, type, text, words) {
  return type.includes('json') ? showRows(place, question, JSON.parse(text), words) : showGraph(place, question, text)
}

function showRows(place, question, { head, results, boolean, truncated }, words) {
  if (typeof boolean === 'boolean') {
    place.replaceChildren(element('p', { class: 'answer' }, boolean ? 'Yes' : 'No'))
    return boolean ? 'Yes.' : 'No.'
  }
  const rows = results.bindings
  const count = rows.length === 1 ? '1 row' : `${rows.length.toLocaleString('en-GB')} rows`
  if (!rows.length) {
    place.replaceChildren(...[element('p', { class: 'answer' }, 'No rows'), cut(truncated)].filter(Boolean))
    return 'No rows.'
  }
  let picture = null
  const shown = table(head.vars, rows, words, `${question.title ? `${question.title} ` : ''}${count}`, () => picture?.draw())
  picture = chart(head.vars, rows, shown.rows, words)
  const drawn = picture && element('details', { id: 'chart', open: picture.plain }, element('summary', {}, 'Chart'), picture.node)
  place.replaceChildren(...[files(question, 'rows'), cut(truncated), drawn, shown.node].filter(Boolean))
  return `${count}.${truncated ? ` Cut ${truncated}.` : ''}`
}

function showGraph(place, question, text) {
  const truncated = /(?:^|\n)# truncated: ([^\n]*)\s*$/.exec(text.slice(-500))?.[1].replace(' rows', ' triples')
  const said = truncated || (text.length > LETTERS && `after ${LETTERS.toLocaleString('en-GB')} letters`)
  const empty = !/^(?!@prefix|#|\s*$)/m.test(text)
  place.replaceChildren(...(empty ? [element('p', { class: 'answer' }, 'An empty graph')] : [
    files(question, 'graph'), cut(said),
    element('pre', { tabindex: '0', role: 'region', 'aria-label': 'The graph, in Turtle' }, text.slice(0, LETTERS)),
  ].filter(Boolean)))
  return empty ? 'An empty graph.' : said ? `A graph, cut ${said}.` : 'A graph.'
}
