// Numbered lists that begin anywhere and count by letters or Roman numbers: <ol start="3" type="A">, nothing else.
import { OrderedList } from "django-prose-editor/editor";
import { ask } from "govap/editor/dialogs";

const KINDS = { a: "lower-alpha", A: "upper-alpha", i: "lower-roman", I: "upper-roman" };
const SIGNS = Object.fromEntries(Object.entries(KINDS).map(([sign, kind]) => [kind, sign]));
const CHOICES = [
  ["decimal", "1, 2, 3…"], ["lower-alpha", "a, b, c…"], ["upper-alpha", "A, B, C…"], ["lower-roman", "i, ii, iii…"],
  ["upper-roman", "I, II, III…"],
];

async function number(editor) {
  const { start, type } = editor.getAttributes("orderedList");
  const said = await ask(editor, "Kiểu đánh số", [
    { name: "type", label: "Đánh số bằng", type: "select", value: type, choices: CHOICES },
    { name: "start", label: "Bắt đầu từ số", type: "number", value: start, min: 1, max: 999, required: true },
  ], "Ghi kiểu số");
  if (said) editor.chain().focus().updateAttributes("orderedList", { type: said.type, start: Number(said.start) }).run();
}

export const GovapOrderedList = OrderedList.extend({
  addAttributes() {
    return {
      start: { default: 1, parseHTML: (list) => list.start || 1, renderHTML: ({ start }) => (start === 1 ? {} : { start }) },
      type: {
        default: "decimal",
        parseHTML: (list) => KINDS[list.getAttribute("type")] ?? "decimal",
        renderHTML: ({ type }) => (type in SIGNS ? { type: SIGNS[type] } : {}),
      },
    };
  },

  renderHTML({ HTMLAttributes }) {
    return ["ol", HTMLAttributes, 0];
  },

  addCommands() {
    return { ...this.parent?.(), updateListAttributes: () => ({ editor }) => { number(editor); return true; } };
  },
});
