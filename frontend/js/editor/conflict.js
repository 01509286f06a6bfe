import { make } from "../parts/elements.js";
import { text } from "../parts/texts.js";

const ALLOWED = new Set(["P", "H2", "H3", "BLOCKQUOTE", "FOOTER", "CITE", "UL", "OL", "LI", "STRONG", "EM", "B", "I", "BR", "A", "INS", "DEL", "DIV", "SPAN"]);

/** HTML from the server or the device, rebuilt of known elements only: no script, no style, no handler survives. */
function clean(html) {
  const source = new DOMParser().parseFromString(html, "text/html").body;
  const copy = (from, into) => {
    for (const node of from.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) into.append(node.data);
      else if (node.nodeType === Node.ELEMENT_NODE && !["SCRIPT", "STYLE"].includes(node.tagName)) {
        const next = ALLOWED.has(node.tagName) ? into.appendChild(document.createElement(node.tagName)) : into;
        if (["INS", "DEL"].includes(node.tagName)) next.className = node.tagName === "INS" ? "j-added" : "j-removed";
        copy(node, next);
      }
    }
    return into;
  };
  return copy(source, make("div", { class: "j-prose" }));
}

function column(title, heading, html) {
  return make("section", {}, make("h3", { text: title }), make("p", { class: "j-passages-note", text: heading ?? "" }), clean(html ?? ""));
}

/** The panel that shows both texts and asks. `choose` gets "mine", "theirs" or "later". */
export function conflictPanel(mine, theirs, choose) {
  const button = (key, style, choice) => make("button", { type: "button", class: `btn btn-${style}`, "data-choice": choice, text: text(key), onclick: () => choose(choice) });
  const panel = make(
    "section",
    { class: "j-conflict", role: "alertdialog", "aria-label": text("conflict_title"), tabindex: "-1", "data-conflict": true },
    make("h2", { text: text("conflict_title") }),
    make("p", { text: text("conflict_lead", { author: theirs.author || text("conflict_someone"), revision: theirs.revision }) }),
    make("div", { class: "j-passages" }, column(text("conflict_mine"), mine.title, mine.body), column(text("conflict_theirs"), theirs.title, theirs.body)),
  );
  if (theirs.diff_html) {
    panel.append(make("details", { class: "j-details" }, make("summary", { text: text("conflict_diff") }), clean(theirs.diff_html)));
  }
  panel.append(make("div", { class: "j-actions" }, button("conflict_keep_mine", "primary", "mine"), button("conflict_take_theirs", "secondary", "theirs"), button("conflict_edit_on", "quiet", "later")));
  return panel;
}
