import { listen } from "./elements.js";
import { say } from "./messages.js";
import { text } from "./texts.js";

function wanted(button) {
  const target = button.dataset.copyTarget && document.getElementById(button.dataset.copyTarget);
  if (!target) return button.dataset.copy;
  return "value" in target ? target.value : target.innerText;
}

async function copy(button) {
  const label = button.querySelector("span") ?? button;
  try {
    await write(wanted(button));
  } catch {
    say(text("copy_failed"), "error");
    return;
  }
  const before = button.dataset.label ?? label.textContent;
  button.dataset.label = before;
  label.textContent = text("copied");
  setTimeout(() => { label.textContent = before; }, 2000);
}

/** The clipboard needs a secure address; on a plain one the old command still works. */
async function write(words) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(words);
  const field = document.createElement("textarea");
  field.value = words;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("copy refused");
}

async function share(button) {
  const { title, text: words, url } = button.dataset;
  try {
    await navigator.share({ title, text: words || undefined, url: url || undefined });
  } catch (reason) {
    if (reason.name !== "AbortError") say(text("copy_failed"), "error");
  }
}

export function showShare(root = document) {
  if (!navigator.share) return;
  root.querySelectorAll("[data-share]").forEach((button) => { button.hidden = false; });
}

export function startSharing() {
  listen("click", "[data-copy]", copy);
  listen("click", "[data-share]", share);
  showShare();
}
