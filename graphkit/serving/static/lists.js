// The lists beside the editor: the named queries in their groups, and what was asked before.
import { element } from './links.js'

/** The library; `chosen` is told the query. */
export function library(place, filter, queries, chosen) {
  const groups = new Map()
  for (const query of queries) {
    if (!groups.has(query.group)) groups.set(query.group, [])
    groups.get(query.group).push(query)
  }
  const buttons = []
  for (const [group, listed] of groups) {
    const items = listed.map(query => {
      const button = element('button', { type: 'button', title: query.about, onclick: () => chosen(query) }, query.title)
      buttons.push({ button, query, item: element('li', {}, button) })
      return buttons.at(-1).item
    })
    place.append(element('section', {}, element('h3', {}, group), element('ul', {}, ...items)))
  }
  const none = element('p', { role: 'status' })
  place.append(none)
  filter.addEventListener('input', () => {
    const wanted = filter.value.trim().toLowerCase().split(/\s+/)
    for (const { query, item } of buttons) {
      const held = `${query.name} ${query.title} ${query.about} ${query.group}`.toLowerCase()
      item.hidden = !wanted.every(word => held.includes(word))
    }
    for (const section of place.querySelectorAll('section')) section.hidden = !section.querySelector('li:not([hidden])')
    none.textContent = buttons.every(({ item }) => item.hidden) ? 'No question holds these words.' : ''
  })
  return {
    /** Mark the one that is in the editor. */
    mark(name) {
      for (const { button, query } of buttons) {
        if (query.name === name) button.setAttribute('aria-current', 'true')
        else button.removeAttribute('aria-current')
      }
    },
  }
}

/** The beginning of what a query asks, on one line. */
function gist(text) {
  const lines = text.split('\n').filter(line => line.trim() && !/^\s*(#|PREFIX\b|BASE\b)/i.test(line))
  return (lines.join(' ') || text).replace(/\s+/g, ' ').trim().slice(0, 120)
}

/** What was asked before; `chosen` is told which. */
export function before(place, asked, chosen) {
  place.replaceChildren(...asked.map(one => {
    const values = Object.values(one.given).join(', ')
    const button = element('button', { type: 'button', title: one.text.slice(0, 400), onclick: () => chosen(one) },
      typeof one.title === 'string' && one.title ? one.title : gist(one.text))
    return element('li', {}, button, values ? element('span', { class: 'more' }, ` ${values}`) : null)
  }))
}
