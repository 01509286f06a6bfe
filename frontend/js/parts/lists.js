// j and k walk through the rows of the first list on the page, Enter opens; "/" goes to the search box.
const WRITING = "input, textarea, select, [contenteditable], dialog";

function rows() {
  const list = document.querySelector("[data-list]");
  return list ? [...list.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null) : [];
}

function move(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.findIndex((row) => row.classList.contains("is-focus"));
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  all.forEach((row) => row.classList.toggle("is-focus", row === next));
  next.querySelector("a")?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function open() {
  const row = rows().find((candidate) => candidate.classList.contains("is-focus"));
  const link = row?.querySelector("a");
  if (link && document.activeElement !== link) link.click();
}

export function startLists() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(WRITING)) return;
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "Enter") open();
    else if (event.key === "/") {
      const box = document.querySelector("[data-search]");
      if (!box || box.offsetParent === null) return;
      event.preventDefault();
      box.focus();
    }
  });
}
