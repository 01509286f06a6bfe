// A form that is never lost: kept on the device first, then sent, again and again until the server has it. The key that the
// form is given here makes a second sending harmless.
import { send } from "../editor/send.js";
import { make } from "../parts/elements.js";
import { drop, keep, waiting } from "./store.js";

const AGAIN = 30_000;
const UPLOAD = 15 * 60_000;

class Outbox {
  constructor(form) {
    this.form = form;
    this.user = form.dataset.outbox;
    this.sent = 0;
    this.busy = false;
    this.token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  }

  text(name, values = {}) {
    return (this.form.dataset[name] ?? name).replace(/\{(\w+)\}/g, (_, key) => values[key]);
  }

  async submit(event) {
    event.preventDefault();
    const fields = [...new FormData(this.form)].filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "client_key");
    const entry = { key: crypto.randomUUID(), user: this.user, at: Date.now(), fields };
    try {
      await keep(entry);
    } catch {
      // The device has no room, or forbids it: send the plain form, as without script.
      this.form.submit();
      return;
    }
    this.form.reset();
    await this.sendAll();
  }

  async sendAll() {
    if (this.busy) return;
    this.busy = true;
    try {
      for (const entry of await waiting(this.user)) {
        if (entry.refused) continue;
        await this.show(this.text("sending"));
        if (!(await this.sendOne(entry))) break;
      }
    } finally {
      this.busy = false;
    }
    await this.show();
  }

  /** Whether it makes sense to go on with the next. */
  async sendOne(entry) {
    const body = new FormData();
    entry.fields.forEach(([name, value]) => body.append(name, value));
    body.append("client_key", entry.key);
    const answer = await send(this.form.action, body, this.token, UPLOAD);
    this.reason = { offline: "offline", signed_out: "signedOut", silent: "silent" }[answer.kind];
    if (answer.kind === "saved") {
      await drop(entry.key);
      this.sent += 1;
      return true;
    }
    if (answer.kind !== "refused") return false;
    await keep({ ...entry, refused: answer.reason || this.text("silent") });
    return true;
  }

  async show(doing) {
    const entries = await waiting(this.user);
    const box = document.querySelector("[data-outbox-state]");
    box.hidden = !entries.length && !this.sent && !doing;
    const parts = [this.text("counts", { kept: entries.length, sent: this.sent })];
    if (doing) parts.push(doing);
    else if (entries.some((entry) => !entry.refused)) parts.push(this.text(this.reason ?? "offline"));
    box.querySelector("[data-outbox-line]").textContent = parts.join(" ");
    const list = document.querySelector("[data-outbox-list]");
    list.replaceChildren(...entries.filter((entry) => entry.refused).map((entry) => this.row(entry)));
  }

  row(entry) {
    const back = make("button", { type: "button", class: "btn btn-secondary", text: this.text("mend"), onclick: () => this.mend(entry) });
    const away = make("button", { type: "button", class: "btn btn-quiet", text: this.text("remove"), onclick: () => this.remove(entry) });
    return make("li", { class: "j-card" }, make("p", { text: `${this.text("refused")} ${entry.refused}` }), make("div", { class: "j-actions" }, back, away));
  }

  /** Put a refused one back into the form, with its files. */
  async mend(entry) {
    this.form.reset();
    const files = new DataTransfer();
    for (const [name, value] of entry.fields) {
      if (value instanceof File) files.items.add(value);
      else if (this.form.elements[name]) this.form.elements[name].value = value;
    }
    this.form.querySelector("input[type=file]").files = files.files;
    await drop(entry.key);
    await this.show();
    this.form.scrollIntoView();
  }

  async remove(entry) {
    if (!confirm(this.text("sure"))) return;
    await drop(entry.key);
    await this.show();
  }
}

export function startOutbox() {
  const form = document.querySelector("form[data-outbox]");
  if (!form || !window.indexedDB || !crypto.randomUUID) return;
  const outbox = new Outbox(form);
  form.addEventListener("submit", (event) => outbox.submit(event));
  window.addEventListener("online", () => outbox.sendAll());
  setInterval(() => outbox.sendAll(), AGAIN);
  outbox.sendAll();
  // The page itself opens without a signal, once it was opened with one.
  navigator.serviceWorker?.register(form.dataset.worker).catch(() => {});
  navigator.storage?.persist?.().catch(() => {});
}
