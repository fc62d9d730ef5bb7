// Tables with a caption and with the scope of their headings; a new one has a row of headings.
import { Table, TableHeader, crel } from "django-prose-editor/editor";
import { ask } from "govap/editor/dialogs";
import { goOnAt } from "govap/editor/figures";

const CAPTION = { name: "caption", label: "Tên bảng", maxLength: 200, help: "Hiện trên bảng, ví dụ: Lịch tiếp công dân tháng 4." };

async function insert(editor) {
  const said = await ask(editor, "Chèn bảng", [
    { name: "rows", label: "Số hàng", type: "number", value: 3, min: 1, max: 100, required: true },
    { name: "cols", label: "Số cột", type: "number", value: 3, min: 1, max: 20, required: true },
    { name: "withHeaderRow", label: "Hàng đầu là hàng tiêu đề", type: "checkbox", value: true },
    CAPTION,
  ], "Chèn bảng");
  if (!said) return;
  const size = { rows: Number(said.rows), cols: Number(said.cols), withHeaderRow: said.withHeaderRow };
  editor.chain().focus().insertTable(size).updateAttributes("table", { caption: said.caption || null }).command(goOn).run();
}

// A paragraph to go on in below a table that would end the text.
function goOn({ tr, editor }) {
  const { $head } = tr.selection;
  const depth = depthOf($head);
  if (depth && isLast($head, depth - 1)) tr.insert($head.after(depth), editor.schema.nodes.paragraph.create());
  return true;
}

const depthOf = ($head) => Array.from({ length: $head.depth }, (_, up) => $head.depth - up).find((at) => $head.node(at).type.name === "table");
const isLast = ($head, depth) => $head.indexAfter(depth) >= $head.node(depth).childCount;

async function name(editor) {
  const said = await ask(editor, "Tên bảng", [{ ...CAPTION, value: editor.getAttributes("table").caption }], "Ghi tên");
  if (said) editor.chain().focus().updateAttributes("table", { caption: said.caption || null }).run();
}

// The caption above the rows, where the editor keeps them.
function withCaption(view, node) {
  const shown = crel("caption", { contentEditable: "false" });
  const update = view.update.bind(view);
  const show = (caption) => Object.assign(shown, { textContent: caption ?? "", hidden: !caption });
  view.table.prepend(shown);
  show(node.attrs.caption);
  view.update = (next) => update(next) && Boolean(show(next.attrs.caption));
  return view;
}

// From the last row of a table that ends the text the arrow leads nowhere: it makes a paragraph there.
function leave({ editor }) {
  const { $head, empty } = editor.state.selection;
  const depth = depthOf($head);
  if (!depth || !empty || !editor.view.endOfTextblock("down")) return false;
  if (![depth - 1, depth, depth + 2].every((at) => isLast($head, at))) return false;
  const behind = $head.after(depth);
  return editor.chain().insertContentAt(behind, { type: "paragraph" }).setTextSelection(behind + 1).scrollIntoView().run();
}

// After a paste that ends with a table one goes on below it, not in its last cell; `from` is where the paste begins, behind
// the beginning of a table that it went into.
export function goBelow({ state, dispatch }, from) {
  const { $head, empty } = state.selection;
  const depth = depthOf($head);
  if (!depth || !empty || $head.before(depth) + 1 < from) return;
  dispatch(goOnAt(state.tr, $head.after(depth)));
}

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

  addNodeView() {
    const view = this.parent();
    return (given) => withCaption(view(given), given.node);
  },

  addKeyboardShortcuts() {
    return { ...this.parent?.(), ArrowDown: leave };
  },

  addCommands() {
    return { ...this.parent?.(), insertTableWithOptions: () => ({ editor }) => { insert(editor); return true; } };
  },

  addMenuItems({ menu, buttons }) {
    this.parent?.({ editor: this.editor, menu, buttons });
    const item = (key, icon, command) => menu.defineItem({
      name: key, groups: "table", button: buttons.material(icon), hidden: (editor) => !editor.isActive("table"), command,
    });
    item("table:toggleHeaderRow", "table_rows", (editor) => editor.chain().focus().toggleHeaderRow().run());
    item("table:caption", "subtitles", name);
  },
});

export const GovapTableHeader = TableHeader.extend({
  addAttributes() {
    return { ...this.parent?.(), scope: { default: null } };
  },
});
