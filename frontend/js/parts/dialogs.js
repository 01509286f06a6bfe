import { listen } from "./elements.js";

// Without script the link leads to a page that asks the same.
export function startDialogs() {
  listen("click", "[data-confirm]", (link, event) => {
    const dialog = link.nextElementSibling;
    if (!(dialog instanceof HTMLElement) || dialog.tagName !== "DIALOG" || !dialog.showModal) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    dialog.showModal();
    dialog.querySelector("textarea, [data-close]")?.focus();
  });
  listen("click", "[data-close]", (button) => button.closest("dialog")?.close());
  document.addEventListener("click", (event) => {
    if (event.target.tagName === "DIALOG") event.target.close();
  });
}

/** Menus made of <details>: one open at a time, closed by Escape or a click beside them. */
export function startMenus() {
  const open = () => document.querySelectorAll("details[data-menu][open]");
  document.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}
