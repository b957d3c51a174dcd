// What the page knows: parties, facts and what lies between them. Text reaches the page only as canvas text or
// textContent, never as HTML.
const $ = (id) => document.getElementById(id);
// For those who hear the page.
const announce = (text) => { $('gk-said').textContent = text; };

async function unpack(text) {
  const bytes = Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).json();
}
const DATA = await unpack($('gk-data').textContent);
const { texts, years: YEARS, stages: STAGES, relations: RELATIONS, kinds: KINDS, style: STYLE } = DATA;
const rowsAt = (flat) => flat.flatMap((_, at) => (at % 2 ? [] : [[texts[flat[at]], texts[flat[at + 1]]]]));

const PARTIES = DATA.parties.name.map((text, i) => {
  const kind = KINDS[DATA.parties.kind[i]];
  const members = DATA.parties.members[i] || [];
  return {
    i, node: `n${i}`, name: texts[text], kind,
    id: texts[DATA.parties.id[i]] ?? texts[text].toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, ''),
    members,
    group: members.length > 0, unnamed: kind.name === 'unnamed', facts: [],
    get rows() { return [['Kind', kind.name], ...rowsAt(DATA.parties.rows[i])]; },
  };
});

const F = DATA.facts;
const FACTS = F.id.map(([decision, name], i) => {
  const bit = (place) => (F.flags[i] >> place & 1) === 1;
  return {
    i, id: texts[decision] + (texts[name] ?? ''), ends: [F.from[i], F.to[i], ...(F.also[i] || [])], relation: RELATIONS[F.relation[i]], pence: F.pence[i], currency: texts[F.currency[i]],
    kind: texts[F.kind[i]], grant: F.grant[i] === 1, stage: STAGES[F.stage[i]], years: F.years[i],
    decision: texts[F.decision[i]], where: texts[F.where[i]],
    directed: bit(0), counts: bit(1), unknown: bit(2), inferred: bit(3), conditional: bit(4), draft: bit(5),
    // Checked when the page was made; a page that is edited is checked again.
    url: /^https?:\/\/[^\s]+$/i.test(texts[F.url[i]]) ? texts[F.url[i]] : '',
    // As the text has it; most amounts are written here, not stored.
    get amount() { return texts[F.amount[i]] ?? plainly(this); },
    get tag() { return this.unknown ? '?' : texts[F.tag[i]] ?? plainly(this); },
    get rows() {
      const rest = rowsAt(F.rows[i]);
      const years = rest.some(([key]) => ['Years', 'Period', 'By year'].includes(key)) ? '' : this.years.map((at) => YEARS[at]).join(' · ');
      return [['Amount', this.amount], ['Years', years], ['Stage', this.stage], ...rest, ['Decision', this.decision], ['Where', this.where]]
        .filter(([, value]) => value);
    },
  };
});
const plainly = (fact) => (fact.pence !== null ? money(fact.pence, fact.kind, fact.currency) : fact.unknown ? 'not stated' : '');
const moves = (fact) => fact.relation.carries === 'money' && fact.directed;
for (const fact of FACTS) for (const party of new Set(fact.ends)) PARTIES[party].facts.push(fact);
for (const party of PARTIES) {
  party.through = party.facts.reduce((sum, fact) => sum + (moves(fact) && fact.counts ? fact.pence || 0 : 0), 0);
}
for (const stack of DATA.stacks) stack.parties = [];
DATA.lying.forEach((at, i) => { if (at >= 0) DATA.stacks[at].parties.push(i); });
const partyOf = new Map(PARTIES.map((party) => [party.id, party]));
const factOf = new Map(FACTS.map((fact) => [fact.id, fact]));
const nameOf = (i) => PARTIES[i].name;
const byMoney = (a, b) => b.through - a.through || a.i - b.i;
// 1,234,567; an Intl formatter takes a tenth of a second to wake up.
const digits = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
const count = (n, one, many = `${one}s`) => `${digits(n)} ${n === 1 ? one : many}`;
const titleOf = (fact) => (fact.directed ? fact.ends.map(nameOf).join(' → ') : fact.ends.map(nameOf).join(' ↔ '));

// An element; attributes by name, "on..." as listeners, children as text.
function el(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}
