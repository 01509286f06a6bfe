import { make } from "../parts/elements.js";
import { text } from "../parts/texts.js";
import { SAFE_ADDRESS } from "./link.js";
import { addSpeaker } from "./speaker.js";

// key, what it does, whether it is on, whether it can be done now
const BUTTONS = [
  ["paragraph", (e) => e.chain().focus().setParagraph().run(), (e) => e.isActive("paragraph") && !e.isActive("blockquote") && !e.isActive("listItem")],
  ["heading", (e) => e.chain().focus().toggleHeading({ level: 2 }).run(), (e) => e.isActive("heading")],
  ["quote", (e) => e.chain().focus().toggleBlockquote().run(), (e) => e.isActive("blockquote")],
  ["speaker", addSpeaker, (e) => e.isActive("speaker"), (e) => e.isActive("blockquote")],
  ["bullet_list", (e) => e.chain().focus().toggleBulletList().run(), (e) => e.isActive("bulletList")],
  ["ordered_list", (e) => e.chain().focus().toggleOrderedList().run(), (e) => e.isActive("orderedList")],
  null,
  ["bold", (e) => e.chain().focus().toggleBold().run(), (e) => e.isActive("bold")],
  ["italic", (e) => e.chain().focus().toggleItalic().run(), (e) => e.isActive("italic")],
  ["link", null, (e) => e.isActive("link"), (e) => e.isActive("link") || !e.state.selection.empty],
  null,
  ["undo", (e) => e.chain().focus().undo().run(), () => false, (e) => e.can().undo()],
  ["redo", (e) => e.chain().focus().redo().run(), () => false, (e) => e.can().redo()],
];

function linkRow(editor, close) {
  const input = make("input", { class: "form-control", type: "url", inputmode: "url", "aria-label": text("link_address"), placeholder: "https://" });
  const wrong = make("p", { hidden: true, role: "alert", text: text("link_bad") });
  const set = () => {
    const address = input.value.trim();
    wrong.hidden = SAFE_ADDRESS.test(address);
    if (!wrong.hidden) return;
    editor.chain().focus().extendMarkRange("link").setLink({ href: address }).run();
    close();
  };
  const remove = () => {
    editor.chain().focus().extendMarkRange("link").unsetLink().run();
    close();
  };
  const row = make(
    "div",
    { class: "j-editor-link", hidden: true },
    input,
    make("button", { type: "button", class: "btn btn-primary btn-sm", text: text("link_set"), onclick: set }),
    make("button", { type: "button", class: "btn btn-quiet btn-sm", text: text("link_remove"), onclick: remove }),
    make("button", { type: "button", class: "btn btn-quiet btn-sm", text: text("cancel"), onclick: () => close() }),
    wrong,
  );
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      set();
    } else if (event.key === "Escape") close();
  });
  return { row, open: () => { row.hidden = false; wrong.hidden = true; input.value = editor.getAttributes("link").href ?? ""; input.focus(); } };
}

/** Arrow keys walk through the toolbar, as the toolbar pattern asks; Tab passes it in one step. */
function walk(bar, event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const buttons = [...bar.querySelectorAll("button:not(:disabled)")];
  const at = buttons.indexOf(document.activeElement);
  const next = buttons[(at + step + buttons.length) % buttons.length];
  event.preventDefault();
  buttons.forEach((button) => { button.tabIndex = button === next ? 0 : -1; });
  next.focus();
}

/** The toolbar and the row for a link's address, above the text of `editor`. */
export function makeToolbar(editor) {
  const link = linkRow(editor, () => { link.row.hidden = true; editor.commands.focus(); });
  const bar = make("div", { class: "j-editor-bar", role: "toolbar", "aria-label": text("toolbar") });
  const drawn = [];
  for (const entry of BUTTONS) {
    if (!entry) {
      bar.append(make("span", { class: "j-editor-gap", "aria-hidden": "true" }));
      continue;
    }
    const [key, act, active, possible] = entry;
    const button = make("button", { type: "button", "data-tool": key, tabindex: drawn.length ? "-1" : "0", text: text(key), onclick: () => (act ? act(editor) : link.open()) });
    bar.append(button);
    drawn.push({ button, active, possible });
  }
  const refresh = () => {
    for (const { button, active, possible } of drawn) {
      button.setAttribute("aria-pressed", String(active(editor)));
      button.disabled = possible ? !possible(editor) : false;
    }
  };
  bar.addEventListener("keydown", (event) => walk(bar, event));
  editor.on("transaction", refresh);
  refresh();
  return [bar, link.row];
}
