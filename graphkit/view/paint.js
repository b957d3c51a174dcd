// What stands on the canvas: colours of the theme and the cards of the nodes.
// Text reaches the page only as canvas text or textContent, never as HTML.
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const NODES = read('gk-nodes');
const EDGES = read('gk-edges');
const nodeOf = new Map(NODES.map((node) => [node.id, node]));
const CARD = 208;
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const state = { node: null, edge: null, near: null, off: new Set() };
const theme = {};

function readTheme() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ['paper', 'card', 'ink', 'muted', 'rule', 'edge', 'focus', 'soft', 'warn']) {
    theme[name] = style.getPropertyValue(`--${name}`).trim();
  }
  theme.relations = [0, 1, 2, 3, 4, 5, 6].map((i) => style.getPropertyValue(`--r${i}`).trim());
}

const colourOf = (edge) => (edge.relation < 0 ? theme.muted : theme.relations[edge.relation % 7]);
const dimmed = (id) => state.near !== null && !state.near.has(id);

function frame(ctx, x, y, width, height, radius) {
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, radius);
}

function knot(ctx, node, x, y, lit) {
  const lines = node.label.split('\n');
  ctx.font = `500 12.5px ${FONT}`;
  const { width } = node;
  const left = x - width / 2;
  const top = y - node.height / 2 + 3;
  frame(ctx, left, top, width, node.height - 6, 12);
  ctx.fillStyle = theme.card;
  ctx.fill();
  ctx.globalAlpha = dimmed(node.id) ? 0.3 : 1;
  ctx.strokeStyle = theme.relations[node.relation % 7];
  ctx.lineWidth = lit ? 3 : 1.6;
  ctx.stroke();
  ctx.fillStyle = theme.ink;
  ctx.textAlign = 'center';
  lines.forEach((line, i) => {
    ctx.fillText(line, x, y + (i - (lines.length - 1) / 2) * 15, width - 16);
  });
}

function card(ctx, node, x, y, lit) {
  const left = x - CARD / 2;
  const top = y - node.height / 2;
  if (node.group) { // a second frame behind the first: more than one stands here
    frame(ctx, left + 5, top - 5, CARD, node.height, 9);
    ctx.fillStyle = theme.card;
    ctx.fill();
    ctx.strokeStyle = theme.edge;
    ctx.lineWidth = 1.2;
    ctx.stroke();
  }
  frame(ctx, left, top, CARD, node.height, 9);
  ctx.fillStyle = lit ? theme.soft : theme.card; // opaque: lines pass behind, names stay legible
  ctx.fill();
  ctx.globalAlpha = dimmed(node.id) ? 0.3 : 1;
  ctx.strokeStyle = state.node === node.id ? theme.focus : lit ? theme.ink : theme.edge;
  ctx.lineWidth = state.node === node.id ? 3 : 1.2;
  if (node.unnamed) ctx.setLineDash([5, 4]);
  ctx.stroke();
  ctx.setLineDash([]);

  ctx.save();
  ctx.translate(left + 12, y - 8);
  const shape = new Path2D(node.glyph.path);
  ctx.fillStyle = ctx.strokeStyle = theme.muted;
  ctx.lineWidth = 1.6;
  if (node.glyph.hollow) ctx.stroke(shape); else ctx.fill(shape);
  ctx.restore();

  const lines = node.label.split('\n');
  const text = left + 38;
  let line = y - (lines.length * 18 + 14) / 2 + 9;
  ctx.textAlign = 'left';
  ctx.font = `${node.unnamed ? 'italic 500' : '600'} 15px ${FONT}`;
  ctx.fillStyle = theme.ink;
  for (const part of lines) {
    ctx.fillText(part, text, line, CARD - 48);
    line += 18;
  }
  ctx.font = `12px ${FONT}`;
  ctx.fillStyle = theme.muted;
  const kind = node.kind.length > 28 ? `${node.kind.slice(0, 27)}…` : node.kind;
  ctx.fillText(kind, text, line - 1, CARD - 48);
}

// vis-network calls this for every node (shape "custom") and clips edges at the size it returns.
function renderer({ ctx, id, x, y, state: vis }) {
  const node = nodeOf.get(id);
  const lit = vis.hover || vis.selected || state.node === id;
  return {
    drawNode() {
      ctx.textBaseline = 'middle';
      ctx.direction = 'ltr';
      if (node.knot) knot(ctx, node, x, y, lit); else card(ctx, node, x, y, lit);
    },
    nodeDimensions: { width: node.width, height: node.height },
  };
}
