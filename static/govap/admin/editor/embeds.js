// Album and video in a body: <figure data-album="3"></figure>, with a <figcaption> where there is a caption. The caption
// is the node's content.
import { Node } from "django-prose-editor/editor";
import { captionOf } from "govap/editor/captions";

const PK = /^[1-9][0-9]{0,17}$/;

function embed(name, attribute) {
  return Node.create({
    name,
    group: "block",
    content: "inline*",
    isolating: true,
    draggable: true,
    priority: 200, // before any other rule for figures

    addAttributes() {
      return { id: { default: null, rendered: false } };
    },

    parseHTML() {
      const getAttrs = (figure) => PK.test(figure.getAttribute(attribute)) && { id: figure.getAttribute(attribute) };
      return [{ tag: `figure[${attribute}]`, getAttrs, contentElement: captionOf }];
    },

    renderHTML({ node }) {
      const outer = ["figure", { [attribute]: node.attrs.id }];
      return node.content.size ? [...outer, ["figcaption", 0]] : outer;
    },
  });
}

export const GovapAlbum = embed("album", "data-album");
export const GovapVideo = embed("video", "data-video");
