import { Editor } from "@tiptap/core";
import Bold from "@tiptap/extension-bold";
import BulletList from "@tiptap/extension-bullet-list";
import Document from "@tiptap/extension-document";
import HardBreak from "@tiptap/extension-hard-break";
import Heading from "@tiptap/extension-heading";
import History from "@tiptap/extension-history";
import Italic from "@tiptap/extension-italic";
import ListItem from "@tiptap/extension-list-item";
import OrderedList from "@tiptap/extension-ordered-list";
import Paragraph from "@tiptap/extension-paragraph";
import Text from "@tiptap/extension-text";
import { make } from "../parts/elements.js";
import { text } from "../parts/texts.js";
import { Link } from "./link.js";
import { Quote, Speaker } from "./speaker.js";
import { makeToolbar } from "./toolbar.js";

function extensions() {
  return [
    Document, Text, Paragraph, Heading.configure({ levels: [2, 3] }), Quote,
    Speaker.configure({ placeholder: text("speaker_placeholder") }),
    BulletList, OrderedList, ListItem, HardBreak, Bold, Italic, History, Link,
  ];
}

function label(area) {
  return area.labels?.[0]?.textContent?.trim() || area.name;
}

function count(editor) {
  return editor.getText({ blockSeparator: " " }).split(/\s+/).filter(Boolean).length;
}

/** Plain text in the field (never edited with this editor before) becomes paragraphs. */
function content(value) {
  if (/^\s*</.test(value) || !value.trim()) return value;
  const box = document.createElement("div");
  for (const part of value.split(/\n{2,}/)) box.append(make("p", { text: part.trim() }));
  return box.innerHTML;
}

/**
 * Put the editor over a textarea. The textarea stays the form's field and always holds the present HTML;
 * each change fires `input` on it. `area.editorSet(html)` replaces the text from outside.
 */
export function enhance(area) {
  const mount = make("div");
  const foot = make("div", { class: "j-editor-foot" });
  const frame = make("div", { class: "j-editor" });
  const editor = new Editor({
    element: mount,
    extensions: extensions(),
    content: content(area.value),
    injectCSS: false,
    editorProps: { attributes: { class: "j-editor-body j-prose", role: "textbox", "aria-multiline": "true", "aria-label": label(area), spellcheck: "false", lang: area.lang || "id" } },
  });
  const write = () => {
    area.value = editor.isEmpty ? "" : editor.getHTML();
    foot.textContent = text("words", { n: count(editor) });
  };
  editor.on("update", () => { write(); area.dispatchEvent(new Event("input", { bubbles: true })); });
  frame.append(...makeToolbar(editor), mount, foot);
  area.after(frame);
  area.hidden = true;
  area.required = false;
  area.labels?.forEach((tag) => tag.addEventListener("click", () => editor.commands.focus()));
  area.editorSet = (html) => { editor.commands.setContent(content(html), true); };
  write();
  return editor;
}
