// Rows as a table: sorted by a column, a page at a time.
import { anchor, cell, element } from './links.js'

/** Rows on a page, letters of a cell: downloads have all. */
const [PAGE, LETTERS] = [200, 2000]

const XSD = 'http://www.w3.org/2001/XMLSchema#'
const NUMBERS = new Set(['integer', 'decimal', 'double', 'float', 'int', 'long', 'short', 'byte', 'nonNegativeInteger',
  'positiveInteger', 'nonPositiveInteger', 'negativeInteger', 'unsignedInt', 'unsignedLong', 'unsignedShort', 'unsignedByte']
  .map(name => XSD + name))
const RANK = { bnode: 1, uri: 2, literal: 3, triple: 4 }
/** Datatypes that a value shows by itself. */
const USUAL = new Set(['string', 'boolean', 'date', 'dateTime', 'gYear', 'gYearMonth'].map(name => XSD + name))
const text = new Intl.Collator('en-GB', { numeric: true })

export const isNumber = term => Boolean(term) && NUMBERS.has(term.datatype)

const PLAIN = /^([+-]?)(\d*)(?:\.(\d*))?$/

/** A number's text in parts that can be compared: its sign, its digits before and behind the point; or null. */
function parts(text) {
  const match = PLAIN.exec(text)
  if (!match) return null
  let start = 0
  while (match[2][start] === '0') start++
  let end = (match[3] || '').length
  while (end && match[3][end - 1] === '0') end--
  const [whole, rest] = [match[2].slice(start), (match[3] || '').slice(0, end)]
  return { sign: whole || rest ? (match[1] === '-' ? -1 : 1) : 0, whole, rest }
}

const WORDS = { INF: Infinity, '+INF': Infinity, '-INF': -Infinity }
const number = text => (Object.hasOwn(WORDS, text) ? WORDS[text] : text.trim() === '' ? NaN : Number(text))
const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

/** Two numbers as texts, to the last digit: amounts may have more of them than a double holds. What is none comes first. */
export function compareNumbers(a, b) {
  const [x, y] = [parts(a), parts(b)]
  if (x && y) return x.sign - y.sign || x.sign * (x.whole.length - y.whole.length || order(x.whole, y.whole) || order(x.rest, y.rest))
  const [p, q] = [number(a), number(b)]
  return Number(!Number.isNaN(p)) - Number(!Number.isNaN(q)) || order(p, q)
}

/** Two terms, or none: what is not bound first, then blank nodes, IRIs, literals. */
function compareTerms(a, b) {
  if (!a || !b) return Number(Boolean(a)) - Number(Boolean(b))
  if (isNumber(a) && isNumber(b)) return compareNumbers(a.value, b.value)
  return (RANK[a.type] || 9) - (RANK[b.type] || 9) || text.compare(String(a.value), String(b.value))
}

/** A term in a cell. */
export function shown(term, words) {
  if (!term) return ''
  if (term.type === 'uri') return anchor(term.value, words)
  if (term.type === 'bnode') return `_:${term.value}`
  if (term.type === 'triple') {
    const { subject, predicate, object } = term.value
    return element('span', {}, '<< ', shown(subject, words), ' ', shown(predicate, words), ' ', shown(object, words), ' >>')
  }
  const more = term['xml:lang'] ? `@${term['xml:lang']}` : !term.datatype || isNumber(term) || USUAL.has(term.datatype) ? ''
    : term.datatype.split(/[#/]/).pop()
  const cut = term.value.length > LETTERS
  return element('span', { title: figure(term) === term.value ? null : term.value }, cut ? `${term.value.slice(0, LETTERS)}…` : figure(term),
    cut ? element('span', { class: 'more' }, ` ${term.value.length.toLocaleString('en-GB')} letters`) : '',
    more ? element('span', { class: 'more' }, ` ${more}`) : '')
}

/** A value as it is read: sums of money, which are decimals, by thousands. Integers may be years, and stay. */
export function figure(term) {
  if (term.datatype !== `${XSD}decimal`) return term.value
  return term.value.replace(/^([+-]?)(\d+)/, (_, sign, digits) => sign + digits.replace(/\B(?=(\d{3})+$)/g, ','))
}

/**
 * A table of rows ({ column: term }) with its sorting and its pages. `changed` is told of each new order.
 * Returns { node, rows() }.
 */
export function table(columns, rows, words, caption, changed = () => {}) {
  let ordered = rows
  let by = null
  let down = false
  let first = 0
  const numeric = new Set(columns.filter(column => rows.some(row => cell(row, column)) &&
    rows.every(row => !cell(row, column) || isNumber(cell(row, column)))))
  const kind = column => (numeric.has(column) ? 'number' : null)
  const heads = columns.map(column => element('th', { scope: 'col', class: kind(column) },
    element('button', { type: 'button', onclick: () => sort(column) }, column)))
  const body = element('tbody')
  const told = element('span', { role: 'status' })
  const [back, on] = [[`Previous ${PAGE} rows`, -PAGE], [`Next ${PAGE} rows`, PAGE]].map(([name, step]) =>
    element('button', { type: 'button', onclick: () => turn(step) }, name))
  const pages = element('p', { class: 'pages', hidden: rows.length <= PAGE }, back, ' ', on, ' ', told)
  const whole = element('table', {}, element('caption', {}, caption), element('thead', {}, element('tr', {}, ...heads)), body)
  const scroll = element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Rows of the result' }, whole)

  function sort(column) {
    // Each column: up, down, and as it came.
    [by, down] = by !== column ? [column, false] : down ? [null, false] : [column, true]
    ordered = by === null ? rows : [...rows].sort((a, b) => (down ? -1 : 1) * compareTerms(cell(a, by), cell(b, by)))
    first = 0
    draw()
    changed()
  }

  function turn(step) {
    if (first + step < 0 || first + step >= rows.length) return
    first += step
    draw()
    scroll.scrollTop = 0
  }

  function draw() {
    heads.forEach((head, at) => {
      if (columns[at] === by) head.setAttribute('aria-sort', down ? 'descending' : 'ascending')
      else head.removeAttribute('aria-sort')
    })
    body.replaceChildren(...ordered.slice(first, first + PAGE).map(row => element('tr', {}, ...columns.map(column =>
      element('td', { class: kind(column) }, shown(cell(row, column), words))))))
    // Not disabled: the focus would be lost.
    back.setAttribute('aria-disabled', first === 0)
    on.setAttribute('aria-disabled', first + PAGE >= rows.length)
    const count = number => number.toLocaleString('en-GB')
    told.textContent = pages.hidden ? '' : `Rows ${count(first + 1)} to ${count(Math.min(first + PAGE, rows.length))} of ${count(rows.length)}`
  }

  draw()
  return { node: element('div', {}, scroll, pages), rows: () => ordered }
}
