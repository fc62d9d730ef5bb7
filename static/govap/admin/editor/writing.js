// How the editor writes its HTML: the rows of headings at the top of a table in a <thead>, and no <p> around the only
// paragraph of a cell or an item. So it writes what pasting and importing write. And how a person edits that HTML.
import { Extension, HTML, pm } from "django-prose-editor/editor";
import { ask } from "govap/editor/dialogs";

function withHead(table) {
  const rows = [...table.tBodies[0].rows];
  const first = rows.findIndex((row) => row.querySelector(":scope > td"));
  if (first < 1) return; // no headings, or nothing but headings
  const head = document.createElement("thead");
  head.append(...rows.slice(0, first));
  table.tBodies[0].before(head);
}

function withoutParagraph(place) {
  const [paragraph, ...others] = [...place.children].filter((child) => child.localName === "p");
  if (paragraph === place.firstChild && !others.length) paragraph?.replaceWith(...paragraph.childNodes);
}

function tidy(fragment) {
  fragment.querySelectorAll("table").forEach(withHead);
  fragment.querySelectorAll("li, td, th").forEach(withoutParagraph);
  return fragment;
}

export const GovapWriting = Extension.create({
  name: "writing",

  onBeforeCreate({ editor }) {
    const serializer = pm.model.DOMSerializer.fromSchema(editor.schema);
    const write = serializer.serializeFragment.bind(serializer);
    serializer.serializeFragment = (content, options, target) => {
      const written = write(content, options, target);
      return target ? written : tidy(written); // with a target it is a part of what is tidied in the end
    };
  },

  // A single element without words is no text for the stock editor; an album by itself is one for us. This listener is
  // the last to be added, and so called after the stock one.
  onCreate({ editor }) {
    const box = editor.view.dom.closest(".prose-editor")?.querySelector(":scope > textarea");
    const isFigure = () => editor.state.doc.childCount === 1 && editor.state.doc.firstChild.type.spec.isolating;
    if (box) editor.on("update", () => { if (!box.value && isFigure()) box.value = editor.getHTML(); });
  },
});

async function edit(editor) {
  const help = "Những thẻ mà trang không dùng sẽ bị bỏ.";
  const said = await ask(editor, "Sửa mã HTML", [{ name: "html", label: "Mã HTML", type: "textarea", rows: 12, value: editor.getHTML(), help }], "Cập nhật");
  if (said) editor.chain().focus().setContent(said.html, { emitUpdate: true }).run();
}

export const GovapHtml = HTML.extend({
  addCommands() {
    return { editHTML: () => ({ editor }) => { edit(editor); return true; } };
  },
});
