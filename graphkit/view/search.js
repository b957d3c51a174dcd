// A field that finds organisations by name, other name or identifier: arrows, Enter and Escape work as in any list.
const MOST_FOUND = 30;
const folded = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const spoken = new Map(); // what each party is called, worked out when first asked
function called(party) {
  if (!spoken.has(party.i)) spoken.set(party.i, folded([party.name, ...party.rows.slice(1).map(([, value]) => value)].join('\n')));
  return spoken.get(party.i);
}

function matches(parties, typed) {
  const words = folded(typed).split(/\s+/).filter(Boolean);
  if (!words.length) return [...parties].sort(byMoney);
  const rank = (party) => {
    const name = folded(party.name);
    return name === words.join(' ') ? 0 : name.startsWith(words[0]) ? 1 : words.every((word) => name.includes(word)) ? 2 : 3;
  };
  return parties.filter((party) => words.every((word) => called(party).includes(word)))
    .map((party) => [rank(party), party]).sort((a, b) => a[0] - b[0] || byMoney(a[1], b[1])).map(([, party]) => party);
}

function combobox(input, listed, parties, choose) {
  let found = [];
  let at = -1;
  let chosen = null;
  const settle = () => { input.value = chosen === null ? '' : nameOf(chosen); };
  const close = () => { listed.hidden = true; at = -1; input.setAttribute('aria-expanded', 'false'); input.removeAttribute('aria-activedescendant'); };
  const take = (party) => { close(); chosen = party.i; settle(); choose(party.i); };
  const mark = () => {
    [...listed.children].forEach((option, i) => option.setAttribute('aria-selected', String(i === at)));
    const option = listed.children[at];
    if (option) { input.setAttribute('aria-activedescendant', option.id); option.scrollIntoView({ block: 'nearest' }); }
  };
  const open = () => {
    found = matches(parties, input.value);
    listed.replaceChildren(...found.slice(0, MOST_FOUND).map((party, i) => {
      const option = el('li', { id: `${listed.id}-${i}`, role: 'option', 'aria-selected': 'false' }, el('bdi', null, party.name), el('small', null, party.kind.name));
      option.addEventListener('mousedown', (event) => { event.preventDefault(); take(party); });
      return option;
    }));
    if (!found.length) listed.append(el('li', { role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' }, 'Nothing is called so.'));
    else if (found.length > MOST_FOUND) listed.append(el('li', { role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' }, `${digits(found.length - MOST_FOUND)} more: type on.`));
    at = -1;
    listed.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    announce(found.length ? `${count(found.length, 'organisation')} found` : 'Nothing is called so.');
  };
  input.addEventListener('input', open);
  input.addEventListener('focus', () => { input.select(); });
  input.addEventListener('click', open);
  input.addEventListener('blur', () => { // what was only typed goes; what was wiped out is no longer chosen
    close();
    const wiped = chosen !== null && !input.value.trim();
    if (wiped) chosen = null;
    settle();
    if (wiped) choose(null);
  });
  input.addEventListener('keydown', (event) => {
    const most = Math.min(found.length, MOST_FOUND);
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (listed.hidden) open();
      else if (most) at = (at + (event.key === 'ArrowDown' ? 1 : most)) % most;
      if (at < 0) at = 0;
      mark();
    } else if (event.key === 'Enter' && !listed.hidden && found.length) take(found[Math.max(0, at)]);
    else if (event.key === 'Escape' && !listed.hidden) close();
    else return;
    event.preventDefault();
  });
  return { show(i) { chosen = i; if (document.activeElement !== input) settle(); } };
}
