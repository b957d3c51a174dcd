// A name and a number: a bar for each row, in the table's order. The exact figures stand beside the bars.
import { cell, element, short } from './links.js'
import { figure, isNumber } from './table.js'

/** Bars that are drawn. */
const BARS = 40
/** The choice to name bars by all texts that differ between rows: stages and years are never to be taken for one another. */
const ALL = ''
const SVG = 'http://www.w3.org/2000/svg'
const [ROW, NAME, FIGURE, WIDTH, LETTERS] = [26, 260, 150, 880, 33]

const svg = (name, attributes, ...children) => {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

const named = (term, words) => (!term ? '–' : term.type === 'uri' ? short(term.value, words) : String(term.value))
const cut = text => (text.length > LETTERS ? `${text.slice(0, LETTERS - 1)}…` : text)

/** The picture: `name` is told a row's name. Rows whose number is not known have no bar, and say so. */
function bars(rows, name, number) {
  const taken = rows.slice(0, BARS)
  const values = taken.map(row => (cell(row, number) ? Number(cell(row, number).value) : NaN))
  const finite = values.filter(Number.isFinite)
  const [low, high] = [Math.min(0, ...finite), Math.max(0, ...finite)]
  const room = WIDTH - NAME - FIGURE
  const at = value => NAME + (high > low ? ((value - low) / (high - low)) * room : 0)
  const drawn = svg('svg', {
    viewBox: `0 0 ${WIDTH} ${taken.length * ROW + 8}`, role: 'img', 'aria-label': `Bars of ${number}; the table has the same figures`,
  })
  taken.forEach((row, index) => {
    const [top, value] = [index * ROW + 4, values[index]]
    const told = cell(row, number) ? figure(cell(row, number)) : 'not known'
    const label = name(row)
    const line = svg('g', {}, svg('title', {}, `${label}: ${told}`), svg('text', { x: NAME - 8, y: top + 15, class: 'name' }, cut(label)))
    const [from, to] = Number.isFinite(value) ? [at(Math.min(0, value)), at(Math.max(0, value))] : [at(0), at(0)]
    if (Number.isFinite(value)) line.append(svg('rect', { x: from, y: top, width: Math.max(1, to - from), height: ROW - 6 }))
    line.append(svg('text', { x: to + 6, y: top + 15 }, told))
    drawn.append(line)
  })
  drawn.append(svg('line', { x1: at(0), x2: at(0), y1: 0, y2: taken.length * ROW + 4, class: 'axis' }))
  return drawn
}

/** The picture with a choice of its columns: { node, draw, plain: a name and a number and no more }; null where there is none. */
export function chart(columns, rows, ordered, words) {
  const filled = columns.filter(column => rows.some(row => cell(row, column)))
  const numbers = filled.filter(column => rows.every(row => !cell(row, column) || isNumber(cell(row, column))))
  const texts = filled.filter(column => !numbers.includes(column))
  if (!numbers.length || !texts.length) return null
  const differing = texts.filter(column => rows.some(row => named(cell(row, column), words) !== named(cell(rows[0], column), words)))
  // Ids beside names say nothing more.
  const telling = differing.filter(column => !rows.every(row => !cell(row, column) || cell(row, column).type === 'uri'))
  const joined = telling.length ? telling : differing.length ? differing : texts.slice(0, 1)
  const options = [...(joined.length > 1 ? [[ALL, joined.join(' · ')]] : []), ...texts.map(one => [one, one])]
  const usual = joined.length > 1 ? ALL : joined[0]
  const choice = (listed, chosen) => element('select', { onchange: draw },
    ...listed.map(([value, title]) => element('option', { value, selected: value === chosen }, title)))
  const money = numbers.find(one => rows.some(row => cell(row, one) && figure(cell(row, one)) !== cell(row, one).value)) || numbers[0]
  const [number, name] = [choice(numbers.map(one => [one, one]), money), choice(options, usual)]
  const place = element('div', { class: 'bars', tabindex: '0', role: 'region', 'aria-label': 'Bars' })
  const told = element('p', { class: 'more' })

  function draw() {
    const by = name.value === ALL ? joined : [name.value]
    const sorted = ordered()
    place.replaceChildren(bars(sorted, row => by.map(one => named(cell(row, one), words)).join(' · '), number.value))
    told.textContent = sorted.length > BARS ? `The first ${BARS} of ${sorted.length.toLocaleString('en-GB')} rows, in the order of the table.` : ''
  }

  draw()
  const controls = element('p', {}, element('label', {}, 'Bars of ', number), ' ', element('label', {}, 'by ', name))
  return { node: element('div', { class: 'chart' }, controls, place, told), draw, plain: filled.length === 2 }
}
