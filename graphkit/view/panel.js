// The side panel and the tooltips: everything a node or a line says, as text.
const panel = document.getElementById('gk-panel');

function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === 'onclick') element.addEventListener('click', value);
    else element.setAttribute(name, value);
  }
  for (const child of children) if (child !== null) element.append(child); // strings become text nodes
  return element;
}

function rowsOf(rows) {
  const list = el('dl');
  for (const [name, value] of rows) {
    list.append(el('dt', null, name), el('dd', name === 'Amount' ? { class: 'big' } : null, value));
  }
  return list;
}

const name = (id) => nodeOf.get(id).name;

function heading(edge) {
  return `${name(edge.from)} ${edge.oneWay ? '→' : '↔'} ${name(edge.to)}`;
}

function tooltip(title, subtitle, rows) {
  const brief = rows.map(([key, value]) => [key, value.length > 160 ? `${value.slice(0, 159)}…` : value]);
  return el('div', { class: 'gk-tip' }, el('strong', null, title), subtitle, rowsOf(brief));
}

function link(edge, text) {
  // The address was checked when the page was made; a page that is edited is checked again.
  if (!edge.url || !/^https?:\/\//i.test(edge.url)) return text ? el('bdi', null, text) : null;
  return el('a', { href: edge.url, rel: 'noopener noreferrer', target: '_blank' }, text || 'Open the source');
}

function item(edge, other, actions) {
  const source = el('span', { class: 'src' });
  if (edge.decision) source.append(link(edge, edge.decision));
  if (edge.where) source.append(edge.decision ? ', ' : '', edge.where);
  const what = edge.amount || (edge.rows.find(([key]) => ['Authority', 'Kind', 'Service', 'Name'].includes(key)) || [])[1];
  const line = el('li', { class: 'item' },
    el('button', { type: 'button', class: 'link', onclick: () => actions.node(other) }, name(other)), ' ');
  if (!edge.member) {
    line.append(el('br'), el('button', {
      type: 'button', class: 'link sum', 'aria-label': `Details: ${heading(edge)}`, onclick: () => actions.edge(edge.id),
    }, what || edge.relationLabel));
    if (edge.inferred) line.append(' (inferred)');
    if (edge.conditional) line.append(' (conditional)');
    line.append(source);
  }
  return line;
}

function groupOf(edge, id) {
  const out = edge.from === id;
  if (edge.member) return out ? [8, 'Members'] : [9, 'Member of'];
  if (!edge.oneWay) return [5, edge.relationLabel];
  if (edge.carries === 'money') return out ? [2, 'Whom it funds'] : [1, 'Who funds it'];
  if (edge.carries === 'authority') return out ? [4, `${edge.relationLabel}: given to`] : [3, `${edge.relationLabel}: received from`];
  return out ? [6, `${edge.relationLabel}: to`] : [7, `${edge.relationLabel}: from`];
}

function header(title, actions) {
  return el('div', { class: 'head' }, el('h2', null, title),
    el('button', { type: 'button', class: 'quiet', onclick: () => actions.clear() }, 'Close'));
}

function showNode(id, actions) {
  const node = nodeOf.get(id);
  panel.replaceChildren(header(node.name, actions), rowsOf(node.knot ? [['Relation', node.kind], ...node.rows] : node.rows));
  const groups = new Map();
  for (const edge of EDGES) {
    if (edge.from !== id && edge.to !== id) continue;
    const [order, title] = node.knot ? [0, 'Partners'] : groupOf(edge, id);
    const key = `${order} ${title}`;
    if (!groups.has(key)) groups.set(key, { title, edges: [] });
    groups.get(key).edges.push(edge);
  }
  for (const key of [...groups.keys()].sort()) {
    const { title, edges } = groups.get(key);
    panel.append(el('h3', null, `${title} (${edges.length})`));
    panel.append(el('ul', null, ...edges.map((edge) => item(edge, edge.from === id ? edge.to : edge.from, actions))));
  }
}

function showEdge(edge, actions) {
  panel.replaceChildren(
    header(edge.relationLabel, actions),
    el('p', { class: 'intro' },
      el('button', { type: 'button', class: 'link', onclick: () => actions.node(edge.from) }, name(edge.from)),
      edge.oneWay ? ' → ' : ' ↔ ',
      el('button', { type: 'button', class: 'link', onclick: () => actions.node(edge.to) }, name(edge.to))),
    rowsOf(edge.rows),
  );
  if (edge.url) panel.append(el('p', null, link(edge, '')));
}

function showNothing() {
  panel.replaceChildren(el('h2', null, 'Evidence'), el('p', { class: 'intro' },
    'Choose a card, a line or a name. What it says, and where that is written, appears here.'));
}
