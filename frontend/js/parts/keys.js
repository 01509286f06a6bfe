// An element with data-key="x" is clicked when the key x is pressed outside of fields. Its label names the key.
const WRITING = "input, textarea, select, [contenteditable], dialog";

export function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.closest?.(WRITING)) return;
    const wanted = [...document.querySelectorAll("[data-key]")].find((element) => element.dataset.key === event.key);
    if (!wanted || wanted.offsetParent === null || wanted.disabled) return;
    event.preventDefault();
    wanted.click();
  });
}
