// Numbered lists that begin anywhere and count by letters or Roman numbers: <ol start="3" type="A">, nothing else.
import { OrderedList } from "django-prose-editor/editor";

const KINDS = { a: "lower-alpha", A: "upper-alpha", i: "lower-roman", I: "upper-roman" };
const SIGNS = Object.fromEntries(Object.entries(KINDS).map(([sign, kind]) => [kind, sign]));
const OFFERED = [
  { label: "1, 2, 3…", type: "decimal" },
  { label: "a, b, c…", type: "lower-alpha" },
  { label: "A, B, C…", type: "upper-alpha" },
  { label: "i, ii, iii…", type: "lower-roman" },
  { label: "I, II, III…", type: "upper-roman" },
];

export const GovapOrderedList = OrderedList.extend({
  addOptions() {
    return { ...this.parent?.(), listTypes: OFFERED };
  },

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
});
