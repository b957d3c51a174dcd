// Puts the parts together.
readAddress();
refilter();
document.body.classList.add('ready');

function useTabs() {
  const tabs = TABS.map((name) => $(`gk-tab-${name}`));
  const show = () => TABS.forEach((name, i) => {
    const on = state.tab === name;
    tabs[i].setAttribute('aria-selected', String(on));
    tabs[i].tabIndex = on ? 0 : -1;
    $(`gk-at-${name}`).hidden = !on;
  });
  tabs.forEach((tab, i) => {
    tab.addEventListener('click', () => go({ tab: TABS[i] }));
    tab.addEventListener('keydown', (event) => {
      const to = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: TABS.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      const next = (to + TABS.length) % TABS.length;
      go({ tab: TABS[next] });
      tabs[next].focus();
    });
  });
  onChange(show);
  show();
}

// The decisions that everything here rests on.
function listSources() {
  const found = new Map(FACTS.map((fact) => [`${fact.decision}\n${fact.url}`, fact]));
  found.delete('\n');
  $('gk-sources').querySelector('h2').textContent = `Sources (${digits(found.size)})`;
  const fill = () => { if (!$('gk-decisions').firstChild) $('gk-decisions').append(...[...found.keys()].sort().map((key) => el('li', null, source(found.get(key), found.get(key).decision)))); };
  $('gk-sources').addEventListener('toggle', fill);
  addEventListener('beforeprint', () => { fill(); $('gk-sources').open = true; });
  $('gk-sources').open = found.size < 60;
}

onChange((change) => { if (refilters(change)) refilter(); });
useTabs();
useMap();
usePaper();
usePanelOfFilters();
usePanel();
combobox($('gk-search'), $('gk-search-list'), PARTIES, (i) => { if (i !== null) pick({ party: i, ...(state.tab === 'flow' ? { tab: 'map' } : {}) }); });
useFollow();
useTable();
useTree();
listSources();
addEventListener('hashchange', () => { readAddress(); go({ ...state }); });

window.graphkit = {
  network, nodes, edges, state, go, fit, facts: FACTS, parties: PARTIES,
  scene: () => shown,
  // By the identifier of the graph, or of a fact.
  select(id) {
    if (partyOf.has(id)) go({ party: partyOf.get(id).i, facts: null, stack: null });
    else if (factOf.has(id)) go({ party: null, facts: [factOf.get(id).i], stack: null });
    else return false;
    return true;
  },
};
performance.mark('graphkit-ready');
