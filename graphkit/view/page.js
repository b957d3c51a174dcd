// Puts the parts together: network, buttons, search, selection.
readTheme();
const canvas = document.getElementById('gk-canvas');
document.body.classList.add('ready');

function paintOf(edge) {
  const opacity = state.near !== null && !edge.lit ? 0.08 : edge.inferred ? 0.5 : 1;
  const colour = colourOf(edge);
  return { color: colour, highlight: colour, hover: colour, inherit: false, opacity };
}

const nodes = new vis.DataSet(NODES.map((node) => ({
  ...node, ctxRenderer: renderer, title: tooltip(node.name, '', node.knot ? [['Relation', node.kind]] : node.rows),
})));
const edges = new vis.DataSet(EDGES.map((edge) => ({
  ...edge, color: paintOf(edge),
  title: edge.member ? tooltip(heading(edge), 'member', []) : tooltip(heading(edge), edge.relationLabel, edge.rows),
})));

// Cards begin at 0, 0; an empty graph has a size too.
const size = {
  width: Math.max(CARD, ...NODES.map((node) => node.x + node.width / 2)) + 40,
  height: Math.max(0, ...NODES.map((node) => node.y + node.height / 2)) + 50,
};
const middle = { x: size.width / 2 - 20, y: size.height / 2 - 25 };
const narrow = () => canvas.clientWidth < 620;

// The canvas grows with the graph, so that names keep a size that can be read; the page scrolls.
function scaleFor() {
  return Math.min(1, Math.max(narrow() ? 0.62 : 0.5, canvas.clientWidth / size.width));
}
function heightFor() {
  const most = narrow() ? Math.min(560, innerHeight * 0.7) : 2400;
  return Math.round(Math.min(most, Math.max(narrow() ? 320 : 340, size.height * scaleFor())));
}
canvas.style.height = `${heightFor()}px`;
const network = new vis.Network(canvas, { nodes, edges }, read('gk-options'));

function fit() {
  const scale = scaleFor();
  let position = middle;
  if (NODES.length && (canvas.clientWidth < size.width * scale - 40 || canvas.clientHeight < size.height * scale - 40)) {
    // Not all fits: begin where most lines meet.
    const hub = NODES.reduce((a, b) => ((degree.get(b.id) || 0) > (degree.get(a.id) || 0) ? b : a));
    position = { x: canvas.clientWidth < size.width * scale - 40 ? hub.x : middle.x, y: hub.y };
  }
  network.moveTo({ position, scale, animation: false });
}
const zoom = (factor) => network.moveTo({ scale: Math.min(4, Math.max(0.15, network.getScale() * factor)), animation: false });

// The wheel belongs to the page, unless Ctrl says otherwise (a pinch on a touchpad says so too).
canvas.addEventListener('wheel', (event) => { if (!event.ctrlKey) event.stopPropagation(); }, { capture: true });
usePorts(network);
network.on('afterDrawing', (ctx) => drawTags(network, ctx));

function refresh() {
  for (const edge of EDGES) {
    edge.lit = state.node !== null ? edge.from === state.node || edge.to === state.node : state.edge === edge.id;
  }
  state.near = state.node === null && state.edge === null ? null : new Set(
    EDGES.filter((edge) => edge.lit && !state.off.has(edge.relation)).flatMap((edge) => [edge.from, edge.to]));
  if (state.node !== null) state.near.add(state.node);
  edges.update(EDGES.map((edge) => ({ id: edge.id, color: paintOf(edge), hidden: state.off.has(edge.relation) })));
  for (const button of document.querySelectorAll('#gk-list button')) {
    button.setAttribute('aria-current', String(button.dataset.node === state.node));
  }
}

const actions = {
  node(id, reveal = true) {
    Object.assign(state, { node: id, edge: null });
    refresh();
    network.selectNodes([id], false);
    showNode(id, actions);
    if (reveal) actions.reveal(id);
  },
  edge(id) {
    Object.assign(state, { node: null, edge: id });
    refresh();
    network.selectEdges([id]);
    showEdge(EDGES.find((edge) => edge.id === id), actions);
  },
  clear() {
    Object.assign(state, { node: null, edge: null });
    refresh();
    network.unselectAll();
    showNothing();
  },
  // Bring a node into the canvas if it is outside; what is in sight stays where it is.
  reveal(id) {
    const at = network.canvasToDOM(network.getPosition(id));
    if (at.x < 60 || at.y < 30 || at.x > canvas.clientWidth - 60 || at.y > canvas.clientHeight - 30) {
      network.moveTo({ position: network.getPosition(id), animation: false });
    }
  },
};

network.on('click', ({ nodes: [node], edges: [edge] }) => {
  if (node !== undefined) actions.node(node, false);
  else if (edge !== undefined) actions.edge(edge);
  else actions.clear();
});

for (const chip of document.querySelectorAll('.chip')) {
  chip.addEventListener('click', () => {
    const relation = Number(chip.dataset.relation);
    if (!state.off.delete(relation)) state.off.add(relation);
    chip.setAttribute('aria-pressed', String(!state.off.has(relation)));
    refresh();
  });
}
document.getElementById('gk-in').addEventListener('click', () => zoom(1.25));
document.getElementById('gk-out').addEventListener('click', () => zoom(0.8));
document.getElementById('gk-fit').addEventListener('click', fit);

const list = document.getElementById('gk-list');
const entries = NODES.filter((node) => !node.knot)
  .sort((a, b) => a.name.localeCompare(b.name, 'en'))
  .map((node) => {
    const button = el('button', { type: 'button', 'data-node': node.id, onclick: () => actions.node(node.id) },
      el('bdi', null, node.name), el('small', null, node.kind));
    const row = el('li', null, button);
    list.append(row);
    // Also by other names and identifiers.
    return { row, button, text: [node.name, ...node.rows.map(([, value]) => value)].join(' ').toLowerCase() };
  });
const search = document.getElementById('gk-search');
search.addEventListener('input', () => {
  const wanted = search.value.trim().toLowerCase();
  for (const { row, text } of entries) row.hidden = !text.includes(wanted);
});
search.addEventListener('keydown', (event) => {
  const first = entries.find(({ row }) => !row.hidden);
  if (event.key === 'Enter' && first) first.button.click();
});

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { readTheme(); refresh(); });
addEventListener('resize', () => { canvas.style.height = `${heightFor()}px`; network.redraw(); });
document.fonts.ready.then(() => network.redraw());
showNothing();
fit();
network.redraw(); // cards know their size after the first drawing; lines end at their borders in the second

window.graphkit = {
  network, nodes, edges, fit,
  // By the identifier of the graph, by our own, or by the identifier of a fact.
  select(id) {
    const node = NODES.find((n) => n.node === id) || nodeOf.get(id);
    const edge = EDGES.find((e) => e.fact === id || e.id === id);
    if (node) actions.node(node.id);
    else if (edge) actions.edge(edge.id);
    return Boolean(node || edge);
  },
};
