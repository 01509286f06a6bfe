import htmx from "htmx.org";
import { listen } from "./elements.js";
import { say } from "./messages.js";
import { text } from "./texts.js";

function size(bytes) {
  const units = ["B", "kB", "MB", "GB"];
  const step = bytes > 0 ? Math.min(Math.floor(Math.log10(bytes) / 3), 3) : 0;
  const figure = (bytes / 1000 ** step).toFixed(step > 1 ? 1 : 0);
  return `${document.documentElement.lang === "en" ? figure : figure.replace(".", ",")} ${units[step]}`;
}

function state(form, line, share) {
  const box = form.querySelector("[data-upload-state]");
  box.hidden = line === null;
  if (line === null) return;
  box.querySelector("[data-upload-line]").textContent = line;
  const bar = box.querySelector("progress");
  if (share === undefined) bar.removeAttribute("value");
  else bar.value = share;
}

function progress(form, { loaded, total, lengthComputable }) {
  if (!lengthComputable || !total) return;
  if (loaded >= total) state(form, text("upload_processing"));
  else state(form, text("upload_progress", { done: size(loaded), total: size(total) }), (100 * loaded) / total);
}

/** A page with an editor needs its own script, which a swapped body does not bring: go there instead. */
function arrive(event) {
  const { xhr } = event.detail;
  if (xhr.status >= 400 || !xhr.responseText.includes("data-editor")) return;
  event.detail.shouldSwap = false;
  location.assign(xhr.responseURL);
}

export function startUploads() {
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.requestConfig?.elt?.matches?.("form[data-upload]")) arrive(event);
  });
  listen("htmx:xhr:progress", "form[data-upload]", (form, event) => progress(form, event.detail));
  listen("htmx:beforeRequest", "form[data-upload]", (form) => state(form, text("upload_progress", { done: size(0), total: "…" }), 0));
  listen("htmx:afterRequest", "form[data-upload]", (form) => state(form, null));
  listen("htmx:sendError", "form[data-upload]", () => say(text("upload_failed"), "error"));
  listen("htmx:xhr:abort", "form[data-upload]", () => say(text("upload_stopped"), "warning"));
  listen("click", "[data-upload-stop]", (button) => htmx.trigger(button.closest("form"), "htmx:abort"));
  listen("change", "form[data-upload] input[type=file]", (input) => {
    const total = [...input.files].reduce((sum, file) => sum + file.size, 0);
    if (total) state(input.form, text("files_chosen", { n: input.files.length, size: size(total) }), 0);
    else state(input.form, null);
  });
}
