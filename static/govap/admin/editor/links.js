// Links, also to documents of the library: <a data-document="7" href="/tai-lieu/7/">.
import { Link } from "django-prose-editor/editor";

export const GovapLink = Link.extend({
  inclusive: false, // what is typed behind a link is no part of it

  addAttributes() {
    const { href } = this.parent();
    return {
      document: {
        default: null,
        parseHTML: (link) => link.getAttribute("data-document"),
        renderHTML: ({ document }) => (document ? { "data-document": document } : {}),
      },
      href,
    };
  },

  renderHTML({ HTMLAttributes }) {
    return ["a", HTMLAttributes, 0];
  },
});
