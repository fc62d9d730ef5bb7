// Footnotes: <small>the text</small> at the place of its mark. The editor shows the mark; the text is the node's content.
import { Node } from "django-prose-editor/editor";

function withoutInner(note) {
  const copy = note.cloneNode(true);
  copy.querySelectorAll("small").forEach((inner) => inner.replaceWith(...inner.childNodes));
  return copy;
}

export const GovapFootnote = Node.create({
  name: "footnote",
  group: "inline",
  inline: true,
  content: "(text | hardBreak)*",
  atom: true,

  parseHTML() {
    return [{ tag: "small", getAttrs: (note) => note.textContent.trim() !== "" && null, contentElement: withoutInner }];
  },

  renderHTML() {
    return ["small", 0];
  },
});
