// The same as a tree: from those who pay (or give authority) and are paid by nobody, step by step. For readers of
// lines rather than of pictures, and for screen readers; it is filled as it is opened.
function useTree() {
  const root = $('gk-tree');
  const after = (i, relation) => byOther(PARTIES[i].facts.filter((fact) => kept(fact) && fact.relation === relation && (fact.directed ? fact.ends[0] === i : true)), i);

  function item(label, facts, children, level) {
    const made = el('li', { role: 'treeitem', tabindex: '-1', 'aria-level': String(level) });
    const text = el('span', { class: 'twig' }, ...label);
    made.append(text);
    made.setAttribute('aria-label', text.textContent);
    made.facts = facts;
    made.children_ = children;
    if (children) made.setAttribute('aria-expanded', 'false');
    return made;
  }
  function party(i, relation, facts, seen, level, given = '') {
    const again = seen.includes(i);
    const entries = again ? [] : after(i, relation);
    const told = facts.length ? ` (${[moves(facts[0]) ? toldOf(facts).text : facts.length > 1 ? count(facts.length, 'fact') : facts[0].amount || facts[0].tag, yearsOf(facts)].filter(Boolean).join(', ') || 'evidence'})` : given;
    const label = [el('bdi', null, nameOf(i)), told, again ? ' (comes round again)' : ''];
    const made = item(label, facts, entries.length ? () => entries.flatMap((entry) => entry.others.map((other) => party(other, relation, entry.facts, [...seen, i], level + 1))) : null, level);
    made.party = i;
    return made;
  }
  const given = (facts) => `: ${facts.every(moves) && facts.length > 1 ? toldOf(facts).text : count(facts.length, 'fact')}`;
  function branches() {
    return RELATIONS.flatMap((relation) => {
      const facts = FACTS.filter((fact) => kept(fact) && fact.relation === relation);
      if (!facts.length) return [];
      const paid = new Set(facts.filter((fact) => fact.directed).map((fact) => fact.ends[1]));
      let roots = [...new Set(facts.filter((fact) => fact.directed).map((fact) => fact.ends[0]))].filter((i) => !paid.has(i));
      if (!roots.length) roots = [...new Set(facts.flatMap((fact) => (fact.directed ? [fact.ends[0]] : fact.ends)))]; // all go round, or have no direction
      roots.sort((a, b) => byMoney(PARTIES[a], PARTIES[b]));
      // Who pays one another in a ring is under no root: the largest of each ring begins a branch.
      const reached = new Set();
      const reach = (i) => { for (const todo = [i]; todo.length;) { const one = todo.pop(); if (!reached.has(one)) { reached.add(one); todo.push(...after(one, relation).flatMap((entry) => entry.others)); } } };
      roots.forEach(reach);
      for (const { i } of [...PARTIES].sort(byMoney)) if (!reached.has(i) && after(i, relation).length) { roots.push(i); reach(i); }
      const step = (from) => () => [
        ...roots.slice(from, from + 100).map((i) => party(i, relation, [], [], 2, given(after(i, relation).flatMap((one) => one.facts)))),
        ...(roots.length > from + 100 ? [item([`${roots.length - from - 100} more`], [], step(from + 100), 2)] : []),
      ];
      return [item([`${relation.label}: ${count(facts.length, 'fact')}`], [], step(0), 1)];
    });
  }
  function open(twig, on) {
    if (!twig.children_) return;
    twig.setAttribute('aria-expanded', String(on));
    if (on && !twig.querySelector(':scope > ul')) twig.append(el('ul', { role: 'group' }, ...twig.children_()));
    const group = twig.querySelector(':scope > ul');
    if (group) group.hidden = !on;
  }
  function focus(twig) {
    if (!twig) return;
    for (const other of root.querySelectorAll('[tabindex="0"]')) other.tabIndex = -1;
    twig.tabIndex = 0;
    twig.focus();
  }
  function choose(twig) {
    if (twig.facts.length) pick({ facts: twig.facts.map((fact) => fact.i) });
    else if (twig.party !== undefined) pick({ party: twig.party });
    else open(twig, twig.getAttribute('aria-expanded') !== 'true');
  }
  root.addEventListener('click', (event) => {
    const twig = event.target.closest('[role=treeitem]');
    if (!twig) return;
    focus(twig);
    const before = event.offsetX < 0 || event.target === twig; // on the sign before the text
    if (before || twig.getAttribute('aria-expanded') === 'false') open(twig, twig.getAttribute('aria-expanded') !== 'true');
    if (!before) choose(twig);
  });
  root.addEventListener('keydown', (event) => {
    const twig = event.target.closest('[role=treeitem]');
    const seen = [...root.querySelectorAll('[role=treeitem]')].filter((one) => one.offsetParent !== null);
    const at = seen.indexOf(twig);
    const expanded = twig && twig.getAttribute('aria-expanded');
    if (event.key === 'ArrowDown') focus(seen[at + 1]);
    else if (event.key === 'ArrowUp') focus(seen[at - 1]);
    else if (event.key === 'Home') focus(seen[0]);
    else if (event.key === 'End') focus(seen[seen.length - 1]);
    else if (event.key === 'ArrowRight') { if (expanded === 'false') open(twig, true); else focus(twig.querySelector('[role=treeitem]')); }
    else if (event.key === 'ArrowLeft') { if (expanded === 'true') open(twig, false); else focus(twig.parentElement.closest('[role=treeitem]')); }
    else if (event.key === 'Enter' || event.key === ' ') choose(twig);
    else return;
    event.preventDefault();
  });
  let said = null;
  const fill = () => {
    const now = [...left].join();
    if (state.tab !== 'tree' || now === said) return;
    said = now;
    root.replaceChildren(...branches());
    if (root.firstChild) { root.firstChild.tabIndex = 0; open(root.firstChild, true); }
  };
  onChange(fill);
  fill();
}
