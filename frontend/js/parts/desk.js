// The desk: the row in focus is the one that the keys act on, and the one that the pane shows. A key pressed before the
// pane has caught up with the row waits for it; it never acts on what stood there before.
const WRITING = "input, textarea, select, [contenteditable], dialog";
const WIDE = window.matchMedia("(min-width: 900px)");
let waiting = null;
let next = null;
let timer = 0;

const desk = () => document.querySelector("[data-desk]");
const current = () => document.querySelector("[data-desk] [data-row].is-focus");
const pane = () => document.querySelector("[data-reading]");

function show(row) {
  document.querySelectorAll("[data-desk] [data-row]").forEach((one) => {
    one.classList.toggle("is-focus", one === row);
    one.toggleAttribute("data-current", one === row);
  });
  waiting = null;
  clearTimeout(timer);
  if (WIDE.matches && pane()?.dataset.reading !== row.dataset.item) timer = setTimeout(() => window.htmx.trigger(row, "pick"), 60);
}

function go(row) {
  show(row);
  row.querySelector("a")?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function press(key) {
  const row = current();
  const places = row ? [row, pane()?.dataset.reading === row.dataset.item ? pane() : null, document.getElementById("pesan-meja")] : [desk()];
  const find = (place) => [...(place?.querySelectorAll("[data-desk-key]") ?? [])].find((one) => one.dataset.deskKey === key);
  const target = places.map(find).find(Boolean) ?? (key === "/" || key === "?" || key === "u" ? [...document.querySelectorAll("[data-desk-key]")].find((one) => one.dataset.deskKey === key) : null);
  if (!target) {
    if (row && WIDE.matches && "123gn".includes(key)) waiting = key;
    return Boolean(row && "123gn".includes(key));
  }
  if (!target.matches("summary")) target.closest("details:not([open])")?.setAttribute("open", "");
  if (target.matches("input, select, textarea")) {
    target.focus();
    target.scrollIntoView({ block: "nearest" });
  } else target.click();
  return true;
}

function onKey(event) {
  if (!desk() && !document.querySelector("[data-desk-key]")) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(WRITING)) {
    if (event.key === "Escape" && event.target.matches?.("[data-desk-key]")) event.target.blur();
    return;
  }
  if (event.repeat || !"ax123gnu/?".includes(event.key)) return;
  if (press(event.key)) {
    event.preventDefault();
    event.stopPropagation();
  }
}

export function startDesk() {
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-desk] [data-row]");
    if (row && event.target.matches("a")) show(row);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-desk] [data-row] .j-desk-text a");
    if (!link || !WIDE.matches || event.detail === 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(link.closest("[data-row]"));
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const row = event.target.closest("[data-row]") ?? current();
    if (event.detail.requestConfig.verb === "post" && row) next = { row: row.id, then: (row.nextElementSibling ?? row.previousElementSibling)?.id };
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "bacaan" && waiting) {
      const key = waiting;
      waiting = null;
      press(key);
    }
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.requestConfig.verb !== "post" || !event.detail.successful || !next) return;
    const { row, then } = next;
    next = null;
    const same = document.getElementById(row);
    const target = same ?? (then && document.getElementById(then));
    if (!target) {
      document.getElementById("bacaan")?.replaceChildren();
      return;
    }
    if (same && pane()) delete pane().dataset.reading;
    go(target);
  });
  const all = document.querySelector("[data-desk-all]");
  if (all) {
    all.hidden = false;
    all.querySelector("input").addEventListener("change", (event) => {
      document.querySelectorAll(".j-desk-pick").forEach((box) => (box.checked = event.target.checked));
    });
  }
  const opened = document.querySelector("[data-desk] [data-opened]");
  if (opened) go(opened);
}
