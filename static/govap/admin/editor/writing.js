// How the editor writes its HTML: the rows of headings at the top of a table in a <thead>, and no <p> around the only
// paragraph of a cell or an item. So it writes what pasting and importing write.
import { Extension, pm } from "django-prose-editor/editor";

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
});
