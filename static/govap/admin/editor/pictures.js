// A picture in a body: <figure><img …><figcaption>…</figcaption></figure>. A bare <img> becomes such a figure; a figure of
// something else is none of ours, and what is in it stands by itself.
import { crel } from "django-prose-editor/editor";
import { captionOf } from "govap/editor/captions";
import { choose } from "govap/editor/chooser";
import { ask } from "govap/editor/dialogs";
import { change, current, figure, insert } from "govap/editor/figures";

const ATTRIBUTES = ["src", "alt", "width", "height"];
const ALT = {
  name: "alt", label: "Ảnh này cho thấy gì?", maxLength: 300,
  help: "Đọc cho người khiếm thị nghe. Bỏ trống thì dùng lời mô tả trong thư viện.",
};

function attributesOf(image) {
  return Object.fromEntries(ATTRIBUTES.map((name) => [name, image.getAttribute(name)]));
}

function ofFigure(found) {
  const images = found.querySelectorAll("img[src]");
  return images.length === 1 && !found.querySelector("table") && attributesOf(images[0]);
}

function show(shown, { attrs: { src, alt } }) {
  const image = crel("img", { src, alt: alt ?? "" });
  image.addEventListener("error", () => shown.replaceChildren(crel("span", { className: "figure-title", textContent: "Không tải được ảnh này." })));
  shown.replaceChildren(image);
}

function pick(editor, title) {
  const upload = crel("a", { href: "/admin/library/image/", textContent: "Tải ảnh mới", target: "_blank", rel: "noopener" });
  return choose(editor, { kind: "anh", title, label: "Tìm trong thư viện ảnh", more: [upload] });
}

function ofItem({ url, width, height }, alt) {
  return { src: url, alt, width: width && String(width), height: height && String(height) };
}

async function put(editor) {
  const item = await pick(editor, "Chèn ảnh");
  if (!item) return;
  const preview = crel("img", { className: "editor-preview", src: item.card, alt: "" });
  const said = await ask(editor, "Chèn ảnh", [
    { name: "caption", label: "Chú thích", value: item.caption, maxLength: 300 },
    { name: "credit", label: "Nguồn ảnh", value: item.credit, maxLength: 120, help: "Ví dụ: Ban Dân vận Quận ủy." },
    { ...ALT, value: item.alt },
  ], "Chèn ảnh", [preview]);
  if (!said) return;
  const words = captionWords(said);
  insert(editor, { type: "picture", attrs: ofItem(item, said.alt), content: words ? [{ type: "text", text: words }] : [] });
}

// "Quầy một cửa. Ảnh: Văn phòng"
function captionWords({ caption, credit }) {
  if (!credit) return caption;
  const whole = caption && !/[.!?…]$/.test(caption) ? `${caption}.` : caption;
  return `${whole} Ảnh: ${credit}`.trim();
}

async function exchange(editor) {
  const item = await pick(editor, "Đổi ảnh");
  if (item) change(editor, ofItem(item, item.alt));
}

async function describe(editor) {
  const said = await ask(editor, "Mô tả ảnh", [{ ...ALT, value: current(editor.state).node.attrs.alt }], "Ghi mô tả");
  if (said) change(editor, said);
}

export const GovapPicture = figure({
  name: "picture",
  attributes: ATTRIBUTES,
  parse: [
    { tag: "figure", getAttrs: ofFigure, contentElement: captionOf },
    { tag: "img[src]", getAttrs: attributesOf },
  ],
  write: (attributes) => ["figure", ["img", attributes]],
  show,
}).extend({
  addMenuItems({ menu, buttons }) {
    const isCurrent = (editor) => current(editor.state)?.node.type.name === "picture";
    const item = (name, icon, command) => menu.defineItem({
      name, groups: "figure", button: buttons.material(icon), hidden: (editor) => !isCurrent(editor), command,
    });
    menu.defineItem({ name: "picture", groups: "insert", button: buttons.material("image"), active: isCurrent, command: put });
    item("picture:describe", "text_snippet", describe);
    item("picture:change", "swap_horiz", exchange);
  },
});
