// IRIs: how they are written short, and where they lead on this server. As graphkit.serving.links has it.

/** A local part of a name that is written short. */
const LOCAL = /^(?=.*[\p{L}\p{N}])[\p{L}\p{N}_-]+$/u

/** Where an IRI leads: { href, away }, or null where there is nothing to open. */
export function target(iri, { base, ontology, store }) {
  if (!store) return { href: `/about?iri=${encodeURIComponent(iri)}`, away: false }
  if (iri.startsWith(base) && iri.length > base.length) {
    const rest = iri.slice(base.length)
    return { href: '/id/' + encodeURI(rest).replace(/%25/g, '%').replace(/[?[\]]/g, encodeURIComponent), away: false }
  }
  if (iri.startsWith(ontology)) return { href: '/ontology#' + encodeURIComponent(iri.slice(ontology.length)), away: false }
  return /^https?:\/\//i.test(iri) ? { href: iri, away: true } : null
}

/** An IRI as people read it: without the start that all of the store have, or with a known prefix. */
export function short(iri, words) {
  if (iri.startsWith(words.base)) return iri.slice(words.base.length)
  for (const [prefix, start] of Object.entries(words.short)) {
    if (iri.startsWith(start) && LOCAL.test(iri.slice(start.length))) return `${prefix}:${iri.slice(start.length)}`
  }
  return iri
}

/** The term of a row in a column; a column may be called as anything, `constructor` too. */
export const cell = (row, column) => (Object.hasOwn(row, column) ? row[column] : undefined)

/** An element; its text is text, whatever it holds. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value)
    else if (value === true) made.setAttribute(key, '')
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value)
  }
  made.append(...children.filter(child => child !== null && child !== undefined))
  return made
}

/** An IRI as a link. */
export function anchor(iri, words) {
  const to = target(iri, words)
  const text = short(iri, words)
  if (!to) return element('span', { title: iri }, text)
  return element('a', { href: to.href, title: iri, rel: to.away ? 'noreferrer external' : null }, text)
}
