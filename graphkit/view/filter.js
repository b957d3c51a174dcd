const FILTERS = ['off', 'offKinds', 'offStages', 'years', 'least', 'stated'];
const refilters = (change) => FILTERS.some((key) => key in change);

// Which facts the filters leave. What is told of no year or amount stays, unless a limit is asked for: unknown is not no.
function passes(fact) {
  if (state.off.has(RELATIONS.indexOf(fact.relation))) return false;
  if (state.stated && fact.inferred) return false;
  if (moves(fact)) {
    if (state.offStages.has(fact.stage)) return false;
    if (state.least && (fact.pence === null || fact.pence < state.least * 100)) return false;
  }
  if (state.offKinds.size && fact.ends.some((party) => state.offKinds.has(KINDS.indexOf(PARTIES[party].kind)))) return false;
  return !fact.years.length || fact.years.some((year) => year >= state.years[0] && year <= state.years[1]);
}
let left = new Set();
const kept = (fact) => left.has(fact.i);
function refilter() { left = new Set(FACTS.filter(passes).map((fact) => fact.i)); }
const filtering = () => left.size < FACTS.length;

function press(button, on) { button.setAttribute('aria-pressed', String(on)); }

function usePanelOfFilters() {
  const toggle = (set, key) => {
    const next = new Set(set);
    if (!next.delete(key)) next.add(key);
    return next;
  };
  const relations = [...document.querySelectorAll('[data-relation]')];
  const kinds = [...document.querySelectorAll('[data-kind]')];
  for (const button of relations) button.addEventListener('click', () => go({ off: toggle(state.off, Number(button.dataset.relation)) }));
  for (const button of kinds) button.addEventListener('click', () => go({ offKinds: toggle(state.offKinds, Number(button.dataset.kind)) }));
  const used = [...new Set(FACTS.filter(moves).map((fact) => fact.stage))].sort(order);
  const stages = used.map((stage) => {
    const box = el('input', { type: 'checkbox', onchange: () => go({ offStages: toggle(state.offStages, stage) }) });
    $('gk-stages').append(el('label', { class: 'check' }, box, stage || 'no stage told'));
    return { stage, box };
  });
  const [first, last] = [$('gk-year-from'), $('gk-year-to')];
  for (const slider of [first, last]) {
    slider.max = Math.max(0, YEARS.length - 1);
    slider.addEventListener('input', () => {
      const at = [Number(first.value), Number(last.value)];
      go({ years: slider === first ? [at[0], Math.max(...at)] : [Math.min(...at), at[1]] });
    });
  }
  $('gk-years').hidden = YEARS.length < 2;
  $('gk-least').addEventListener('input', () => {
    const pounds = Number($('gk-least').value);
    go({ least: Number.isFinite(pounds) && pounds > 0 ? Math.min(Math.floor(pounds), 1e15) : 0 });
  });
  $('gk-stated').addEventListener('change', () => go({ stated: $('gk-stated').checked }));
  $('gk-reset').addEventListener('click', () => {
    const none = fresh();
    go(Object.fromEntries(FILTERS.map((key) => [key, none[key]])));
    $('gk-filters').firstElementChild.focus(); // the button is gone
  });
  const show = () => {
    for (const button of relations) press(button, !state.off.has(Number(button.dataset.relation)));
    for (const button of kinds) press(button, !state.offKinds.has(Number(button.dataset.kind)));
    for (const { stage, box } of stages) box.checked = !state.offStages.has(stage);
    [first.value, last.value] = state.years;
    for (const [slider, at] of [[first, 0], [last, 1]]) slider.setAttribute('aria-valuetext', YEARS[state.years[at]] || 'none');
    $('gk-year-words').textContent = YEARS.length ? `${YEARS[state.years[0]]} to ${YEARS[state.years[1]]}` : '';
    if (document.activeElement !== $('gk-least')) $('gk-least').value = state.least || '';
    $('gk-stated').checked = state.stated;
    $('gk-reset').hidden = !filtering();
    $('gk-left').textContent = filtering()
      ? `${digits(left.size)} of ${count(FACTS.length, 'fact')} pass the filters. Amounts are those of whole flows, also of those that touch other years.` : '';
  };
  onChange(show);
  show();
}
