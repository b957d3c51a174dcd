// On paper stands a picture of the canvas in the colours of paper.
function onPaper(printing) {
  document.documentElement.classList.toggle('on-paper', printing);
  readTheme();
  relight();
  if (!printing || !canvas.clientWidth) { $('gk-print').replaceChildren(); return; }
  const before = { position: network.getViewPosition(), scale: network.getScale() };
  const { height } = canvas.style;
  const scale = Math.min(1, 8000 / Math.max(size.width, size.height));
  const stretch = (wide, tall, view) => { // all of it, also what lies outside the canvas on the screen
    Object.assign(canvas.style, { width: wide, height: tall });
    network.redraw();
    network.moveTo({ ...view, animation: false });
    network.redraw();
  };
  stretch(`${size.width * scale}px`, `${size.height * scale}px`, { position: { x: size.width / 2 - 20, y: size.height / 2 - 25 }, scale });
  $('gk-print').replaceChildren(...sheets(canvas.getElementsByTagName('canvas')[0]));
  stretch('', height, before);
}

// No taller than paper is; cut where no card stands, if there is such a place.
function sheets(drawn) {
  const ratio = drawn.height / canvas.clientHeight;
  const spans = [...shown.cards.values()].map((card) => [-1, 1].map((end) => network.canvasToDOM({ x: 0, y: card.y + end * (card.height / 2 + 6) }).y * ratio));
  const made = [];
  for (let top = 0; top < drawn.height;) {
    const most = drawn.width * (made.length ? 1.3 : 1.1); // the title stands on the first
    let end = Math.min(drawn.height, top + most);
    if (end < drawn.height) {
      for (let y = end; y > top + most * 0.7; y -= 3) if (spans.every(([from, to]) => y < from || y > to)) { end = y; break; }
    }
    const sheet = el('canvas', { width: drawn.width, height: Math.ceil(end - top), role: 'img', 'aria-label': made.length ? 'more of the picture' : $('gk-scene').textContent });
    sheet.getContext('2d').drawImage(drawn, 0, -top);
    made.push(sheet);
    top = end;
  }
  return made;
}

function usePaper() {
  addEventListener('beforeprint', () => onPaper(true));
  addEventListener('afterprint', () => onPaper(false));
}
