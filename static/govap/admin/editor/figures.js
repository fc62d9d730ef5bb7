// What pictures, albums and videos have in common: a node that shows something and whose text is its caption; where it is
// put, how one leaves it, how it is taken away.
import { Extension, Node, crel, pm } from "django-prose-editor/editor";

const { NodeSelection, TextSelection } = pm.state;
const FIGURES = new Set(["picture", "album", "video"]);
const PLACEHOLDER = "Chú thích (không bắt buộc)";

// Attributes are no HTML attributes by themselves; `show(card, node)` draws what stands above the caption.
export function figure({ name, attributes, parse, write, show }) {
  return Node.create({
    name,
    group: "block",
    content: "inline*",
    isolating: true,

    addAttributes() {
      return Object.fromEntries(attributes.map((attribute) => [attribute, { default: null, rendered: false }]));
    },

    parseHTML() {
      return parse;
    },

    renderHTML({ node }) {
      const outer = write(node.attrs);
      return node.content.size ? [...outer, ["figcaption", 0]] : outer;
    },

    addNodeView() {
      return ({ node, editor, getPos }) => new View({ node, editor, getPos, show });
    },
  });
}

class View {
  constructor({ node, editor, getPos, show }) {
    Object.assign(this, { node, show });
    this.card = crel("div", { className: "figure-card", contentEditable: "false" });
    this.contentDOM = crel("figcaption", { "data-placeholder": PLACEHOLDER });
    this.dom = crel("figure", { className: `figure-${node.type.name}` }, [this.card, this.contentDOM]);
    this.card.addEventListener("click", () => { editor.chain().setNodeSelection(getPos()).focus().run(); });
    show(this.card, node);
  }

  update(node) {
    if (node.type !== this.node.type) return false;
    if (!same(node.attrs, this.node.attrs)) this.show(this.card, node);
    this.node = node;
    return true;
  }

  ignoreMutation({ type, target }) {
    return type !== "selection" && !this.contentDOM.contains(target);
  }
}

const same = (one, other) => Object.keys(one).every((name) => one[name] === other[name]);

// The figure that is selected or in whose caption the caret stands: {node, pos}, or null.
export function current({ selection }) {
  if (FIGURES.has(selection.node?.type.name)) return { node: selection.node, pos: selection.from };
  const { $from } = selection;
  return FIGURES.has($from.parent.type.name) ? { node: $from.parent, pos: $from.before() } : null;
}

// Puts a figure behind the paragraph of the caret, in place of an empty one, and the caret below it: what is typed next is
// the article, not the caption, which has its own place.
export function insert(editor, json) {
  const node = editor.schema.nodeFromJSON(json);
  editor.chain().focus().command(({ tr }) => {
    const { from, to } = place(tr.selection, node);
    tr.replaceWith(from, to, node);
    goOnAt(tr, from + node.nodeSize);
    return true;
  }).run();
}

// The caret into the text that begins there, into a new paragraph where there is none.
export function goOnAt(tr, behind) {
  if (!tr.doc.resolve(behind).nodeAfter?.isTextblock) tr.insert(behind, tr.doc.type.schema.nodes.paragraph.create());
  return tr.setSelection(TextSelection.create(tr.doc, behind + 1)).scrollIntoView();
}

function place({ $to, node, to }, figure) {
  if (node?.isBlock) return { from: to, to };
  let depth = $to.depth;
  while (depth > 1 && !$to.node(depth - 1).canReplaceWith($to.indexAfter(depth - 1), $to.indexAfter(depth - 1), figure.type)) depth -= 1;
  const isEmpty = depth === $to.depth && $to.parent.type.name === "paragraph" && !$to.parent.content.size;
  const index = $to.index(depth - 1);
  const isReplaced = isEmpty && $to.node(depth - 1).canReplaceWith(index, index + 1, figure.type);
  return { from: isReplaced ? $to.before(depth) : $to.after(depth), to: $to.after(depth) };
}

// Gives the current figure other attributes; the caption stays.
export function change(editor, attributes) {
  const found = current(editor.state);
  if (!found) return;
  editor.chain().focus().command(({ tr }) => {
    tr.setNodeMarkup(found.pos, null, { ...found.node.attrs, ...attributes });
    return true;
  }).run();
}

function remove({ editor }) {
  const found = current(editor.state);
  return Boolean(found) && editor.chain().focus().deleteRange({ from: found.pos, to: found.pos + found.node.nodeSize }).run();
}

// Enter leaves the caption for a new paragraph below.
function leave({ editor }) {
  const found = current(editor.state);
  if (!found) return false;
  const behind = found.pos + found.node.nodeSize;
  return editor.chain().insertContentAt(behind, { type: "paragraph" }).setTextSelection(behind + 1).scrollIntoView().run();
}

// At the start of a caption the figure itself is taken hold of, so that a second press takes it away.
function takeHold({ editor }) {
  const { selection } = editor.state;
  const found = current(editor.state);
  if (!found || !selection.empty || selection.$from.parentOffset) return false;
  editor.view.dispatch(editor.state.tr.setSelection(NodeSelection.create(editor.state.doc, found.pos)));
  return true;
}

export const GovapFigures = Extension.create({
  name: "figures",
  priority: 1000, // before what Enter and Backspace do elsewhere

  addKeyboardShortcuts() {
    return { Enter: leave, Backspace: takeHold };
  },

  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "figure:remove",
      groups: "figure",
      button: buttons.material("delete"),
      hidden: (editor) => !current(editor.state),
      command: (editor) => remove({ editor }),
    });
  },
});
