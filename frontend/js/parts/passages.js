// Two texts side by side: looking at a shared passage lights up the same passage on the other side.
function light(mark, on) {
  const frame = mark.closest("[data-passages]");
  if (!frame) return;
  for (const other of frame.querySelectorAll("mark.j-shared")) {
    other.classList.toggle("is-active", on && other.dataset.span === mark.dataset.span);
  }
}

function opposite(mark) {
  const side = mark.closest("section");
  const frame = mark.closest("[data-passages]");
  const same = frame ? [...frame.querySelectorAll(`mark.j-shared[data-span="${CSS.escape(mark.dataset.span)}"]`)] : [];
  return same.find((other) => other.closest("section") !== side);
}

export function startPassages() {
  const on = (type, state) => document.addEventListener(type, (event) => {
    const mark = event.target instanceof Element && event.target.closest("mark.j-shared");
    if (mark) light(mark, state);
  });
  on("mouseover", true);
  on("mouseout", false);
  on("focusin", true);
  on("focusout", false);
  document.addEventListener("click", (event) => {
    const mark = event.target instanceof Element && event.target.closest("mark.j-shared");
    const other = mark && opposite(mark);
    if (!other) return;
    event.preventDefault();
    light(mark, true);
    other.scrollIntoView({ block: "nearest" });
    other.querySelector("a")?.focus({ preventScroll: true });
  });
}
