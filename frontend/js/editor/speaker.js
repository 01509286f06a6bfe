import { Node } from "@tiptap/core";
import Blockquote from "@tiptap/extension-blockquote";

/** A quotation holds paragraphs and, last, the speaker: <blockquote><p>…</p><footer>…</footer></blockquote>. */
export const Quote = Blockquote.extend({ content: "paragraph+ speaker?" });

function leave(editor) {
  const { $from } = editor.state.selection;
  if ($from.parent.type.name !== "speaker") return false;
  const after = $from.after($from.depth - 1);
  return editor.chain().insertContentAt(after, { type: "paragraph" }).setTextSelection(after + 1).run();
}

export const Speaker = Node.create({
  name: "speaker",
  content: "text*",
  marks: "",
  defining: true,
  addOptions() {
    return { placeholder: "" };
  },
  parseHTML() {
    return [{ tag: "footer" }, { tag: "cite" }];
  },
  renderHTML() {
    return ["footer", 0];
  },
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement("footer");
      dom.dataset.placeholder = this.options.placeholder;
      dom.classList.toggle("is-empty", node.content.size === 0);
      return {
        dom,
        contentDOM: dom,
        ignoreMutation: (record) => record.type === "attributes",
        update: (changed) => {
          if (changed.type !== node.type) return false;
          dom.classList.toggle("is-empty", changed.content.size === 0);
          return true;
        },
      };
    };
  },
  addKeyboardShortcuts() {
    return { Enter: ({ editor }) => leave(editor) };
  },
});

/** Put a speaker line under the quotation at the selection, or go to the one that stands there. */
export function addSpeaker(editor) {
  const { $from } = editor.state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (node.type.name !== "blockquote") continue;
    const end = $from.after(depth) - 1;
    if (node.lastChild.type.name === "speaker") return editor.chain().focus().setTextSelection(end - 1).run();
    return editor.chain().focus().insertContentAt(end, { type: "speaker" }).setTextSelection(end + 1).run();
  }
  return false;
}
