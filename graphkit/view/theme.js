// Colours of the canvas are those of the stylesheet, so that light, dark and paper agree.
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const theme = {};
function readTheme() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ['paper', 'card', 'ink', 'muted', 'rule', 'edge', 'focus', 'soft', 'warn']) {
    theme[name] = style.getPropertyValue(`--${name}`).trim();
  }
  theme.relations = [0, 1, 2, 3, 4, 5, 6].map((i) => style.getPropertyValue(`--r${i}`).trim());
}
readTheme();
const colourOf = (relation) => (relation ? theme.relations[relation.index % 7] : theme.muted);
