// All words come from the server (`{% texts %}`), so that gettext translates them.
let known = null;

function load() {
  const block = document.getElementById("texts");
  return block ? JSON.parse(block.textContent) : {};
}

/** The text `key`, with {name} places filled from `values`. */
export function text(key, values = {}) {
  known ??= load();
  return (known[key] ?? key).replace(/\{(\w+)\}/g, (place, name) => (name in values ? String(values[name]) : place));
}
