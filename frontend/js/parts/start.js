import { startDialogs, startMenus } from "./dialogs.js";
import { startMessages } from "./messages.js";
import { startPassages } from "./passages.js";
import { startSharing } from "./sharing.js";

/** What staff and public pages have in common. */
export function start() {
  document.documentElement.classList.add("js");
  startMessages();
  startDialogs();
  startMenus();
  startPassages();
  startSharing();
  document.querySelector("[data-errors]")?.focus();
}
