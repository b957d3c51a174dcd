// Amounts on the lines. vis-network writes every label in the middle of its edge, where thirty lines of one
// payer meet; these look for a free place on their own line instead and stay away when there is none.
// Places are kept until something changes: while the picture is moved, nothing is worked out.
const SPOTS = [0, 0.06, -0.06, 0.11, -0.11, -0.16, 0.15, -0.22, -0.3];
let places = null;
const forgetPlaces = () => { places = null; };

function degrees(lines) {
  const found = new Map();
  for (const line of lines) for (const end of [line.from, line.to]) found.set(end, (found.get(end) || 0) + 1);
  return found;
}

// Where on the line to begin: nearer to the end with fewer lines, there they have fanned out.
function start(line, degree) {
  const from = degree.get(line.from);
  const to = degree.get(line.to);
  if (from >= 6 && from > 2 * to) return 0.8;
  if (to >= 6 && to > 2 * from) return 0.2;
  return 0.5;
}

const overlaps = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const box = (x, y, width, height) => ({ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 });

// Boxes in cells of a grid: a tag is compared with what is near, not with all there is.
function ground(size = 240) {
  const cells = new Map();
  const around = function* (area) {
    for (let x = Math.floor(area.left / size); x <= Math.floor(area.right / size); x += 1) {
      for (let y = Math.floor(area.top / size); y <= Math.floor(area.bottom / size); y += 1) yield `${x},${y}`;
    }
  };
  return {
    free(area) {
      for (const key of around(area)) for (const other of cells.get(key) || []) if (overlaps(other, area)) return false;
      return true;
    },
    take(area) {
      for (const key of around(area)) {
        if (!cells.has(key)) cells.set(key, []);
        cells.get(key).push(area);
      }
    },
  };
}

function findPlaces(network, ctx) {
  const taken = ground();
  for (const card of shown.cards.values()) taken.take(box(card.x, card.y, card.width, card.height));
  const wanted = shown.lines.filter((line) => !line.hidden && (line.tag || line.conditional)
    && (light.lines === null || light.lines.has(line.id)));
  // Large amounts first: if two cannot both be written, the one that matters more is.
  wanted.sort((a, b) => b.width - a.width || order(a.id, b.id));
  const degree = degrees(shown.lines.filter((line) => !line.hidden));
  const found = [];
  for (const line of wanted) {
    ctx.font = `600 12px ${FONT}`;
    const tag = ctx.measureText(line.tag).width;
    ctx.font = `11px ${FONT}`;
    const years = line.years ? ctx.measureText(line.years).width : 0;
    const width = Math.max((line.tag ? tag + 5 : 0) + (line.conditional ? 17 : 0) + 5, years ? years + 10 : 0);
    // With its years where there is room, else without.
    place: for (const tall of years ? [30, 16] : [16]) {
      for (const spot of SPOTS) {
        const { x, y } = network.body.edges[line.id].edgeType.getPoint(start(line, degree) + spot);
        const area = box(x, y, width, tall);
        if (taken.free(area)) {
          taken.take(area);
          found.push({ line, x, y, width, tag, years: tall > 16 ? line.years : '' });
          break place;
        }
      }
    }
  }
  return found;
}

function drawTag(ctx, { line, x, y, width, tag, years }) {
  const tall = years ? 31 : 17;
  frame(ctx, x - width / 2, y - tall / 2, width, tall, 5);
  ctx.fillStyle = theme.card;
  ctx.fill();
  if (line.unknown) { // hollow, like the line: something is there, how much is open
    ctx.strokeStyle = colourOf(line.relation);
    ctx.lineWidth = 1;
    ctx.setLineDash([2, 2]);
    ctx.stroke();
    ctx.setLineDash([]);
  }
  const top = years ? y - 7 : y;
  ctx.textAlign = 'left';
  ctx.fillStyle = theme.ink;
  ctx.font = `600 12px ${FONT}`;
  let at = x - width / 2 + 5;
  if (line.tag) {
    ctx.fillText(line.tag, at, top + 0.5);
    at += tag + 5;
  }
  if (line.conditional) {
    frame(ctx, at - 1, top - 6.5, 14, 13, 4);
    ctx.strokeStyle = theme.warn;
    ctx.lineWidth = 1;
    ctx.stroke();
    ctx.fillStyle = theme.warn;
    ctx.font = `italic 600 10px ${FONT}`;
    ctx.fillText('if', at + 2.5, top + 0.5);
  }
  if (years) {
    ctx.font = `11px ${FONT}`;
    ctx.fillStyle = theme.muted;
    ctx.fillText(years, x - width / 2 + 5, y + 8);
  }
}

// The heads of hollow lines.
function drawHeads(network, ctx) {
  for (const line of shown.lines) {
    if (!line.shared || !line.directed || line.hidden || (light.lines !== null && !light.lines.has(line.id))) continue;
    const { edgeType } = network.body.edges[line.id];
    const tip = edgeType.getPoint(1);
    const from = edgeType.getPoint(0.96);
    const long = 9 + 1.6 * line.width;
    ctx.save();
    ctx.translate(tip.x, tip.y);
    ctx.rotate(Math.atan2(tip.y - from.y, tip.x - from.x));
    ctx.beginPath();
    ctx.moveTo(0, 0);
    ctx.lineTo(-long, -long / 2.6);
    ctx.lineTo(-long, long / 2.6);
    ctx.closePath();
    ctx.globalAlpha = line.inferred ? STYLE.faint : 1;
    ctx.fillStyle = colourOf(line.relation);
    ctx.fill();
    ctx.restore();
  }
}

function drawTags(network, ctx) {
  if (ctx.getTransform().a < 0.24) return; // too small to be read
  ctx.textBaseline = 'middle';
  ctx.direction = 'ltr';
  ctx.globalAlpha = 1;
  places ||= findPlaces(network, ctx);
  for (const tag of places) drawTag(ctx, tag);
}

// vis-network ends every edge at the centre of its nodes. Ports give each line its own place on the border:
// the edge sees, instead of the node, an object that is the node moved to the port. Renewed before each
// drawing, since an update of an edge looks its nodes up again.
function port(node, dx, dy) {
  return Object.create(node, {
    x: { get: () => node.x + dx },
    y: { get: () => node.y + dy },
    distanceToBorder: { value: () => 0 },
  });
}
let ports = new Map();
function setPorts(network) {
  ports = new Map(shown.lines.filter((line) => line.from !== line.to).map((line) => [line.id, {
    from: port(network.body.nodes[line.from], line.ports[0], line.ports[1]),
    to: port(network.body.nodes[line.to], line.ports[2], line.ports[3]),
  }]));
}
function usePorts(network) {
  network.on('beforeDrawing', () => {
    for (const [id, ends] of ports) {
      const edge = network.body.edges[id];
      if (!edge) continue;
      Object.assign(edge, ends);
      Object.assign(edge.edgeType, ends);
    }
  });
}
