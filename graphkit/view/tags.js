// Amounts on the lines. vis-network writes every label in the middle of its edge, where thirty lines of one
// payer meet; these look for a free place on their own line instead and stay away when there is none.
const SPOTS = [0, 0.08, -0.08, 0.16, -0.16, 0.24, -0.24, 0.3, -0.3];

function degrees() {
  const count = new Map();
  for (const edge of EDGES) {
    for (const end of [edge.from, edge.to]) count.set(end, (count.get(end) || 0) + 1);
  }
  return count;
}
const degree = degrees();

// Where on the line to begin: nearer to the end with fewer lines, there they have fanned out.
function start(edge) {
  const from = degree.get(edge.from);
  const to = degree.get(edge.to);
  if (from >= 6 && from > 2 * to) return 0.72;
  if (to >= 6 && to > 2 * from) return 0.28;
  return 0.5;
}

const overlaps = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

function box(x, y, width, height) {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

function drawTag(ctx, edge, place, width) {
  const { x, y } = place;
  ctx.globalAlpha = 1;
  frame(ctx, x - width / 2, y - 8.5, width, 17, 5);
  ctx.fillStyle = theme.card;
  ctx.fill();
  if (edge.unknown) { // hollow, like the line: something is there, how much is open
    ctx.strokeStyle = colourOf(edge);
    ctx.lineWidth = 1;
    ctx.setLineDash([2, 2]);
    ctx.stroke();
    ctx.setLineDash([]);
  }
  ctx.textAlign = 'left';
  ctx.fillStyle = theme.ink;
  let at = x - width / 2 + 5;
  if (edge.tag) {
    ctx.fillText(edge.tag, at, y + 0.5);
    at += ctx.measureText(edge.tag).width + 5;
  }
  if (edge.conditional) {
    frame(ctx, at - 1, y - 6.5, 14, 13, 4);
    ctx.strokeStyle = theme.warn;
    ctx.lineWidth = 1;
    ctx.stroke();
    ctx.fillStyle = theme.warn;
    ctx.font = `italic 600 10px ${FONT}`;
    ctx.fillText('if', at + 2.5, y + 0.5);
  }
}

function drawTags(network, ctx) {
  const taken = NODES.map((node) => {
    const at = network.body.nodes[node.id];
    return box(at.x, at.y, node.width, node.height);
  });
  const wanted = EDGES.filter((edge) => (edge.tag || edge.conditional) && !network.body.edges[edge.id].options.hidden
    && (state.near === null || edge.lit));
  // Large amounts first: if two cannot both be written, the one that matters more is.
  wanted.sort((a, b) => b.width - a.width || (a.id < b.id ? -1 : 1));
  ctx.textBaseline = 'middle';
  ctx.direction = 'ltr';
  for (const edge of wanted) {
    ctx.font = `600 12px ${FONT}`;
    const width = (edge.tag ? ctx.measureText(edge.tag).width + 5 : 0) + (edge.conditional ? 17 : 0) + 5;
    for (const spot of SPOTS) {
      const place = network.body.edges[edge.id].edgeType.getPoint(start(edge) + spot);
      const area = box(place.x, place.y, width, 16);
      if (!taken.some((other) => overlaps(other, area))) {
        taken.push(area);
        drawTag(ctx, edge, place, width);
        break;
      }
    }
  }
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

function usePorts(network) {
  const ports = new Map(EDGES.filter((edge) => edge.from !== edge.to).map((edge) => [edge.id, {
    from: port(network.body.nodes[edge.from], edge.ports[0], edge.ports[1]),
    to: port(network.body.nodes[edge.to], edge.ports[2], edge.ports[3]),
  }]));
  network.on('beforeDrawing', () => {
    for (const [id, ends] of ports) {
      const edge = network.body.edges[id];
      Object.assign(edge, ends);
      Object.assign(edge.edgeType, ends);
    }
  });
}
