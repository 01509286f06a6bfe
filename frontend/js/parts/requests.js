import { closable, say } from "./messages.js";
import { showShare } from "./sharing.js";
import { text } from "./texts.js";

/** What went wrong with a request of a page part, said in words. */
export function startRequests() {
  document.addEventListener("htmx:sendError", (event) => {
    if (!event.target.closest?.("form[data-upload]")) say(text("no_connection"), "error");
  });
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    say(text(status === 401 || status === 403 ? "forbidden" : "server_error"), "error");
  });
  document.addEventListener("htmx:load", (event) => {
    showShare(event.detail.elt);
    closable(event.detail.elt);
    event.detail.elt.querySelector?.("[data-errors]")?.focus();
  });
}
