// What stands on the canvas: the opening picture, what is near a party, what lies in a stack, or the ways of money.
const MOST_NEAR = 24; // cards of their own on each side; the others share one
const MOST_OF_STACK = 24;
const MOST_BESIDE = 12; // on each side of an opened stack
const MOST_LINES = 140; // the thinnest wait until somebody asks for them

const cardOf = (party) => ({
  id: party.node, role: 'party', label: wrapped(party.name), kind: party.kind, unnamed: party.unnamed, group: party.group, parties: [party.i],
});
const stackOf = (id, parties, kind) => ({
  id, role: 'stack', label: `${digits(parties.length)} more`, kind, group: true, parties,
});

// Lines between cards: facts of one relation between the same two are one line.
function bundled(facts, at) {
  const found = new Map();
  for (const fact of facts) {
    if (fact.ends.length > 2) continue;
    let [a, b] = fact.ends.map((party) => at.get(party));
    if (a === undefined || b === undefined || (a === b && fact.ends[0] !== fact.ends[1])) continue;
    if (!fact.directed && a > b) [a, b] = [b, a];
    const key = `${a} ${b} ${fact.relation.index}`;
    if (!found.has(key)) found.set(key, { from: a, to: b, relation: fact.relation, facts: [], directed: fact.directed });
    found.get(key).facts.push(fact);
  }
  return [...found.values()];
}

// Partnerships of three or more meet in one point; members of a group hang on it.
function ties(cards, at, partners) {
  const knots = [];
  const lines = [];
  for (const fact of partners ? FACTS : []) {
    if (fact.ends.length < 3 || !kept(fact)) continue;
    const there = fact.ends.filter((party) => at.get(party) === PARTIES[party].node);
    if (there.length < 2 || knots.length > 11) continue;
    const title = (fact.rows.find(([key]) => key === 'Name') || fact.rows.find(([key]) => key === 'Kind') || [0, fact.relation.label])[1];
    knots.push({ id: `k${fact.i}`, role: 'knot', label: wrapped(title, 30), kind: KINDS[0], fact, parties: [], low: 2 });
    for (const party of there) lines.push({ from: `k${fact.i}`, to: PARTIES[party].node, relation: fact.relation, facts: [fact], directed: false, knot: true });
  }
  for (const card of cards) {
    for (const member of card.role === 'party' ? PARTIES[card.parties[0]].members : []) {
      if (at.get(member) === PARTIES[member].node && member !== card.parties[0]) lines.push({ from: card.id, to: PARTIES[member].node, relation: null, facts: [], directed: false });
    }
  }
  return { knots, lines };
}

function composed(cards, columns, facts, partners) {
  const at = new Map(cards.flatMap((card) => card.parties.map((party) => [party, card.id])));
  const every = bundled(facts, at);
  const weight = (line) => Number(sums(line.facts).reduce((sum, { pence }) => sum + pence, 0n));
  const lines = every.length <= MOST_LINES ? every
    : every.map((line) => [weight(line), line]).sort((a, b) => b[0] - a[0]).slice(0, MOST_LINES).map(([, line]) => line);
  const more = ties(cards, at, partners);
  for (const knot of more.knots) columns.set(knot.id, columns.get(more.lines.find((line) => line.from === knot.id).to) ?? 0);
  lines.push(...more.lines);
  const largest = Math.max(0, ...lines.filter((line) => line.facts.length && moves(line.facts[0])).map((line) => Number(sums(line.facts).reduce((a, { pence }) => (pence > a ? pence : a), 0n))));
  lines.forEach((line, i) => { line.id = `e${i}`; line.all = line.facts; Object.assign(line, line.facts.length ? look(line.facts, largest) : { width: 2, dashes: STYLE.member, tag: '' }); });
  const all = [...cards, ...more.knots];
  arrange(all, lines, columns);
  return { cards: new Map(all.map((card) => [card.id, card])), lines, largest, hidden: every.length - Math.min(every.length, MOST_LINES) };
}

const opening = (() => {
  const kinds = new Map(KINDS.map((kind) => [kind.name, kind]));
  const cards = DATA.opening.nodes.map((node) => {
    const place = { x: node.x, y: node.y, width: node.width, height: node.height };
    const at = Number(node.id.slice(1));
    if (node.id[0] === 'n') return { ...cardOf(PARTIES[at]), label: node.label, ...place };
    if (node.id[0] === 's') return { ...stackOf(node.id, DATA.stacks[at].parties, kinds.get(DATA.stacks[at].kind)), stack: at, ...place };
    return { id: node.id, role: 'knot', label: node.label, kind: KINDS[0], fact: FACTS[at], parties: [], ...place };
  });
  const at = new Map(cards.flatMap((one) => one.parties.map((party) => [party, one.id])));
  const held = new Map(bundled(FACTS, at).map((one) => [`${one.from} ${one.to} ${one.relation.index}`, one.facts]));
  const lines = DATA.opening.edges.map((edge) => {
    const meeting = edge.from[0] === 'k';
    const all = edge.relation < 0 ? [] : meeting ? [FACTS[Number(edge.from.slice(1))]] : held.get(`${edge.from} ${edge.to} ${edge.relation}`)
      || held.get(`${edge.to} ${edge.from} ${edge.relation}`); // of those without a direction either may stand first
    return {
      id: edge.id, from: edge.from, to: edge.to, ports: edge.ports, smooth: edge.smooth, loop: edge.selfReference ? edge.selfReference.size : 0,
      facts: all, all, relation: all.length ? all[0].relation : null, directed: all.length > 0 && all[0].directed, knot: meeting,
      ...(all.length ? {} : { width: 2, dashes: STYLE.member, tag: '' }), // the look is told with the filters
    };
  });
  return { cards: new Map(cards.map((card) => [card.id, card])), lines, largest: DATA.largest, hidden: DATA.hidden };
})();

// The neighbours of a party, step by step: whom money comes from to the left, whom it goes to to the right.
function near(party, hops) {
  const cards = [cardOf(PARTIES[party])];
  const columns = new Map([[PARTIES[party].node, 0]]);
  const seen = new Set([party]);
  const facts = FACTS.filter(kept);
  let edge = { '-1': [party], 1: [party] };
  for (let hop = 1; hop <= hops; hop += 1) {
    const next = { '-1': [], 1: [] };
    for (const way of [-1, 1]) {
      const worth = new Map();
      for (const from of edge[way]) {
        for (const fact of PARTIES[from].facts) {
          if (!kept(fact) || !moves(fact) || fact.ends[way > 0 ? 0 : 1] !== from) continue;
          const other = fact.ends[way > 0 ? 1 : 0];
          if (!seen.has(other)) worth.set(other, (worth.get(other) || 0) + (fact.pence || 0));
        }
      }
      const found = [...worth.keys()].sort((a, b) => worth.get(b) - worth.get(a) || a - b);
      const own = found.slice(0, MOST_NEAR);
      for (const other of found) seen.add(other);
      for (const other of own) { cards.push(cardOf(PARTIES[other])); columns.set(PARTIES[other].node, way * hop); }
      if (found.length > own.length) {
        const rest = stackOf(`r${way * hop}`, found.slice(MOST_NEAR), KINDS[0]);
        cards.push({ ...rest, kind: mostKind(rest.parties), low: 1 });
        columns.set(rest.id, way * hop);
      }
      next[way] = own;
    }
    edge = next;
  }
  // Those that no money ties to it stand in its own column: mandates, partners, members.
  const beside = [];
  for (const fact of PARTIES[party].facts.filter((one) => kept(one) && !moves(one))) beside.push(...fact.ends);
  for (const one of PARTIES) if (one.members.includes(party)) beside.push(one.i);
  beside.push(...PARTIES[party].members);
  const others = [...new Set(beside)].filter((one) => !seen.has(one)).sort((a, b) => byMoney(PARTIES[a], PARTIES[b])).slice(0, MOST_NEAR);
  for (const other of others) { cards.push({ ...cardOf(PARTIES[other]), low: 1 }); columns.set(PARTIES[other].node, others.length > 5 ? 0.5 : 0); }
  return composed(cards, columns, facts, true);
}

// The kind of a stack of several kinds is that of most of them.
function mostKind(parties) {
  const found = new Map();
  for (const party of parties) found.set(PARTIES[party].kind, (found.get(PARTIES[party].kind) || 0) + 1);
  return [...found].sort((a, b) => b[1] - a[1])[0][0];
}

// The largest of a stack, with those who pay them to the left and whom they pay to the right.
function opened(at) {
  const { parties } = DATA.stacks[at];
  const own = [...parties].sort((a, b) => byMoney(PARTIES[a], PARTIES[b])).slice(0, MOST_OF_STACK);
  const inside = new Set(own);
  const cards = own.map((party) => cardOf(PARTIES[party]));
  const columns = new Map(cards.map((card) => [card.id, 0]));
  if (parties.length > own.length) {
    const rest = stackOf('r0', parties.filter((party) => !inside.has(party)), PARTIES[parties[0]].kind);
    cards.push({ ...rest, low: 1 });
    columns.set('r0', 0);
  }
  const facts = FACTS.filter((fact) => kept(fact) && fact.ends.some((party) => inside.has(party)));
  for (const way of [-1, 1]) {
    const worth = new Map();
    for (const fact of facts.filter(moves)) {
      const [here, there] = way > 0 ? fact.ends : [...fact.ends].reverse();
      if (inside.has(here) && !inside.has(there) && !columns.has(PARTIES[there].node)) worth.set(there, (worth.get(there) || 0) + (fact.pence || 0));
    }
    const found = [...worth.keys()].filter((party) => !parties.includes(party)).sort((a, b) => worth.get(b) - worth.get(a) || a - b);
    for (const other of found.slice(0, MOST_BESIDE)) { cards.push(cardOf(PARTIES[other])); columns.set(PARTIES[other].node, way); }
    const rest = found.slice(MOST_BESIDE);
    if (rest.length) { cards.push({ ...stackOf(`r${way}`, rest, mostKind(rest)), low: 1 }); columns.set(`r${way}`, way); }
  }
  return composed(cards, columns, facts, false);
}

// Only what lies on the ways from a source to a target.
function ways(paths, source) {
  const facts = [...new Set(paths.flat())].map((i) => FACTS[i]);
  const parties = [...new Set(facts.flatMap((fact) => fact.ends))];
  const members = facts.flatMap((fact) => PARTIES[fact.ends[1]].members.filter((member) => facts.some((one) => one.ends[0] === member)));
  const cards = [...new Set([...parties, ...members, source, state.target])].map((party) => cardOf(PARTIES[party]));
  const pairs = facts.map((fact) => fact.ends.map((party) => PARTIES[party].node));
  for (const card of cards) for (const member of PARTIES[card.parties[0]].members) pairs.push([card.id, PARTIES[member].node]);
  return composed(cards, steps(new Set([PARTIES[source].node]), pairs), facts.filter(kept), false);
}

function sceneNow() {
  const { scene } = state;
  if (scene.kind === 'near') return near(scene.party, scene.hops);
  if (scene.kind === 'stack') return opened(scene.at);
  if (scene.kind === 'paths') return ways(answer().paths, state.source);
  return opening;
}
