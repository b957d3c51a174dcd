// What facts of one relation between two cards come to: the same rules as when the page was made.
const SIGNS = { GBP: '£', EUR: '€', USD: '$' };
const TAG = 44;
const KNOWN = { up_to: 'up to ', approx: 'about ' };
// What the data call a currency or a kind may be the name of what every object has.
const own = (words, key) => (Object.hasOwn(words, key) ? words[key] : undefined);
const cut = (text, letters = [...text]) => (letters.length <= TAG ? text : `${letters.slice(0, TAG - 1).join('').trimEnd()}…`);

function money(pence, kind, currency) {
  const sum = BigInt(pence);
  const rest = sum % 100n;
  const figure = digits(sum / 100n) + (rest ? `.${String(rest).padStart(2, '0')}` : '');
  const sign = own(SIGNS, currency) ?? (currency ? `${currency} ` : '');
  return `${own(KNOWN, kind) ?? ''}${sign}${figure}`;
}

const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

// The stated amounts that count, by stage and currency.
function sums(facts) {
  const found = new Map();
  for (const fact of facts) {
    if (!fact.counts || fact.pence === null) continue;
    const key = `${fact.stage}\n${fact.currency}`;
    if (!found.has(key)) found.set(key, { stage: fact.stage, currency: fact.currency, pence: 0n });
    found.get(key).pence += BigInt(fact.pence);
  }
  return [...found.values()].sort((a, b) => order(a.stage, b.stage) || order(a.currency, b.currency));
}

function tagOf(facts) {
  const { told, text, stages } = toldOf(facts);
  if (stages > 2) return `${told} in ${stages} stages`;
  return stages === undefined ? text : cut(text);
}

// The same with every stage, where there is room for it.
function toldOf(facts) {
  let counted = facts.filter((fact) => fact.counts);
  if (!counted.length) counted = facts;
  if (counted.length === 1) return { text: counted[0].tag };
  if (counted[0].relation.carries !== 'money') return { text: `${counted.length}×` };
  const told = `${digits(counted.length)} ${counted.every((fact) => fact.grant) ? 'grants' : 'flows'}`;
  const stages = new Set(counted.filter((fact) => fact.pence !== null).map((fact) => fact.stage));
  const parts = sums(counted).map(({ stage, currency, pence }) => {
    const kinds = new Set(counted.filter((fact) => fact.stage === stage && fact.currency === currency).map((f) => f.kind || 'exact'));
    const kind = kinds.has('up_to') ? 'up_to' : kinds.size === 1 && kinds.has('exact') ? 'exact' : 'approx';
    return money(pence, kind, currency) + (stages.size > 1 && stage ? ` ${stage}` : '');
  });
  const blank = counted.filter((fact) => fact.pence === null).length;
  if (parts.length && blank) parts.push(`${blank} not stated`);
  return { told, text: `${told}, ${parts.join('; ') || '?'}`, stages: stages.size };
}

function yearsOf(facts) {
  const found = facts.flatMap((fact) => fact.years);
  if (!found.length) return '';
  const [first, last] = [Math.min(...found), Math.max(...found)];
  return first === last ? YEARS[first] : `${YEARS[first]} to ${YEARS[last]}`;
}

function widthOf(facts, largest) {
  const most = sums(facts).reduce((a, { pence }) => (pence > a ? pence : a), 0n);
  if (!most || !largest) return STYLE.thin;
  return STYLE.thin + (STYLE.thick - STYLE.thin) * Math.sqrt(Math.min(1, Number(most) / largest));
}

// How a line looks with these of its facts.
function look(facts, largest) {
  const [first] = facts;
  const unknown = facts.every((fact) => fact.unknown);
  const inferred = facts.every((fact) => fact.inferred);
  return {
    tag: tagOf(facts), years: facts.length > 1 ? yearsOf(facts) : '', unknown, inferred,
    conditional: facts.some((fact) => fact.conditional),
    width: first.relation.carries === 'money' ? widthOf(facts, largest) : 2,
    dashes: inferred ? (unknown ? STYLE.both : STYLE.inferred) : unknown ? STYLE.unknown : first.relation.dashes || false,
    shared: moves(first) && facts.every((fact) => PARTIES[fact.ends[1]].group),
  };
}
