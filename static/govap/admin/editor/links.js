// Links: to own articles, to any address, and to documents of the library (<a data-document="7" href="/tai-lieu/7/">),
// whose kind and size stand behind them as they do on the page.
import { Link, Plugin, crel, pm } from "django-prose-editor/editor";
import { addressOf } from "govap/editor/addresses";
import { card } from "govap/editor/cards";
import { choose } from "govap/editor/chooser";

const { Decoration, DecorationSet } = pm.view;

// What is selected keeps its words; where nothing is, the item's name is written.
function put(editor, attributes, words) {
  const attrs = { document: null, ...attributes };
  const chain = editor.chain().focus();
  if (editor.isActive("link")) chain.extendMarkRange("link").setMark("link", attrs).run();
  else if (!editor.state.selection.empty) chain.setMark("link", attrs).run();
  else chain.insertContent({ type: "text", text: words, marks: [{ type: "link", attrs }] }).unsetMark("link").run();
}

function offers(typed) {
  const href = addressOf(typed);
  return href ? [{ name: href, detail: "Liên kết tới địa chỉ này", url: href }] : [];
}

async function link(editor) {
  const typed = editor.getAttributes("link").href ?? "";
  const label = "Tìm bài theo tiêu đề, hoặc dán một địa chỉ";
  const item = await choose(editor, { kind: "bai", title: "Liên kết", label, typed, offers });
  if (item) put(editor, { href: item.url }, item.id ? item.name : item.url.replace(/^(https?:\/\/|mailto:|tel:)/, ""));
}

async function attach(editor) {
  const upload = crel("a", { href: "/admin/library/document/", textContent: "Tải tài liệu mới", target: "_blank", rel: "noopener" });
  const label = "Tìm theo tên, số hiệu hoặc cơ quan ban hành";
  const item = await choose(editor, { kind: "tai-lieu", title: "Chèn tài liệu", label, more: [upload] });
  if (item) put(editor, { document: String(item.id), href: item.url }, item.name);
}

// Behind the last letter of each document's link: "PDF, 1,2 MB".
function sizes(doc) {
  const found = [];
  doc.descendants((node, pos) => {
    const id = documentOf(node);
    if (!id) return;
    const $end = doc.resolve(pos + node.nodeSize);
    if (documentOf($end.nodeAfter) !== id) found.push(Decoration.widget($end.pos, () => size(id), { side: -1, key: `tai-lieu ${id}` }));
  });
  return DecorationSet.create(doc, found);
}

const documentOf = (node) => node?.marks.find(({ type }) => type.name === "link")?.attrs.document;

function size(id) {
  const shown = crel("span", { className: "document-size", contentEditable: "false" });
  card("tai-lieu", id).then((item) => { shown.textContent = item ? ` (${item.detail.split(" · ")[0]})` : ` (tài liệu số ${id})`; });
  return shown;
}

const showSizes = () => new Plugin({
  state: {
    init: (_, { doc }) => sizes(doc),
    apply: (change, shown, _, { doc }) => (change.docChanged ? sizes(doc) : shown),
  },
  props: {
    decorations(state) {
      return this.getState(state);
    },
  },
});

export const GovapLink = Link.extend({
  inclusive: false, // what is typed behind a link is no part of it

  addAttributes() {
    const { href } = this.parent();
    return {
      document: {
        default: null,
        parseHTML: (found) => found.getAttribute("data-document"),
        renderHTML: ({ document }) => (document ? { "data-document": document } : {}),
      },
      href,
    };
  },

  renderHTML({ HTMLAttributes }) {
    return ["a", HTMLAttributes, 0];
  },

  addProseMirrorPlugins() {
    return [...(this.parent?.() ?? []), showSizes()];
  },

  addKeyboardShortcuts() {
    return { "Mod-k": ({ editor }) => { link(editor); return true; } };
  },

  addMenuItems({ menu, buttons }) {
    const isDocument = (editor) => Boolean(editor.getAttributes("link").document);
    menu.defineItem({ name: "document", groups: "insert", button: buttons.material("attach_file"), active: isDocument, command: attach });
    menu.defineItem({ name: "link", groups: "insert", button: buttons.material("insert_link"), active: (editor) => editor.isActive("link"), command: link });
    menu.defineItem({
      name: "unlink", groups: "insert", button: buttons.material("link_off"),
      hidden: (editor) => !editor.isActive("link"), command: (editor) => editor.chain().focus().unsetLink().run(),
    });
  },
});
