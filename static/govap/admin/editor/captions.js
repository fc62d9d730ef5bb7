// What a figure says: all its words, as one line of text with its marks. Whatever else stands in a figure, no word of it
// is lost.
const BLOCKS = "figcaption, p, div, h1, h2, h3, h4, h5, h6, ul, ol, li, blockquote";

export function captionOf(figure) {
  const copy = figure.cloneNode(true);
  copy.querySelectorAll("img").forEach((image) => image.remove());
  for (const block of copy.querySelectorAll(BLOCKS)) {
    if (textBefore(block, copy)) block.before(document.createElement("br"));
    block.replaceWith(...block.childNodes);
  }
  return copy;
}

function textBefore(node, root) {
  const range = document.createRange();
  range.setStart(root, 0);
  range.setEndBefore(node);
  return range.toString().trim();
}
