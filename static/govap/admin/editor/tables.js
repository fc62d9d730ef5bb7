// Tables with a caption and with the scope of their headings; a new one has a row of headings.
import { Table, TableHeader } from "django-prose-editor/editor";

export const GovapTable = Table.extend({
  addAttributes() {
    const parseHTML = (table) => table.caption?.textContent.trim() || null;
    return { ...this.parent?.(), caption: { default: null, rendered: false, parseHTML } };
  },

  parseHTML() {
    return [{ tag: "table" }, { tag: "caption", ignore: true }];
  },

  renderHTML({ node }) {
    const caption = node.attrs.caption ? [["caption", node.attrs.caption]] : [];
    return ["table", ...caption, ["tbody", 0]];
  },
});

export const GovapTableHeader = TableHeader.extend({
  addAttributes() {
    return { ...this.parent?.(), scope: { default: null } };
  },
});
