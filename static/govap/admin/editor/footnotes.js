// Footnotes: <small>the text</small> at the place of its mark. The editor shows the mark; the text is the node's content,
// written in a dialog and listed below the body as on the page.
import { Document, Editor, HardBreak, History, Node, Paragraph, Plugin, Text, crel, pm } from "django-prose-editor/editor";
import { buttons, open } from "govap/editor/dialogs";

const { NodeSelection } = pm.state;

function withoutInner(note) {
  const copy = note.cloneNode(true);
  copy.querySelectorAll("small").forEach((inner) => inner.replaceWith(...inner.childNodes));
  return copy;
}

const currentNote = ({ selection }) => (selection.node?.type.name === "footnote" ? selection.node : null);

// A small editor with the marks of the large one; Enter is done, Shift+Enter a new line. The editor would keep Escape from
// the dialog.
function noteEditor(editor, content, { done, giveUp }) {
  const marks = editor.extensionManager.extensions.filter(({ type }) => type === "mark");
  const Line = Document.extend({
    content: "paragraph",
    addKeyboardShortcuts: () => ({ Enter: () => { done(); return true; }, Escape: () => { giveUp(); return true; } }),
  });
  const attributes = { role: "textbox", "aria-label": "Nội dung chú thích", "aria-multiline": "true" };
  return new Editor({
    element: crel("div", { className: "note-editor" }),
    extensions: [Line, Paragraph, Text, HardBreak, History, ...marks],
    content: { type: "doc", content: [{ type: "paragraph", content }] },
    editorProps: { attributes },
  });
}

function write(editor) {
  const note = currentNote(editor.state);
  const form = crel("form", { className: "editor-form" });
  const giveUp = () => shown.close();
  const small = noteEditor(editor, note?.content.toJSON() ?? [], { done: () => form.requestSubmit(), giveUp });
  const help = crel("p", { className: "editor-help", textContent: "Ctrl+B chữ đậm, Ctrl+I chữ nghiêng, Ctrl+K liên kết, Shift+Enter xuống dòng." });
  form.append(small.options.element, help, buttons(note ? "Ghi chú thích" : "Chèn chú thích", giveUp));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    shown.close(small.state.doc.firstChild);
  });
  const shown = open(editor, "Chú thích cuối trang", [form], (line) => {
    small.destroy();
    if (line) put(editor, line);
  });
  small.commands.focus("end");
}

function put(editor, line) {
  if (!line.textContent.trim()) {
    if (currentNote(editor.state)) editor.chain().focus().deleteSelection().run();
    return;
  }
  const { to } = editor.state.selection;
  const range = currentNote(editor.state) ? editor.state.selection : { from: to, to }; // behind the words it explains
  editor.chain().focus().insertContentAt({ from: range.from, to: range.to }, { type: "footnote", content: line.content.toJSON() }).run();
}

function select(editor, pos) {
  editor.view.dispatch(editor.state.tr.setSelection(NodeSelection.create(editor.state.doc, pos)));
}

// Below the body: each note with a button that opens it.
class Notes {
  constructor(editor, view) {
    this.editor = editor;
    this.list = crel("ol", { className: "note-list", hidden: true, "aria-label": "Chú thích cuối trang" });
    view.dom.after(this.list);
    this.update(view);
  }

  update({ state }, before) {
    if (before?.doc.eq(state.doc)) return;
    const found = [];
    state.doc.descendants((node, pos) => { if (node.type.name === "footnote") found.push({ node, pos }); });
    this.list.hidden = !found.length;
    this.list.replaceChildren(...found.map((one, number) => this.#row(one, number + 1)));
  }

  destroy() {
    this.list.remove();
  }

  #row({ node, pos }, number) {
    const button = crel("button", { type: "button", textContent: "Sửa", "aria-label": `Sửa chú thích ${number}` });
    button.addEventListener("click", () => { select(this.editor, pos); write(this.editor); });
    return crel("li", {}, [`${node.textContent} `, button]);
  }
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

  addNodeView() {
    return ({ node, editor, getPos }) => {
      const dom = crel("span", { className: "note-mark", contentEditable: "false", title: node.textContent });
      dom.addEventListener("dblclick", () => { select(editor, getPos()); write(editor); });
      return { dom, ignoreMutation: () => true };
    };
  },

  addKeyboardShortcuts() {
    return {
      "Mod-Alt-f": ({ editor }) => { write(editor); return true; },
      Enter: ({ editor }) => Boolean(currentNote(editor.state)) && (write(editor), true),
    };
  },

  addProseMirrorPlugins() {
    return [new Plugin({ view: (view) => new Notes(this.editor, view) })];
  },

  addMenuItems({ menu, buttons: { material } }) {
    menu.defineItem({
      name: "footnote", groups: "insert", button: material("sticky_note_2"),
      active: (editor) => Boolean(currentNote(editor.state)), command: write,
    });
  },
});
