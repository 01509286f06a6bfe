import { make } from "../parts/elements.js";
import { text } from "../parts/texts.js";
import { conflictPanel } from "./conflict.js";
import { send } from "./send.js";
import { Store } from "./store.js";

const PAUSE = 1500;
const RETRY = 15000;
const NARROW = 720;
const SKIP = new Set(["csrfmiddlewaretoken", "revision"]);

/** Saves a draft while it is written; whatever happens to connection, session or colleague, the text stays somewhere. */
class Autosave {
  constructor(form) {
    this.form = form;
    this.address = form.dataset.autosaveUrl;
    this.revision = form.dataset.revision;
    this.store = new Store(form.dataset.draftId || this.address, form.dataset.viewer);
    this.line = form.querySelector("[data-autosave-status]") ?? document.querySelector("[data-autosave-status]");
    this.sent = JSON.stringify(this.fields());
    this.kept = true;
    this.running = null;
    this.theirs = null;
    this.timer = 0;
  }

  start() {
    this.form.addEventListener("input", (event) => { if (event.target.name) this.changed(); });
    this.form.addEventListener("change", (event) => { if (event.target.name && event.target.type !== "file") this.changed(); });
    this.form.addEventListener("submit", (event) => this.submitting(event));
    window.addEventListener("online", () => this.flush());
    window.addEventListener("beforeunload", (event) => { this.warn(event); });
    document.addEventListener("keydown", (event) => this.pressed(event));
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.flush(); });
    setInterval(() => { if (navigator.onLine) this.flush(); }, RETRY);
    if (this.form.dataset.savedAt) this.show("saved", text("saved", { time: this.form.dataset.savedAt }));
    this.resume();
  }

  /** Leaving asks back only where the text is neither on the server nor on this device. */
  warn(event) {
    if (!this.dirty() || this.kept) return;
    event.preventDefault();
    event.returnValue = ""; // what browsers before 2023 listen to
  }

  /** Ctrl+S (Cmd+S) saves at once. */
  pressed(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    this.flush();
  }

  /** The text fields by name; files and buttons are not part of a draft's text. */
  fields() {
    const found = {};
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string" && !SKIP.has(name)) (found[name] ??= []).push(value);
    }
    return found;
  }

  dirty() {
    return JSON.stringify(this.fields()) !== this.sent;
  }

  changed() {
    if (!this.dirty()) return;
    this.keep();
    if (this.theirs) return this.showConflict();
    this.say(this.kept ? "local" : "nowhere", this.kept ? "unsaved" : "nowhere");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), PAUSE);
  }

  keep() {
    this.kept = this.store.keep({ base: this.revision, fields: this.fields(), at: Date.now() });
  }

  /** Send what is unsent; one request at a time. Answers whether everything is on the server now. */
  async flush() {
    if (this.running) {
      await this.running;
      return this.dirty() ? this.flush() : !this.theirs;
    }
    if (this.theirs) return false;
    if (!this.dirty()) return true;
    this.running = this.save().finally(() => { this.running = null; });
    return this.running;
  }

  async save() {
    clearTimeout(this.timer);
    const fields = this.fields();
    const body = new FormData();
    for (const [name, values] of Object.entries(fields)) values.forEach((value) => body.append(name, value));
    body.append("revision", this.revision);
    const token = this.form.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    if (this.state !== "local" || navigator.onLine) this.show("saving", text("saving"));
    const answer = await send(this.address, body, token);
    return this[`on_${answer.kind}`](answer, fields);
  }

  on_saved({ data }, fields) {
    this.setRevision(data.revision);
    this.sent = JSON.stringify(fields);
    if (this.dirty()) {
      this.keep();
      this.timer = setTimeout(() => this.flush(), PAUSE);
    } else {
      this.store.drop();
      this.kept = true;
    }
    this.show("saved", text("saved", { time: data.saved_at }));
    if (!this.dirty()) followSave();
    return !this.dirty();
  }

  on_conflict({ data }, fields) {
    // An answer that was lost on the way, or a second window: the same text stands there already.
    if (data.title === fields.title?.[0] && data.body === fields.body?.[0]) {
      this.setRevision(data.revision);
      return this.save();
    }
    this.keep();
    this.theirs = data;
    this.showConflict();
    this.openPanel();
    return false;
  }

  on_offline() { return this.notSent("offline"); }

  on_silent() { return this.notSent("server_silent"); }

  on_refused({ reason }) { return this.notSent("refused", { reason: reason ?? "" }); }

  on_signed_out() {
    this.notSent("signed_out");
    const login = this.form.dataset.loginUrl || "/masuk/";
    const address = `${login}?next=${encodeURIComponent(location.pathname + location.search)}`;
    if (this.kept) this.line?.append(make("a", { href: address, text: text("sign_in") }));
    return false;
  }

  notSent(key, values) {
    this.keep();
    this.say(this.kept ? "local" : "nowhere", this.kept ? key : "nowhere", values);
    return false;
  }

  /** A text of the status line; {device} is named as what it is. */
  say(state, key, values = {}) {
    this.show(state, text(key, { device: text(window.innerWidth < NARROW ? "phone" : "computer"), ...values }));
  }

  show(state, words) {
    this.state = state;
    if (!this.line) return;
    this.line.dataset.state = state;
    this.line.textContent = words;
  }

  setRevision(revision) {
    this.revision = String(revision);
    this.form.dataset.revision = this.revision;
    const field = this.form.querySelector("[name=revision]");
    if (field) field.value = this.revision;
  }

  /** A text kept on an earlier visit comes back with the revision that it was based on; a newer server text makes a conflict. */
  resume() {
    const local = this.store.read();
    if (!local) return;
    if (JSON.stringify(local.fields) === this.sent) return this.store.drop();
    this.setRevision(local.base);
    this.fill(local.fields);
    this.say("local", "restored");
    this.flush();
  }

  fill(fields) {
    for (const [name, values] of Object.entries(fields)) {
      const controls = [...this.form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
      controls.forEach((control, place) => this.put(control, values, place));
    }
  }

  put(control, values, place) {
    if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
    else if (control.multiple) [...control.options].forEach((option) => { option.selected = values.includes(option.value); });
    else if (control.editorSet) control.editorSet(values[0] ?? "");
    else control.value = values[place] ?? values[0] ?? "";
  }

  mine() {
    const fields = this.fields();
    return { title: fields.title?.[0] ?? "", body: fields.body?.[0] ?? "" };
  }

  showConflict() {
    const key = this.kept ? "conflict" : "nowhere";
    this.say(key, key);
    this.line?.append(make("button", { type: "button", class: "j-text-button", text: text("conflict_show"), onclick: () => this.openPanel() }));
  }

  openPanel() {
    document.querySelector("[data-conflict]")?.remove();
    const panel = conflictPanel(this.mine(), this.theirs, (choice) => this.decide(choice));
    this.form.prepend(panel);
    panel.scrollIntoView({ block: "start" });
    panel.focus({ preventScroll: true });
  }

  decide(choice) {
    document.querySelector("[data-conflict]")?.remove();
    if (choice === "later") return;
    const theirs = this.theirs;
    this.theirs = null;
    this.setRevision(theirs.revision);
    if (choice === "theirs") return this.take(theirs);
    // The server holds their text now, so mine counts as unsent even where it equals what was sent before.
    this.sent = "";
    this.keep();
    this.flush();
  }

  take(theirs) {
    const aside = this.fields();
    this.store.keep(aside, ".aside");
    this.fill({ title: [theirs.title ?? ""], body: [theirs.body ?? ""] });
    clearTimeout(this.timer);
    this.sent = JSON.stringify(this.fields());
    this.store.drop();
    this.kept = true;
    this.say("saved", "taken");
    this.line?.append(make("button", { type: "button", class: "j-text-button", text: text("bring_back"), onclick: () => { this.fill(aside); this.changed(); } }));
  }

  /** Submitting waits until the draft is on the server; without that nothing leaves this page, and the line says why. */
  async submitting(event) {
    if (this.going || (!this.dirty() && !this.running && !this.theirs)) return;
    event.preventDefault();
    const button = event.submitter;
    if (await this.flush()) {
      this.going = true;
      this.form.requestSubmit(button ?? undefined);
    } else this.line?.scrollIntoView({ block: "center" });
  }
}

export function startAutosave() {
  document.querySelectorAll("form[data-autosave-url]").forEach((form) => new Autosave(form).start());
}

// Parts of the page that are read from the saved text (data-follows-save, with an id) are fetched anew after a save.
// A dead connection changes nothing: they follow the next one. Only the newest answer counts, whichever comes last.
let followed = 0;
async function followSave() {
  const turn = (followed += 1);
  const parts = document.querySelectorAll("[data-follows-save]");
  if (!parts.length) return;
  try {
    const answer = await fetch(location.pathname, { credentials: "same-origin", cache: "no-store" });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== followed) return;
    for (const part of parts) {
      const fresh = page.getElementById(part.id);
      if (fresh) part.replaceWith(document.importNode(fresh, true));
    }
  } catch {
    // Said by the line of the draft itself, when it can't be saved.
  }
}
