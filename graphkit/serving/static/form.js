// The parameters that a query's first lines name, as a form: # param NAME TYPE "default": what it is
import { element } from './links.js'

// As graphkit.queries reads it.
const LINE = /^# *param:? +([A-Za-z]\w*) (organisation|decision|year|text|money) ("(?:[^"\\]|\\.)*"): (.+)$/

/** Parameters by the header: { name, type, default, about }. What is not understood is left to the server, which says so. */
export function parameters(text) {
  const found = []
  for (const line of text.split('\n')) {
    if (!line.startsWith('#')) break
    const match = LINE.exec(line.trimEnd())
    if (!match) continue
    try {
      found.push({ name: match[1], type: match[2], default: JSON.parse(match[3]), about: match[4] })
    } catch { /* the server says what is wrong */ }
  }
  return found
}

const PLACEHOLDER = { year: '2023/24', money: '25000.00' }

/** Names that begin with some words, as { id, name, also }. */
export async function names(kind, text, signal) {
  const answer = await fetch(`/editor/names?${new URLSearchParams({ kind, q: text })}`, { signal })
  return answer.ok ? (await answer.json()).names : []
}

/** Suggestions for a field as one types. */
function suggesting(input, kind, list) {
  let asking = null
  input.addEventListener('input', async () => {
    asking?.abort()
    const mine = asking = new AbortController()
    await new Promise(done => setTimeout(done, 120)) // a fast writer asks once
    if (mine.signal.aborted) return
    try {
      const found = input.value.trim() ? await names(kind, input.value, asking.signal) : []
      list.replaceChildren(...found.map(one => element('option', { value: one.name }, one.also || one.id)))
    } catch { /* a later one is asked, or the server is gone: then running says so */ }
  })
}

/** The form's fields in `place`; values given before stay. `changed` is told the values. */
export class Form {
  constructor(place, changed) {
    this.place = place
    this.changed = changed
    this.asked = []
    this.values = new Map()
  }

  /** Show the fields of a query's text. */
  show(text) {
    const asked = parameters(text)
    if (JSON.stringify(asked) === JSON.stringify(this.asked)) return
    this.asked = asked
    const fields = asked.map(one => this.field(one))
    this.place.replaceChildren(element('legend', {}, 'Parameters'), ...fields)
    this.place.hidden = !asked.length
  }

  field({ name, type, default: usual, about }) {
    const id = `p-${name}`
    const input = element('input', {
      id, type: 'text', value: this.values.get(name) ?? usual, autocomplete: 'off', spellcheck: 'false', maxlength: '500',
      'aria-describedby': `${id}-about`, inputmode: type === 'money' ? 'decimal' : null, placeholder: PLACEHOLDER[type],
    })
    input.addEventListener('input', () => { this.values.set(name, input.value); input.removeAttribute('aria-invalid'); this.changed() })
    const parts = [element('label', { for: id }, name.replace(/_/g, ' ')), input]
    if (type === 'organisation' || type === 'decision') {
      const list = element('datalist', { id: `${id}-list` })
      input.setAttribute('list', list.id)
      suggesting(input, type, list)
      parts.push(list)
    }
    return element('div', {}, ...parts, element('span', { class: 'more', id: `${id}-about` }, about))
  }

  /** Values of the parameters that the query has. */
  get given() {
    return Object.fromEntries(this.asked.map(one => [one.name, this.values.get(one.name) ?? one.default]))
  }

  /** What was filled in that parameters of the same names and types take over: the next question is about the same party. */
  taken(text) {
    const same = one => this.asked.some(own => own.name === one.name && own.type === one.type && this.values.has(one.name))
    return Object.fromEntries(parameters(text).filter(same).map(one => [one.name, this.values.get(one.name)]))
  }

  /** Mark the fields that an error names, by their values; the first of them has the focus. */
  wrong(message) {
    const fields = this.asked.map(one => document.getElementById(`p-${one.name}`))
    const meant = fields.filter(field => message.includes(`'${field.value}'`))
    for (const field of meant) field.setAttribute('aria-invalid', 'true')
    meant[0]?.focus()
  }

  /** Fill in; what is not given has its default. */
  fill(text, given) {
    this.values = new Map(Object.entries(given))
    this.asked = []
    this.show(text)
    this.place.hidden = !this.asked.length
  }
}
