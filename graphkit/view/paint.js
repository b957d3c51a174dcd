// Cards on the canvas: a party, a stack of parties, the meeting point of a partnership.
const CARD = 208;
const shapes = new Map(KINDS.map((kind) => [kind.name, new Path2D(kind.path)]));
let shown = { cards: new Map(), lines: [], hidden: 0 }; // the scene that stands on the canvas
const light = { cards: null, lines: null }; // what is lit: sets of ids, or null where all is
const dimmed = (id) => light.cards !== null && !light.cards.has(id);

function frame(ctx, x, y, width, height, radius) {
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, radius);
}

function knot(ctx, node, x, y, lit) {
  const lines = node.label.split('\n');
  frame(ctx, x - node.width / 2, y - node.height / 2 + 3, node.width, node.height - 6, 12);
  ctx.fillStyle = theme.card;
  ctx.fill();
  ctx.globalAlpha = dimmed(node.id) ? 0.3 : 1;
  ctx.strokeStyle = colourOf(node.fact.relation);
  ctx.lineWidth = lit ? 3 : 1.6;
  ctx.stroke();
  ctx.font = `500 12.5px ${FONT}`;
  ctx.fillStyle = theme.ink;
  ctx.textAlign = 'center';
  lines.forEach((line, i) => {
    ctx.fillText(line, x, y + (i - (lines.length - 1) / 2) * 15, node.width - 16);
  });
}

function card(ctx, node, x, y, lit, chosen) {
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
  const dashed = node.unnamed || node.role === 'stack';
  ctx.strokeStyle = chosen ? theme.focus : lit ? theme.ink : dashed ? theme.muted : theme.edge;
  ctx.lineWidth = chosen ? 3 : 1.2;
  if (dashed) ctx.setLineDash([5, 4]);
  ctx.stroke();
  ctx.setLineDash([]);
  if (ctx.getTransform().a < 0.24) return; // too small to be read

  ctx.save();
  ctx.translate(left + 12, y - 8);
  ctx.fillStyle = ctx.strokeStyle = theme.muted;
  ctx.lineWidth = 1.6;
  if (node.kind.hollow) ctx.stroke(shapes.get(node.kind.name)); else ctx.fill(shapes.get(node.kind.name));
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
  const kind = node.kind.name.length > 28 ? `${node.kind.name.slice(0, 27)}…` : node.kind.name;
  ctx.fillText(kind, text, line - 1, CARD - 48);
}

// vis-network calls this for every node (shape "custom") and clips edges at the size it returns.
function renderer({ ctx, id, x, y, state: vis }) {
  const node = shown.cards.get(id);
  const chosen = node.id === chosenCard();
  const lit = vis.hover || chosen;
  return {
    drawNode() {
      ctx.textBaseline = 'middle';
      ctx.direction = 'ltr';
      if (node.role === 'knot') knot(ctx, node, x, y, lit); else card(ctx, node, x, y, lit, chosen);
      if (node.id === cursor.card && document.activeElement === $('gk-canvas')) { // where the keyboard is
        frame(ctx, x - node.width / 2 - 5, y - node.height / 2 - 5, node.width + 10, node.height + 10, 12);
        ctx.strokeStyle = theme.focus;
        ctx.lineWidth = 2.5;
        ctx.stroke();
      }
      ctx.globalAlpha = 1;
    },
    nodeDimensions: { width: node.width, height: node.height },
  };
}
const cursor = { card: null };
