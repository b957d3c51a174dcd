// What the reader looks at. The address keeps it, so that a link shows the same thing.
const TABS = ['map', 'flow', 'table', 'tree'];
const MOST_HOPS = 3;
const fresh = () => ({
  tab: 'map',
  scene: { kind: 'opening' }, // or near {party, hops}, stack {at}, paths (of source and target)
  party: null, facts: null, stack: null, // what is chosen: one of them
  source: null, target: null, // whose money is followed
  off: new Set(), offKinds: new Set(), offStages: new Set(), // what the filters take away
  years: [0, YEARS.length - 1], least: 0, stated: false,
});
const state = fresh();

const lasting = [];
const onChange = (listener) => lasting.push(listener);

// The one way to change what is shown: every part of the page hears of it.
function go(change) {
  Object.assign(state, change);
  if (state.scene.kind === 'paths' && !between(state)) { // ways lead from one to another
    state.scene = { kind: 'opening' };
    change = { ...change, scene: state.scene };
  }
  history.replaceState(null, '', `#${written()}`);
  for (const listener of lasting) listener(change);
}

const between = ({ source, target }) => source !== null && target !== null && source !== target;
const MOST_KEPT = 200; // facts of a line between stacks that an address lists; of a longer line it keeps none

function written() {
  const said = new URLSearchParams();
  const put = (key, value) => { if (value !== null && value !== undefined && value !== '') said.set(key, value); };
  const { scene } = state;
  if (state.tab !== 'map') put('tab', state.tab);
  if (scene.kind === 'near') { put('near', PARTIES[scene.party].id); put('hops', scene.hops); }
  if (scene.kind === 'stack') put('stack', scene.at);
  if (scene.kind === 'paths') put('only', 'paths');
  if (state.party !== null) put('party', PARTIES[state.party].id);
  if (state.facts) {
    const [first] = state.facts;
    const whole = state.facts.length > 1 && alike(FACTS[first]).join() === state.facts.join();
    if (whole) put('line', 1);
    if (whole || state.facts.length <= MOST_KEPT) for (const i of whole ? [first] : state.facts) said.append('fact', FACTS[i].id);
  }
  if (state.stack !== null) put('open', state.stack);
  if (state.source !== null) put('from', PARTIES[state.source].id);
  if (state.target !== null) put('to', PARTIES[state.target].id);
  for (const relation of [...state.off].sort(order)) said.append('off', RELATIONS[relation].name);
  for (const kind of [...state.offKinds].sort(order)) said.append('nokind', KINDS[kind].name);
  for (const stage of [...state.offStages].sort(order)) said.append('nostage', stage);
  if (YEARS.length && (state.years[0] > 0 || state.years[1] < YEARS.length - 1)) put('years', state.years.map((at) => YEARS[at]).join(','));
  if (state.least) put('least', state.least);
  if (state.stated) put('stated', 1);
  return said.toString();
}

// Only what is known is read from an address; the rest of it is left aside.
function readAddress() {
  const said = new URLSearchParams(location.hash.slice(1));
  if (!location.hash && DATA.asked.length) { // made for one question: it opens with its answer
    [state.source, state.target] = DATA.asked[0];
    return;
  }
  const found = fresh();
  const party = (key) => (said.has(key) && partyOf.has(said.get(key)) ? partyOf.get(said.get(key)).i : null);
  if (TABS.includes(said.get('tab'))) found.tab = said.get('tab');
  found.party = party('party');
  found.source = party('from');
  found.target = party('to');
  const near = party('near');
  const hops = Number(said.get('hops'));
  if (near !== null) found.scene = { kind: 'near', party: near, hops: hops >= 1 && hops <= MOST_HOPS ? Math.floor(hops) : 1 };
  else if (/^\d+$/.test(said.get('stack')) && DATA.stacks[Number(said.get('stack'))]) found.scene = { kind: 'stack', at: Number(said.get('stack')) };
  else if (said.get('only') === 'paths' && between(found)) found.scene = { kind: 'paths' };
  const facts = [...new Set(said.getAll('fact').map((id) => factOf.get(id)).filter(Boolean))];
  if (facts.length) found.facts = said.has('line') ? alike(facts[0]) : facts.map((fact) => fact.i);
  if (/^[rs]-?\d+$/.test(said.get('open'))) found.stack = said.get('open');
  const numbers = (key, list, name) => new Set(said.getAll(key).map((text) => list.findIndex((one) => name(one) === text)).filter((at) => at >= 0));
  found.off = numbers('off', RELATIONS, (one) => one.name);
  found.offKinds = numbers('nokind', KINDS, (one) => one.name);
  found.offStages = new Set(said.getAll('nostage').filter((stage) => STAGES.includes(stage)));
  const [a, b] = (said.get('years') || '').split(',').map((year) => YEARS.indexOf(year));
  if (a >= 0 && b >= a) found.years = [a, b];
  const least = Number(said.get('least'));
  if (Number.isFinite(least) && least > 0) found.least = Math.min(Math.floor(least), 1e15);
  found.stated = said.get('stated') === '1';
  Object.assign(state, found);
}

// Facts of the same relation between the same two, which are drawn as one line.
function alike(fact) {
  if (fact.ends.length > 2) return [fact.i];
  const ends = (one) => (one.directed ? one.ends.join() : [...one.ends].sort().join());
  return PARTIES[fact.ends[0]].facts
    .filter((one) => one.relation === fact.relation && one.ends.length === 2 && ends(one) === ends(fact)).map((one) => one.i);
}
