// The evidence: what is chosen, what the text says of it, and where it says so.
const panel = $('gk-panel');
const MOST_ROWS = 40;
const MOST_FLOWS = 4;

// What a reader chooses: the evidence comes into sight, and the keyboard goes there. Close and Escape bring it back.
let opener = null;
function pick(change) {
  const from = document.activeElement;
  if (from !== document.body && !panel.contains(from)) opener = from;
  go({ party: null, facts: null, stack: null, ...change });
  panel.focus({ preventScroll: true });
  if (getComputedStyle(panel.parentElement).position === 'sticky') panel.parentElement.scrollTop = 0;
  else panel.scrollIntoView();
}
function leave() {
  go({ party: null, facts: null, stack: null });
  const back = opener && opener.isConnected && opener.checkVisibility() ? opener : state.tab === 'map' ? canvas : $(`gk-tab-${state.tab}`);
  opener = null;
  back.focus();
}
// What is asked of the picture: the keyboard goes there too.
function draw(scene) {
  go({ scene, tab: 'map' });
  canvas.focus();
}

const rowsOf = (rows) => el('dl', null, ...rows.flatMap(([key, value]) => [
  el('dt', null, key), el('dd', { class: key === 'Amount' || key === 'Limit' ? 'big' : null }, value)]));
const partyButton = (i) => el('button', { type: 'button', class: 'link', onclick: () => pick({ party: i }) }, nameOf(i));
const source = (fact, text) => (fact.url ? el('a', { href: fact.url, rel: 'noopener noreferrer', target: '_blank' }, el('bdi', null, text || 'the decision'))
  : text ? el('bdi', null, text) : null);
const marks = (fact) => [fact.inferred ? 'inferred' : '', fact.conditional ? 'on a condition' : '', fact.draft ? 'not reviewed' : '', fact.counts ? '' : 'told again'].filter(Boolean);

// One fact in a list: amount, years, stage, marks, and its place in a decision.
function line(fact) {
  const years = yearsOf([fact]);
  const what = fact.amount || fact.tag || (fact.rows.find(([key]) => ['Authority', 'Kind', 'Service', 'Name'].includes(key)) || [])[1] || fact.relation.label;
  return el('li', { class: 'item' },
    el('button', { type: 'button', class: 'link sum', 'aria-label': `Evidence: ${titleOf(fact)}, ${what}`, onclick: () => pick({ facts: [fact.i] }) }, what),
    el('span', { class: 'told' }, [years, fact.stage, ...marks(fact)].filter(Boolean).map((text) => `, ${text}`).join('')),
    el('span', { class: 'src' }, source(fact, fact.decision), fact.where ? `${fact.decision ? ', ' : ''}${fact.where}` : ''));
}

function header(title, ...under) {
  panel.setAttribute('aria-label', `Evidence: ${title}`);
  return el('div', { class: 'head' }, el('div', null, el('h2', null, el('bdi', null, title)), ...under),
    el('button', { type: 'button', class: 'quiet', onclick: leave }, 'Close'));
}

const GROUPS = [
  ['Who funds it', (fact, i) => moves(fact) && fact.ends[1] === i],
  ['Whom it funds', (fact, i) => moves(fact) && fact.ends[0] === i],
  ['Authority received', (fact, i) => fact.relation.carries === 'authority' && fact.directed && fact.ends[1] === i],
  ['Authority given', (fact, i) => fact.relation.carries === 'authority' && fact.directed && fact.ends[0] === i],
];

function grouped(party) {
  const groups = new Map(GROUPS.map(([title]) => [title, []]));
  for (const fact of party.facts) {
    if (!kept(fact)) continue;
    const named = GROUPS.filter(([, is]) => is(fact, party.i)).map(([title]) => title);
    for (const title of named.length ? named : [fact.relation.label]) {
      if (!groups.has(title)) groups.set(title, []);
      groups.get(title).push(fact);
    }
  }
  return [...groups].filter(([, facts]) => facts.length);
}

// Facts by the other party: the one with the most money first.
function byOther(facts, i) {
  const found = new Map();
  for (const fact of facts) {
    const others = fact.ends.filter((party) => party !== i);
    const key = others.length ? others.join() : String(i);
    if (!found.has(key)) found.set(key, { others: others.length ? others : [i], facts: [] });
    found.get(key).facts.push(fact);
  }
  const sum = ({ facts: list }) => list.reduce((all, fact) => all + (fact.pence || 0), 0);
  return [...found.values()].sort((a, b) => sum(b) - sum(a) || order(a.others.join(), b.others.join()));
}

function list(entries, made) {
  const into = el('ul');
  let at = 0;
  const more = el('button', { type: 'button', class: 'quiet', onclick: () => {
    const from = at;
    add();
    into.children[from].querySelector('button, a')?.focus(); // go on where the list goes on
  } });
  const add = () => {
    into.append(...entries.slice(at, at + MOST_ROWS).map(made));
    at += MOST_ROWS;
    more.hidden = at >= entries.length;
    more.textContent = `Show ${Math.min(MOST_ROWS, entries.length - at)} more of ${digits(entries.length)}`;
  };
  add();
  return [into, more];
}

function showParty(i) {
  const party = PARTIES[i];
  const act = (text, onclick) => el('button', { type: 'button', class: 'act', onclick }, text);
  const pays = party.facts.some((fact) => moves(fact) && fact.ends[0] === i);
  const paid = party.facts.some((fact) => moves(fact) && fact.ends[1] === i) || PARTIES.some((one) => one.members.includes(i));
  const { scene } = state;
  const hops = scene.kind === 'near' && scene.party === i ? scene.hops : 0;
  panel.replaceChildren(
    header(party.name, el('p', { class: 'intro' }, party.kind.name)),
    rowsOf(party.rows.slice(1)),
    el('div', { class: 'acts' },
      hops < MOST_HOPS ? act(hops ? 'One step further' : 'Show what is around it', () => draw({ kind: 'near', party: i, hops: hops + 1 })) : null,
      pays ? act('Follow its money to …', () => follow({ source: i })) : null,
      paid ? act('Where its money is from …', () => follow({ target: i })) : null),
  );
  if (party.members.length) panel.append(el('h3', null, `Members (${party.members.length})`), ...list(party.members, (one) => el('li', { class: 'item' }, partyButton(one))));
  const groups = PARTIES.filter((one) => one.members.includes(i));
  if (groups.length) panel.append(el('h3', null, `Member of (${groups.length})`), ...list(groups, (one) => el('li', { class: 'item' }, partyButton(one.i))));
  for (const [title, facts] of grouped(party)) {
    panel.append(el('h3', null, `${title} (${digits(facts.length)})`), facts.length > 1 && facts.every(moves) ? el('p', { class: 'sumup' }, toldOf(facts).text) : '', ...list(byOther(facts, i), (entry) => el('li', { class: 'other' },
      ...entry.others.map((other) => el('div', null, partyButton(other))),
      entry.facts.length > 1 ? el('span', { class: 'told' }, entry.facts[0].relation.carries === 'money' ? toldOf(entry.facts).text : '') : null,
      el('ul', null, ...entry.facts.map(line)))));
  }
}

function showFacts(ids) {
  const facts = ids.map((i) => FACTS[i]);
  const [first] = facts;
  const years = yearsOf(facts);
  const several = facts.length > 1;
  const same = facts.every((fact) => fact.ends.join() === first.ends.join());
  const ends = (fact) => el('p', { class: 'intro' }, ...fact.ends.flatMap((party, at) => [at ? (fact.directed ? ' → ' : ' ↔ ') : null, partyButton(party)]));
  panel.replaceChildren(header(first.relation.label), ...(same ? [ends(first)] : []));
  if (several) panel.append(el('p', { class: 'sumup' }, [moves(first) ? toldOf(facts).text : count(facts.length, 'fact'), years].filter(Boolean).join(', ')));
  const shared = facts.find((fact) => moves(fact) && PARTIES[fact.ends[1]].group);
  if (shared) panel.append(el('p', { class: 'intro' }, el('bdi', null, nameOf(shared.ends[1])), ` has several members: how the money is split among them is not stated.`));
  const [made, more] = list(facts, (fact) => el('li', { class: several ? 'fact' : null }, same ? null : ends(fact), rowsOf(fact.rows),
    fact.url ? el('p', null, source(fact, 'Open the decision')) : null));
  panel.append(made, more);
}

function showStack(id) {
  const stack = shown.cards.get(id);
  if (!stack) { showNothing(); return; }
  const parties = [...stack.parties].sort((a, b) => byMoney(PARTIES[a], PARTIES[b]));
  const told = stack.stack !== undefined ? DATA.stacks[stack.stack].role : '';
  panel.replaceChildren(header(`${digits(parties.length)} organisations`, el('p', { class: 'intro' }, `${stack.kind.name}${told ? `; they ${told}` : ''}. Those with the most money first.`)));
  if (stack.stack !== undefined) panel.append(el('div', { class: 'acts' }, el('button', { type: 'button', class: 'act', onclick: () => draw({ kind: 'stack', at: stack.stack }) }, 'Draw the largest of them')));
  panel.append(...list(parties, (i) => el('li', { class: 'item' }, partyButton(i), el('span', { class: 'told' }, `, ${count(PARTIES[i].facts.length, 'fact')}`))));
}

function showNothing() {
  panel.replaceChildren(el('h2', null, 'Evidence'), el('p', { class: 'intro' },
    'Choose a card, a line or a name. What it says, and where that is written, appears here.'));
  panel.setAttribute('aria-label', 'Evidence');
  if (state.source !== null || state.target !== null) return; // the answer has the room
  // By width: a line is as wide as its largest sum of one stage, and stages are not added.
  const largest = shown.lines.filter(({ facts }) => facts.length && moves(facts[0]) && facts.some((fact) => fact.counts && fact.pence))
    .sort((a, b) => b.width - a.width || order(a.id, b.id)).slice(0, MOST_FLOWS)
    .map((one) => ({ ...one, facts: one.all.filter((fact) => kept(fact) && moves(fact)) })).filter(({ facts }) => facts.length);
  if (largest.length < 2) return;
  panel.append(el('h3', null, 'Who pays most'), el('ol', { class: 'largest' }, ...largest.map(({ from, to, facts }) => el('li', null,
    el('bdi', null, cardTitle(from)), ' → ', el('bdi', null, cardTitle(to)), el('span', { class: 'hop' },
      el('button', { type: 'button', class: 'link sum', 'aria-label': `Evidence: ${cardTitle(from)} → ${cardTitle(to)}, ${toldOf(facts).text}`, onclick: () => pick({ facts: facts.map((fact) => fact.i) }) }, toldOf(facts).text),
      el('span', { class: 'told' }, yearsOf(facts)))))));
}

function usePanel() {
  const show = () => {
    const here = panel.contains(document.activeElement);
    if (state.party !== null) showParty(state.party);
    else if (state.facts) showFacts(state.facts);
    else if (state.stack !== null) showStack(state.stack);
    else showNothing();
    if (here) panel.focus({ preventScroll: true });
  };
  panel.addEventListener('keydown', (event) => { if (event.key === 'Escape' && (state.party !== null || state.facts || state.stack !== null)) leave(); });
  onChange(show);
  show();
}
