// The canvas: vis-network draws the scene, the mouse and the keyboard choose in it.
const canvas = $('gk-canvas');
const nodes = new vis.DataSet();
const edges = new vis.DataSet();
let network = null;
let size = { width: 0, height: 0 };

const chosenCard = () => {
  if (state.party !== null) return holder(state.party);
  return shown.cards.has(state.stack) ? state.stack : null;
};
// The card on which a party stands, if it is drawn.
function holder(party) {
  const { node } = PARTIES[party];
  if (shown.cards.has(node)) return node;
  for (const one of shown.cards.values()) if (one.role === 'stack' && one.parties.includes(party)) return one.id;
  return null;
}

function paint(line) {
  const dark = light.lines !== null && !light.lines.has(line.id);
  const colour = colourOf(line.relation);
  // Money for a group whose split is not stated is a hollow line: paper on colour.
  const top = line.shared && !dark ? theme.card : colour;
  return {
    id: line.id, width: line.width, dashes: line.dashes || false, hidden: Boolean(line.hidden),
    color: { color: top, highlight: top, hover: top, inherit: false, opacity: dark ? 0.08 : line.inferred ? STYLE.faint : 1 },
    background: line.shared && !dark ? { enabled: true, color: colour, size: line.width + 4, dashes: line.dashes || false } : { enabled: false },
    // An arrow head grows with the line in vis-network; small factors keep thick ones in proportion.
    // That of a hollow line would be as pale as its middle: drawHeads has it.
    arrows: { to: { enabled: line.directed && top === colour, scaleFactor: 0.55 } },
  };
}

// What the filters leave of each line, and how it looks.
function tellLooks() {
  for (const line of shown.lines) {
    line.facts = line.all.filter(kept);
    line.hidden = line.all.length > 0 && !line.facts.length;
    if (line.facts.length) {
      Object.assign(line, look(line.facts, shown.largest));
      if (line.knot) line.tag = '';
    }
  }
}

// What is lit: what was chosen, else the ways that are followed.
function tellLight() {
  // What is drawn around a party is about it already.
  const about = state.scene.kind === 'near' && state.scene.party === state.party;
  const id = about ? null : chosenCard();
  const facts = state.facts ? new Set(state.facts) : state.party === null && state.stack === null && state.scene.kind !== 'paths' ? followed() : null;
  light.lines = null;
  light.cards = null;
  if (id !== null || facts) {
    const lit = shown.lines.filter((line) => !line.hidden && (facts ? line.facts.some((fact) => facts.has(fact.i)) || passesOn(line, facts) : line.from === id || line.to === id));
    light.lines = new Set(lit.map((line) => line.id));
    light.cards = new Set(lit.flatMap((line) => [line.from, line.to]));
    if (id !== null) light.cards.add(id);
  }
  forgetPlaces();
}
function relight() {
  tellLight();
  edges.update(shown.lines.map(paint));
  network.redraw();
}
// The tie from a group to a member through which the followed money goes on.
const passesOn = (line, facts) => !line.all.length && state.source !== null && !state.facts
  && [...facts].some((i) => PARTIES[FACTS[i].ends[0]].node === line.to) && [...facts].some((i) => PARTIES[FACTS[i].ends[1]].node === line.from);

function stand() {
  stale = false;
  shown = sceneNow();
  cursor.card = null;
  for (const line of shown.lines) line.all ||= line.facts;
  tellLooks();
  tellLight();
  const cards = [...shown.cards.values()];
  size = {
    width: Math.max(CARD, ...cards.map((card) => card.x + card.width / 2)) + 40,
    height: Math.max(0, ...cards.map((card) => card.y + card.height / 2)) + 50,
  };
  const made = {
    nodes: cards.map((card) => ({ id: card.id, shape: 'custom', ctxRenderer: renderer, x: card.x, y: card.y, chosen: false })),
    edges: shown.lines.map((line) => ({
      ...paint(line), from: line.from, to: line.to, smooth: line.loop ? { enabled: false } : line.smooth,
      ...(line.loop ? { selfReference: { size: Math.max(30, line.loop), angle: 0.8 } } : {}),
    })),
  };
  ports = new Map();
  // vis-network draws at once when its sets change: half a scene cannot be drawn.
  if (network) network.body.emitter.emit('_blockRedraw');
  edges.clear();
  nodes.clear();
  nodes.add(made.nodes);
  edges.add(made.edges);
  canvas.style.height = `${heightFor()}px`;
  if (!network) {
    network = new vis.Network(canvas, { nodes, edges }, DATA.options);
    canvas.firstChild.tabIndex = -1; // the canvas itself is where the keyboard stops
    usePorts(network);
    network.on('afterDrawing', (ctx) => { drawHeads(network, ctx); drawTags(network, ctx); });
  }
  network.body.emitter.emit('_allowRedraw');
  network.setSize(); // where it was hidden it had none
  setPorts(network);
  fit();
  network.redraw(); // cards know their size after the first drawing; lines end at their borders in the second
  describeScene();
}

const narrow = () => canvas.clientWidth < 620;
// The canvas grows with the graph, so that names keep a size that can be read; the page scrolls.
function scaleFor() {
  return Math.min(1, Math.max(canvas.clientWidth < 860 ? 0.6 : 0.5, canvas.clientWidth / size.width));
}
function heightFor() {
  const most = narrow() ? Math.min(560, innerHeight * 0.7) : 2400;
  return Math.round(Math.min(most, Math.max(narrow() ? 320 : 340, size.height * scaleFor())));
}
function fit() {
  const scale = scaleFor();
  const middle = { x: size.width / 2 - 20, y: size.height / 2 - 25 };
  let position = middle;
  const [wide, tall] = [canvas.clientWidth < size.width * scale - 40, canvas.clientHeight < size.height * scale - 40];
  if (shown.cards.size && (wide || tall)) { // Not all fits: begin where most lines meet.
    const degree = degrees(shown.lines);
    const hub = [...shown.cards.values()].reduce((a, b) => ((degree.get(b.id) || 0) > (degree.get(a.id) || 0) ? b : a));
    position = { x: wide ? hub.x : middle.x, y: tall ? hub.y : middle.y };
  }
  network.moveTo({ position, scale, animation: false });
}
const zoom = (factor) => network.moveTo({ scale: Math.min(4, Math.max(0.12, network.getScale() * factor)), animation: false });

function describeScene() {
  const { scene } = state;
  const cards = [...shown.cards.values()];
  const single = cards.filter((card) => card.role === 'party').length;
  const inStacks = cards.filter((card) => card.role === 'stack').reduce((sum, card) => sum + card.parties.length, 0);
  const drawn = new Set(shown.lines.flatMap((line) => line.facts.map((fact) => fact.i)));
  const named = (i) => el('bdi', null, nameOf(i));
  const words = {
    opening: () => [], near: () => ['Around ', named(scene.party), '. '],
    stack: () => [`The largest of ${count(DATA.stacks[scene.at].parties.length, 'organisation')}, ${DATA.stacks[scene.at].kind}, and whom they deal with. `],
    paths: () => ['Only the ways from ', named(state.source), ' to ', named(state.target), '. '],
  };
  $('gk-scene').replaceChildren(...words[scene.kind](), `Showing ${digits(single)} of ${count(PARTIES.length, 'organisation')}`
    + `${inStacks ? ` (${digits(inStacks)} more in stacks)` : ''}, ${digits(drawn.size)} of ${count(FACTS.length, 'fact')}`
    + `${shown.hidden ? `; ${count(shown.hidden, 'thinner line')} not drawn` : ''}.`);
  $('gk-back').hidden = scene.kind === 'opening';
}

function tooltip(title, lines, at) {
  const tip = $('gk-tip');
  tip.replaceChildren(el('strong', null, el('bdi', null, title)), ...lines.filter(Boolean).map((line) => el('span', null, line)));
  tip.hidden = false;
  const width = Math.min(320, tip.offsetWidth);
  tip.style.left = `${Math.max(4, Math.min(at.x + 14, canvas.clientWidth - width - 8))}px`;
  tip.style.top = `${Math.max(4, Math.min(at.y + 16, canvas.clientHeight - tip.offsetHeight - 8))}px`;
}
const hideTip = () => { $('gk-tip').hidden = true; };

const lineWords = (line) => [
  line.relation ? `${line.relation.label}: ${line.tag === '?' ? 'amount not stated' : line.tag || count(line.facts.length, 'fact')}` : 'member',
  yearsOf(line.facts), line.facts.length === 1 ? [line.facts[0].stage, line.facts[0].decision, line.facts[0].where].filter(Boolean).join(', ') : '',
  line.inferred ? 'inferred, the text does not state it' : '', line.conditional ? 'on a condition' : '',
  line.shared ? 'joint: the split is not stated' : '',
];
const cardTitle = (id) => {
  const card = shown.cards.get(id);
  return card.role === 'party' ? nameOf(card.parties[0]) : card.role === 'stack' ? `${card.label} of kind ${card.kind.name}` : card.label.replaceAll('\n', ' ');
};

function choose(card) {
  cursor.card = card.id;
  if (card.role === 'party') pick({ party: card.parties[0] });
  else if (card.role === 'stack') pick({ stack: card.id });
  else pick({ facts: [card.fact.i] });
}

function useCanvas() {
  // Under a finger cards are part of the map; with a mouse one may be put aside.
  network.setOptions({ interaction: { dragNodes: !matchMedia('(pointer: coarse)').matches } });
  // The wheel belongs to the page, unless Ctrl says otherwise (a pinch on a touchpad says so too).
  canvas.addEventListener('wheel', (event) => { if (!event.ctrlKey) event.stopPropagation(); }, { capture: true });
  network.on('click', ({ nodes: [node], edges: [edge] }) => {
    const line = shown.lines.find((one) => one.id === edge);
    canvas.focus({ preventScroll: true }); // where the evidence goes back to
    if (node !== undefined) choose(shown.cards.get(node));
    else if (line && line.facts.length) pick({ facts: line.facts.map((fact) => fact.i) });
    else go({ party: null, facts: null, stack: null });
  });
  network.on('doubleClick', ({ nodes: [node] }) => {
    const card = shown.cards.get(node);
    if (card && card.role === 'party') go({ scene: { kind: 'near', party: card.parties[0], hops: 1 } });
    else if (card && card.stack !== undefined) go({ scene: { kind: 'stack', at: card.stack } });
  });
  network.on('hoverNode', ({ node, pointer }) => tooltip(cardTitle(node), [shown.cards.get(node).kind.name], pointer.DOM));
  network.on('hoverEdge', ({ edge, pointer }) => {
    const line = shown.lines.find((one) => one.id === edge);
    tooltip(`${cardTitle(line.from)} ${line.directed ? '→' : '↔'} ${cardTitle(line.to)}`, lineWords(line), pointer.DOM);
  });
  for (const event of ['blurNode', 'blurEdge', 'dragStart', 'zoom']) network.on(event, hideTip);
  canvas.addEventListener('keydown', onKey);
  canvas.addEventListener('focus', () => { cursor.card ||= chosenCard() || firstCard(); say(); network.redraw(); });
  canvas.addEventListener('blur', () => network.redraw());
  $('gk-in').addEventListener('click', () => zoom(1.25));
  $('gk-out').addEventListener('click', () => zoom(0.8));
  $('gk-fit').addEventListener('click', fit);
  $('gk-back').addEventListener('click', () => draw({ kind: 'opening' }));
  $('gk-key').addEventListener('click', () => { $('gk-legend').scrollIntoView(); $('gk-legend').focus({ preventScroll: true }); });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { readTheme(); relight(); });
  addEventListener('resize', () => { canvas.style.height = `${heightFor()}px`; network.redraw(); });
  document.fonts.ready.then(() => { forgetPlaces(); network.redraw(); });
}

const firstCard = () => [...shown.cards.values()].sort((a, b) => a.x - b.x || a.y - b.y)[0]?.id ?? null;

// Arrows go to the next card that way, Enter chooses it, Escape lets go.
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
function onKey(event) {
  const here = shown.cards.get(cursor.card);
  if (WAYS[event.key] && here) {
    const [dx, dy] = WAYS[event.key];
    const cost = (card) => {
      const ahead = (card.x - here.x) * dx + (card.y - here.y) * dy;
      const aside = Math.abs((card.x - here.x) * dy) + Math.abs((card.y - here.y) * dx);
      return ahead > 4 && (dx ? true : aside < CARD) ? ahead + 2 * aside : Infinity;
    };
    const next = [...shown.cards.values()].reduce((a, b) => (cost(b) < cost(a) ? b : a));
    if (cost(next) < Infinity) { cursor.card = next.id; intoSight(next.id); say(); }
  } else if (event.key === 'Enter' && here) {
    choose(here);
  } else if (event.key === 'Escape') go({ party: null, facts: null, stack: null });
  else if (event.key === '+' || event.key === '=') zoom(1.25);
  else if (event.key === '-') zoom(0.8);
  else if (event.key === '0') fit();
  else return;
  event.preventDefault();
  network.redraw();
}
function say() {
  const card = shown.cards.get(cursor.card);
  if (!card) return;
  const lines = shown.lines.filter((line) => !line.hidden && (line.from === card.id || line.to === card.id));
  announce(`${cardTitle(card.id)}, ${card.kind.name}, ${count(lines.length, 'line')}`);
}

// Bring a card into the canvas if it is outside; what is in sight stays where it is.
function intoSight(id) {
  if (!shown.cards.has(id)) return;
  const at = network.canvasToDOM(network.getPosition(id));
  if (at.x < 60 || at.y < 30 || at.x > canvas.clientWidth - 60 || at.y > canvas.clientHeight - 30) {
    network.moveTo({ position: network.getPosition(id), animation: false });
  }
  // The canvas can be taller than the window.
  const y = canvas.getBoundingClientRect().top + network.canvasToDOM(network.getPosition(id)).y;
  if (y < 50 || y > innerHeight - 50) scrollBy(0, y - innerHeight / 2);
}

function useMap() {
  stand();
  const at = state.party ?? (followed() ? state.source : null);
  if (at !== null && state.tab === 'map') intoSight(holder(at));
  stale = state.tab !== 'map'; // what stands on a hidden canvas has no size
  useCanvas();
  onChange((change) => {
    const other = state.scene.kind !== 'opening' && refilters(change);
    const way = state.scene.kind === 'paths' && ('source' in change || 'target' in change);
    if ('scene' in change || other || way) stale = true;
    if (refilters(change)) tellLooks(); // also of a map that is not seen: the table asks what it shows
    if (state.tab !== 'map') return;
    if (stale) stand();
    else { relight(); describeScene(); }
    if (state.party !== null && 'party' in change) intoSight(holder(state.party));
    else if (('source' in change || 'target' in change) && followed()) intoSight(holder(state.source));
  });
}
let stale = false;
