import { listen, make } from "./elements.js";
import { text } from "./texts.js";

const KINDS = { success: "success", error: "error", warning: "warning" };

/** Show a message where Django's messages stand; it stays until it is closed. */
export function say(words, kind = "info") {
  const place = document.getElementById("messages");
  if (!place) return;
  for (const old of place.children) if (old.textContent.includes(words)) old.remove();
  const box = make("div", { class: `j-message j-message-${KINDS[kind] ?? "info"}`, "data-message": true }, make("p", { text: words }));
  place.append(box);
  addClose(box);
  box.scrollIntoView({ block: "nearest" });
}

/** Give every message a button that closes it. */
export function closable(root) {
  root.querySelectorAll?.("[data-message]").forEach(addClose);
}

function addClose(message) {
  if (message.querySelector("[data-message-close]")) return;
  message.append(make("button", { type: "button", "data-message-close": true, text: text("close") }));
}

export function startMessages() {
  closable(document);
  listen("click", "[data-message-close]", (button) => button.closest("[data-message]").remove());
}
