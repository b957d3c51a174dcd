// Where the cards of a part of the graph stand: columns are given, rows are found here. The opening picture was
// arranged when the page was made; this is for what a reader asks for later.
const GAP = 14;
const SPACE = 19; // lines of one side keep this apart

// A name in at most three short lines.
function wrapped(name, width = 20) {
  const lines = [''];
  for (const word of name.slice(0, 200).split(' ')) {
    for (let rest = word; rest; rest = rest.slice(width)) {
      const piece = rest.slice(0, width);
      const last = lines[lines.length - 1];
      if (!last) lines[lines.length - 1] = piece;
      else if (last.length + 1 + piece.length <= width) lines[lines.length - 1] = `${last} ${piece}`;
      else lines.push(piece);
    }
  }
  return (lines.length <= 3 ? lines : [...lines.slice(0, 2), `${lines[2].slice(0, width - 2)} …`]).join('\n') || '?';
}

// Columns in which each step of the way goes one to the right: for paths. A circle does not push further.
function steps(sources, pairs) {
  const column = new Map([...sources].map((id) => [id, 0]));
  for (let turn = 0, moved = true; moved && turn < pairs.length; turn += 1) {
    moved = false;
    for (const [a, b] of pairs) {
      if (!column.has(a) || sources.has(b)) continue;
      const at = column.get(a) + 1;
      if (at <= 12 && at > (column.get(b) ?? -1)) { column.set(b, at); moved = true; }
    }
  }
  return column;
}

function arrange(cards, lines, column) {
  const lanes = new Map();
  for (const card of cards) {
    const at = column.get(card.id) ?? 0;
    if (!lanes.has(at)) lanes.set(at, []);
    lanes.get(at).push(card);
  }
  const near = new Map(cards.map((card) => [card.id, []]));
  const sides = new Map();
  const side = (id, right) => sides.set(`${id} ${right}`, (sides.get(`${id} ${right}`) || 0) + 1);
  for (const line of lines) {
    if (line.from === line.to) continue;
    near.get(line.from).push(line.to);
    near.get(line.to).push(line.from);
    const [a, b] = [column.get(line.from) ?? 0, column.get(line.to) ?? 0];
    side(line.from, b >= a);
    side(line.to, b <= a);
  }
  for (const card of cards) {
    const rows = card.label.split('\n').length;
    const busy = Math.max(sides.get(`${card.id} true`) || 0, sides.get(`${card.id} false`) || 0);
    card.width = card.role === 'knot' ? Math.min(CARD, 34 + 7 * Math.max(...card.label.split('\n').map((row) => row.length))) : CARD;
    card.height = card.role === 'knot' ? 15 + 15 * rows : Math.max(26 + 18 * rows, busy * SPACE + 10);
  }
  const columns = [...lanes.keys()].sort((a, b) => a - b);
  const stack = (lane) => {
    const height = lane.reduce((sum, card) => sum + card.height + GAP, -GAP);
    let y = -height / 2;
    for (const card of lane) { card.y = Math.round(y + card.height / 2); y += card.height + GAP; }
  };
  for (const lane of lanes.values()) stack(lane);
  const byId = new Map(cards.map((card) => [card.id, card]));
  for (let turn = 0; turn < 8; turn += 1) { // each next to the middle of its neighbours
    for (const at of turn % 2 ? columns : [...columns].reverse()) {
      const lane = lanes.get(at);
      const want = new Map(lane.map((card) => {
        const others = near.get(card.id).filter((id) => (column.get(id) ?? 0) !== at);
        return [card.id, others.length ? others.reduce((sum, id) => sum + byId.get(id).y, 0) / others.length : card.y];
      }));
      lane.sort((a, b) => (a.low || 0) - (b.low || 0) || want.get(a.id) - want.get(b.id) || order(a.id, b.id));
      stack(lane);
    }
  }
  // Between two columns as much space as the longest words on the lines there need.
  const signs = columns.map(() => 0);
  for (const line of lines) {
    const [a, b] = [line.from, line.to].map((id) => columns.indexOf(column.get(id) ?? 0)).sort((x, y) => x - y);
    for (let k = a; k < b; k += 1) signs[k] = Math.max(signs[k], (line.tag || '').length);
  }
  let x = CARD / 2;
  columns.forEach((at, k) => {
    for (const card of lanes.get(at)) card.x = Math.round(x);
    x += CARD + 60 + Math.round(7.4 * Math.min(40, signs[k] + 3));
  });
  const top = Math.min(0, ...cards.map((card) => card.y - card.height / 2));
  for (const card of cards) card.y -= top;
  attach(lines, byId, lanes, column);
}

// Both ends of each line, one below the other on the side that looks to the other end, and how it bends.
function attach(lines, byId, lanes, column) {
  const queues = new Map();
  const push = (id, right, line, other) => {
    const key = `${id} ${right}`;
    if (!queues.has(key)) queues.set(key, { card: byId.get(id), right, ends: [] });
    queues.get(key).ends.push({ line, other: byId.get(other), start: line.from === id });
  };
  for (const line of lines) {
    line.ports = [0, 0, 0, 0];
    if (line.from === line.to) { line.loop = 1; continue; }
    const [a, b] = [column.get(line.from) ?? 0, column.get(line.to) ?? 0];
    push(line.from, b >= a, line, line.to);
    push(line.to, b <= a, line, line.from);
    line.smooth = a === b
      ? { enabled: true, type: byId.get(line.from).y < byId.get(line.to).y ? 'curvedCW' : 'curvedCCW', roundness: 0.35 }
      : { enabled: true, type: 'cubicBezier', forceDirection: 'horizontal', roundness: 0.5 };
  }
  for (const { card, right, ends } of queues.values()) {
    ends.sort((a, b) => a.other.y - b.other.y || order(a.line.id, b.line.id));
    const room = Math.min(SPACE, (card.height - 16) / ends.length);
    ends.forEach(({ line, start: first }, at) => {
      const dy = Math.round((at - (ends.length - 1) / 2) * room);
      line.ports.splice(first ? 0 : 2, 2, (right ? 1 : -1) * Math.floor(card.width / 2), dy);
    });
  }
}
