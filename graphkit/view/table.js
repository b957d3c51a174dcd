// Every fact that the filters leave, as a table: sorted by any column, a hundred rows at a time.
const ROWS = 100;
const COLUMNS = [
  ['Relation', (fact) => fact.relation.label], ['From', (fact) => nameOf(fact.ends[0])],
  ['To', (fact) => fact.ends.slice(1).map(nameOf).join(' ↔ ')], ['Amount', (fact) => fact.amount || fact.tag, (fact) => fact.pence ?? -1],
  ['Years', (fact) => yearsOf([fact])], ['Stage', (fact) => fact.stage], ['Marks', (fact) => marks(fact).join(', ')],
  ['Decision', (fact) => fact.decision], ['Where', (fact) => fact.where],
];

function useTable() {
  let by = 3;
  let down = true;
  let page = 0;
  let drawn = false;
  const heads = COLUMNS.map(([title], at) => el('th', { scope: 'col', class: title === 'Amount' ? 'amount' : null }, el('button', { type: 'button', class: 'sort', onclick: () => { down = by === at ? !down : at === 3; by = at; page = 0; fill(); announce(`Sorted by ${title}, ${down ? 'descending' : 'ascending'}`); } }, title)));
  $('gk-heads').replaceChildren(...heads);
  const only = $('gk-drawn');
  only.addEventListener('change', () => { drawn = only.checked; page = 0; fill(); });
  const turn = (step) => {
    page += step;
    fill();
    $('gk-rows').closest('.scroll').scrollTop = 0;
    if (document.activeElement.disabled) $(step > 0 ? 'gk-previous' : 'gk-next').focus(); // the last page: the only way is back
  };
  $('gk-previous').addEventListener('click', () => turn(-1));
  $('gk-next').addEventListener('click', () => turn(1));

  function fill() {
    const there = drawn ? new Set(shown.lines.flatMap((one) => one.facts.map((fact) => fact.i))) : null;
    const key = COLUMNS[by][2] || COLUMNS[by][1];
    const value = new Map(FACTS.map((fact) => [fact, key(fact)]));
    const found = FACTS.filter((fact) => kept(fact) && (!there || there.has(fact.i)))
      .sort((a, b) => { const [x, y] = [value.get(a), value.get(b)]; return (typeof x === 'number' ? x - y : x.localeCompare(y, 'en')) * (down ? -1 : 1) || a.i - b.i; });
    page = Math.max(0, Math.min(page, Math.ceil(found.length / ROWS) - 1));
    heads.forEach((head, at) => head.setAttribute('aria-sort', at === by ? (down ? 'descending' : 'ascending') : 'none'));
    $('gk-rows').replaceChildren(...found.slice(page * ROWS, (page + 1) * ROWS).map(row));
    $('gk-page').textContent = found.length ? `${digits(page * ROWS + 1)} to ${digits(Math.min(found.length, (page + 1) * ROWS))} of ${count(found.length, 'fact')}` : 'No fact passes the filters.';
    $('gk-previous').disabled = page === 0;
    $('gk-next').disabled = (page + 1) * ROWS >= found.length;
  }
  const row = (fact) => el('tr', { 'data-fact': fact.i }, ...COLUMNS.map(([title, text], at) => el('td', { class: title === 'Amount' ? 'amount' : ['Relation', 'Years', 'Stage', 'Marks'].includes(title) ? 'short' : at === 1 || at === 2 ? 'name' : null },
    at === 1 ? partyButton(fact.ends[0])
      : at === 2 ? el('span', null, ...fact.ends.slice(1).flatMap((party, i) => [i ? ' ↔ ' : fact.directed ? '' : '↔ ', partyButton(party)]))
        : title === 'Amount' ? el('button', { type: 'button', class: 'link', 'aria-label': `Evidence: ${titleOf(fact)}`, onclick: () => pick({ facts: [fact.i] }) }, text(fact) || 'evidence')
          : title === 'Decision' ? source(fact, text(fact)) : el('bdi', null, text(fact)))));
  // Rows that are still right stay: who chose one of them comes back to it.
  let said = null;
  const show = (change) => {
    if (state.tab !== 'table') return;
    const now = [...left].join();
    if (now !== said || !change || 'tab' in change) fill();
    said = now;
    for (const one of $('gk-rows').children) one.toggleAttribute('aria-current', Boolean(state.facts) && state.facts.includes(Number(one.dataset.fact)));
  };
  onChange(show);
  show();
}
