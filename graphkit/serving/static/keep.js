// What is kept: in the address, what is asked, so that it can be sent round; in this browser alone, what was asked before.

/** Queries that are kept. */
const KEPT = 50

/** An address's part behind #: a named query, or a text, and the values of its parameters. Nothing of it reaches the server. */
export function written({ name, text, given }) {
  const made = new URLSearchParams(name ? { name } : { query: text })
  for (const [key, value] of Object.entries(given)) made.append(`p.${key}`, value)
  return `#${made}`
}

/** What an address asks, or null. */
export function read(hash) {
  const found = new URLSearchParams(hash.slice(1))
  if (!found.has('query') && !found.has('name')) return null
  const given = Object.fromEntries([...found].filter(([key]) => key.startsWith('p.')).map(([key, value]) => [key.slice(2), value]))
  return { name: found.get('name'), text: found.get('query'), given }
}

const isAsked = one => Boolean(one) && typeof one === 'object' && typeof one.text === 'string' &&
  Boolean(one.given) && typeof one.given === 'object' && Object.values(one.given).every(value => typeof value === 'string')

/** What is kept of one source; another one that is served at the same address later has its own. */
export class Kept {
  constructor(title) {
    this.keys = { history: `graphkit.history ${title}`, draft: `graphkit.draft ${title}` }
  }

  // A browser may keep nothing, or hold what somebody else has written: then there is nothing, and no error.
  get(what) {
    try {
      return JSON.parse(localStorage.getItem(this.keys[what]))
    } catch {
      return null
    }
  }

  set(what, value) {
    try {
      if (value === null) localStorage.removeItem(this.keys[what])
      else localStorage.setItem(this.keys[what], JSON.stringify(value))
    } catch { /* full, or not allowed */ }
  }

  /** What was asked before, the last first: { name, title, text, given }. */
  get history() {
    const found = this.get('history')
    return Array.isArray(found) ? found.filter(isAsked) : []
  }

  /** Remember what was asked; the same again moves up. */
  remember(asked) {
    const same = one => one.text === asked.text && JSON.stringify(one.given) === JSON.stringify(asked.given)
    this.set('history', [asked, ...this.history.filter(one => !same(one))].slice(0, KEPT))
  }

  /** What is being written, and to which address it belongs: { text, given, hash }, or null. */
  get draft() {
    const found = this.get('draft')
    return isAsked(found) && typeof found.hash === 'string' ? found : null
  }

  set draft(asked) {
    this.set('draft', asked)
  }

  forget() {
    this.set('history', null)
    this.set('draft', null)
  }
}
