// Follow the money: the ways from a source to a target, and the three figures where they were worked out beforehand.
const FOUND = new Map(DATA.followed.map((answer) => [`${answer.source} ${answer.target}`, answer]));
const MOST_STEPS = 6;
const MOST_WAYS = 60;

// Members of a group spend their part of what it is paid, and the group that of its members.
const groupsOf = new Map();
for (const party of PARTIES) for (const member of party.members) groupsOf.set(member, [...(groupsOf.get(member) || []), party.i]);
const purses = (i) => [i, ...PARTIES[i].members, ...(groupsOf.get(i) || [])];

// Ways of money that nobody worked out beforehand: shortest first, no party twice, by this page alone.
function search(source, target) {
  const ends = new Set([target, ...PARTIES[target].members, ...(groupsOf.get(target) || [])]);
  const paths = [];
  let edge = [{ at: source, facts: [], seen: new Set([source]) }];
  let looked = 0;
  for (let step = 0; step < MOST_STEPS && edge.length && paths.length < MOST_WAYS && looked < 2e5; step += 1) {
    const next = [];
    for (const way of edge) {
      for (const purse of purses(way.at)) {
        for (const fact of PARTIES[purse].facts) {
          looked += 1;
          if (!moves(fact) || !fact.counts || fact.ends[0] !== purse || way.seen.has(fact.ends[1]) || looked > 2e5) continue;
          const facts = [...way.facts, fact.i];
          if (ends.has(fact.ends[1])) { if (paths.length < MOST_WAYS) paths.push(facts); } else next.push({ at: fact.ends[1], facts, seen: new Set([...way.seen, fact.ends[1]]) });
        }
      }
    }
    edge = next;
  }
  return paths;
}

let last = null;
function answer() {
  const { source, target } = state;
  if (source === null || target === null || source === target) return null;
  const key = `${source} ${target}`;
  if (!last || last.key !== key) last = { key, ...(FOUND.get(key) || { paths: search(source, target), figures: false }) };
  return last;
}
const followed = () => {
  const found = answer();
  return found && found.paths.length ? new Set(found.paths.flat()) : null;
};
const pounds = (figure) => (figure === null ? null : money(BigInt(figure.replace('.', '')), '', 'GBP'));

// Only elements and attributes that a flow picture has come over from its text.
const SVG = 'http://www.w3.org/2000/svg';
const PARTS = new Set(['svg', 'g', 'title', 'defs', 'pattern', 'rect', 'path', 'text', 'tspan', 'circle', 'line', 'polygon', 'clipPath', 'marker']);
const BARRED = /^(on|style$|href$|xlink)/i;
function pictured(text) {
  const copy = (from) => {
    if (from.nodeType === Node.TEXT_NODE) return document.createTextNode(from.data);
    if (from.nodeType !== Node.ELEMENT_NODE || from.namespaceURI !== SVG || !PARTS.has(from.localName)) return null;
    const made = document.createElementNS(SVG, from.localName);
    for (const { name, value } of from.attributes) if (!BARRED.test(name) && name !== 'xmlns' && !/url\((?!#)/i.test(value)) made.setAttribute(name, value);
    made.append(...[...from.childNodes].map(copy).filter(Boolean));
    return made;
  };
  return copy(new DOMParser().parseFromString(text, 'image/svg+xml').documentElement);
}

function way(path) {
  const hops = path.flatMap((i, at) => {
    const fact = FACTS[i];
    const stop = (party, ...before) => el('span', { class: 'stop' }, ...before, partyButton(party));
    const joint = at && FACTS[path[at - 1]].ends[1] !== fact.ends[0] ? [stop(fact.ends[0], '… ')] : [];
    const what = fact.tag === '?' ? 'not stated' : fact.tag;
    return [...(at ? joint : [stop(fact.ends[0])]), el('span', { class: 'hop' }, ' → ',
      el('button', { type: 'button', class: 'link sum', 'aria-label': `Evidence: ${titleOf(fact)}, ${what}`, onclick: () => pick({ facts: [i] }) }, what),
      el('span', { class: 'told' }, [yearsOf([fact]), fact.stage, ...marks(fact)].filter(Boolean).map((text) => `, ${text}`).join('')), ' → '), stop(fact.ends[1])];
  });
  return el('li', { class: 'item way' }, ...hops);
}

// As a shell takes it: nothing within a name is run.
const quoted = (i) => el('span', null, '"', el('bdi', null, nameOf(i).replace(/["$`\\]/g, '\\$&')), '"');

function showAnswer(found) {
  const into = $('gk-answer');
  if (!found) { into.replaceChildren(); return; }
  const made = [];
  if (found.figures === false) {
    made.push(el('p', { class: 'intro' }, found.paths.length
      ? 'The figures for these two were not worked out beforehand, and the ways are only those of who pays whom: what may pay for what was not looked at. Ask graphkit:'
      : `In this page no way of at most ${MOST_STEPS} steps leads from the one to the other. To be sure, ask graphkit:`),
    el('code', null, 'graphkit trace ', quoted(state.source), ' ', quoted(state.target)));
  } else if (found.contradiction) {
    made.push(el('p', { class: 'intro' }, 'No figures: the facts contradict each other.'));
  } else {
    const figure = (word, value) => el('div', null, el('dt', null, word), el('dd', null, value));
    made.push(el('dl', { class: 'figures' }, figure('at least', pounds(found.at_least) ?? 'not known'),
      figure('estimate', pounds(found.estimate) ?? 'not known'), figure('at most', pounds(found.at_most) ?? 'without limit')));
  }
  if (found.paths.length) {
    const only = state.scene.kind === 'paths';
    made.push(el('div', { class: 'acts' },
      el('button', { type: 'button', class: 'act', onclick: () => draw({ kind: only ? 'opening' : 'paths' }) }, only ? 'Show them in the whole picture' : 'Draw only these ways'),
      found.svg ? el('button', { type: 'button', class: 'act', onclick: () => { go({ tab: 'flow' }); $('gk-tab-flow').focus(); } }, 'As a flow diagram') : null),
    el('h3', null, `${count(found.paths.length, 'way')}`), ...list(found.paths, way));
  }
  if (found.beyond) made.push(el('p', { class: 'intro' }, `${count(found.beyond, 'more way')} that are not shown here; the figures count them.`));
  if (found.caveats && found.caveats.length) made.push(el('h3', null, 'What this rests on'), el('ul', { class: 'caveats' }, ...found.caveats.map((text) => el('li', null, text))));
  announce(found.paths.length || !found.figures ? [...made].filter((one) => one.matches('.figures, .intro')).map((one) => [...one.children].map((part) => [...part.children].map((word) => word.textContent).join(' ')).join(', ') || one.textContent).join(' ') : '');
  into.replaceChildren(el('p', { class: 'who' }, el('bdi', null, nameOf(state.source)), ' → ', el('bdi', null, nameOf(state.target))), ...made);
}

function showFlow(found) {
  const into = $('gk-flow');
  const picture = found && found.svg ? pictured(found.svg) : null;
  if (!picture) {
    into.replaceChildren(...[DATA.chosen].filter(Boolean).map((text) => el('p', { class: 'intro' }, text)), el('p', { class: 'intro' }, found
      ? 'For these two the flow diagram was not worked out beforehand: graphkit trace shows the figures, graphkit view --from --to makes a page that holds it.'
      : 'Choose a source and a target under “Follow the money”: their flow diagram appears here.'));
    if (!found && FOUND.size) {
      into.append(el('h2', null, 'Worked out beforehand'), ...list([...FOUND.values()], (one) => el('li', { class: 'item' },
        el('button', { type: 'button', class: 'link', onclick: () => { go({ source: one.source, target: one.target, party: null, facts: null, stack: null }); $('gk-tab-flow').focus(); } }, el('bdi', null, nameOf(one.source)), ' → ', el('bdi', null, nameOf(one.target))))));
    }
    return;
  }
  for (const band of picture.querySelectorAll('[data-flow]')) {
    const facts = band.getAttribute('data-flow').split(' ').map((id) => factOf.get(id)).filter(Boolean).map((fact) => fact.i);
    if (facts.length) band.addEventListener('click', () => pick({ facts }));
  }
  const save = el('a', { class: 'act', download: 'flow.svg', href: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(found.svg)}` }, 'Save as SVG');
  into.replaceChildren(el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Flow diagram' }, picture), el('p', null, save));
}

// Once both ends are known their ways are drawn alone: in a tall picture they would be lit where nobody looks.
function ends(change) {
  Object.assign(state, change);
  const found = answer();
  go({ ...change, party: null, facts: null, stack: null, scene: found && found.paths.length ? { kind: 'paths' } : state.scene.kind === 'paths' ? { kind: 'opening' } : state.scene });
}
// The keyboard goes to what is still to be said, or to the answer.
function follow(change) {
  ends(change);
  const next = state.source === null ? 'gk-from' : state.target === null ? 'gk-to' : 'gk-answer';
  $(next).focus();
}

function useFollow() {
  const payers = PARTIES.filter((party) => party.facts.some((fact) => moves(fact) && fact.ends[0] === party.i));
  const payees = PARTIES.filter((party) => party.facts.some((fact) => moves(fact) && fact.ends[1] === party.i) || groupsOf.has(party.i));
  const from = combobox($('gk-from'), $('gk-from-list'), payers, (i) => (i === null ? ends : follow)({ source: i }));
  const to = combobox($('gk-to'), $('gk-to-list'), payees, (i) => (i === null ? ends : follow)({ target: i }));
  $('gk-forget').addEventListener('click', () => follow({ source: null, target: null }));
  const show = (change) => {
    from.show(state.source);
    to.show(state.target);
    $('gk-forget').hidden = state.source === null && state.target === null;
    if (!change || 'source' in change || 'target' in change || 'scene' in change) { showAnswer(answer()); showFlow(answer()); }
    if (change && ('source' in change || 'target' in change) && (state.source ?? state.target) !== null) $('gk-follow').open = true;
  };
  onChange(show);
  show();
}
