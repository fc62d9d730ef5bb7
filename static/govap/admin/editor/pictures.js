// A picture in a body: <figure><img …><figcaption>…</figcaption></figure>, the caption being the node's content. A bare
// <img> becomes such a figure; a figure of something else is none of ours, and what is in it stands by itself.
import { Node } from "django-prose-editor/editor";
import { captionOf } from "govap/editor/captions";

const ATTRIBUTES = ["src", "alt", "width", "height"];

function attributesOf(image) {
  return Object.fromEntries(ATTRIBUTES.map((name) => [name, image.getAttribute(name)]));
}

function ofFigure(figure) {
  const images = figure.querySelectorAll("img[src]");
  return images.length === 1 && !figure.querySelector("table") && attributesOf(images[0]);
}

export const GovapPicture = Node.create({
  name: "picture",
  group: "block",
  content: "inline*",
  isolating: true,
  draggable: true,

  addAttributes() {
    return Object.fromEntries(ATTRIBUTES.map((name) => [name, { default: null, rendered: false }]));
  },

  parseHTML() {
    return [
      { tag: "figure", getAttrs: ofFigure, contentElement: captionOf },
      { tag: "img[src]", getAttrs: attributesOf },
    ];
  },

  renderHTML({ node }) {
    const figure = ["figure", ["img", node.attrs]];
    return node.content.size ? [...figure, ["figcaption", 0]] : figure;
  },
});
