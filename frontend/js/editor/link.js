import { Mark } from "@tiptap/core";

/** Addresses that a release may link to; everything else is not a link, wherever it was pasted from. */
export const SAFE_ADDRESS = /^(https?:\/\/|mailto:)\S+$/i;

export const Link = Mark.create({
  name: "link",
  inclusive: false,
  addAttributes() {
    return { href: { default: null } };
  },
  parseHTML() {
    return [{ tag: "a[href]", getAttrs: (element) => (SAFE_ADDRESS.test(element.getAttribute("href").trim()) ? null : false) }];
  },
  renderHTML({ mark }) {
    return ["a", { href: mark.attrs.href }, 0];
  },
  addCommands() {
    return {
      setLink: (attributes) => ({ commands }) => SAFE_ADDRESS.test(attributes.href ?? "") && commands.setMark(this.name, attributes),
      unsetLink: () => ({ commands }) => commands.unsetMark(this.name, { extendEmptyMarkRange: true }),
    };
  },
});
