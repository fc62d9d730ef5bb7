// Album and video in a body: <figure data-album="3"></figure>, with a <figcaption> where there is a caption.
import { crel } from "django-prose-editor/editor";
import { captionOf } from "govap/editor/captions";
import { card } from "govap/editor/cards";
import { choose } from "govap/editor/chooser";
import { change, current, figure, insert } from "govap/editor/figures";

const PK = /^[1-9][0-9]{0,17}$/;

function embed({ name, words, icon, more }) {
  const attribute = `data-${name}`;
  const getAttrs = (found) => PK.test(found.getAttribute(attribute)) && { id: found.getAttribute(attribute) };
  return figure({
    name,
    attributes: ["id"],
    parse: [{ tag: `figure[${attribute}]`, priority: 60, getAttrs, contentElement: captionOf }],
    write: ({ id }) => ["figure", { [attribute]: id }],
    show: (shown, node) => show(shown, words, node.attrs.id, name),
  }).extend({
    addMenuItems({ menu, buttons }) {
      const isCurrent = (editor) => current(editor.state)?.node.type.name === name;
      menu.defineItem({
        name,
        groups: "insert",
        button: buttons.material(icon),
        active: isCurrent,
        command: (editor) => put(editor, name, { title: `Chèn ${words}`, more }),
      });
      menu.defineItem({
        name: `${name}:change`,
        groups: "figure",
        button: buttons.material("swap_horiz"),
        hidden: (editor) => !isCurrent(editor),
        command: (editor) => exchange(editor, name, { title: `Đổi ${words}`, more }),
      });
    },
  });
}

async function pick(editor, kind, { title, more }) {
  return choose(editor, { kind, title, label: "Tìm theo tên", more: more() });
}

async function put(editor, name, options) {
  const item = await pick(editor, name, options);
  if (item) insert(editor, { type: name, attrs: { id: String(item.id) } });
}

async function exchange(editor, name, options) {
  const item = await pick(editor, name, options);
  if (item) change(editor, { id: String(item.id) });
}

// The number at once; what the library says of it as soon as it says so.
async function show(shown, words, id, kind) {
  const title = crel("span", { className: "figure-title", textContent: `${words[0].toUpperCase()}${words.slice(1)} số ${id}` });
  shown.replaceChildren(title);
  const item = await card(kind, id);
  if (!item || !title.isConnected) return;
  title.textContent = `${words[0].toUpperCase()}${words.slice(1)}: ${item.name}`;
  const pictures = (item.cards ?? [item.card]).filter(Boolean).map((src) => crel("img", { src, alt: "" }));
  const detail = crel("span", { className: "figure-detail", textContent: item.detail });
  shown.replaceChildren(crel("span", { className: "figure-pictures" }, pictures), title, detail);
}

function link(href, textContent) {
  return () => [crel("a", { href, textContent, target: "_blank", rel: "noopener" })];
}

export const GovapAlbum = embed({
  name: "album", words: "album", icon: "photo_library", more: link("/admin/library/album/add/", "Tạo album mới"),
});
export const GovapVideo = embed({
  name: "video", words: "video", icon: "smart_display", more: link("/admin/videos/video/add/", "Thêm video mới"),
});
