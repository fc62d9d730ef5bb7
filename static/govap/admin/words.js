// Finds quoted words again in a field of the form, selects and replaces them. The server quotes with every run of spaces
// as one and without invisible signs; in the editor a line is a block, and a footnote is a line of its own before it.
import { editorOf } from "./form-state.js";

const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;
const LETTER = /[\p{L}\p{M}\p{N}]/u;

export class Words {
  constructor(box) {
    this.box = box;
    this.editor = editorOf(box);
  }

  // The `nth` place of the quote, else its last one: {from, to}; null where the words have gone.
  find(quote, nth = 0) {
    const places = this.places(quote);
    return places[nth] ?? places.at(-1) ?? null;
  }

  // Every place of the quote; `whole`: only where it is no part of a longer word.
  places(quote, { whole = false } = {}) {
    return this.#lines().flatMap((line) => {
      const found = [];
      for (let at = line.text.indexOf(quote); quote && at >= 0; at = line.text.indexOf(quote, at + quote.length)) {
        const end = at + quote.length;
        const isPart = LETTER.test(line.text.charAt(at - 1)) || LETTER.test(line.text.charAt(end));
        if (!whole || !isPart) found.push({ from: line.places[at], to: line.places[end - 1] + line.lengths[end - 1] });
      }
      return found;
    });
  }

  select({ from, to }) {
    if (this.editor) {
      const start = this.editor.state.doc.resolve(from);
      const chain = this.editor.chain().focus();
      if (start.parent.isInline) chain.setNodeSelection(start.before()).run(); // a footnote, of which the mark is seen
      else chain.setTextSelection({ from, to }).run();
      centre(this.editor.view, from);
      return;
    }
    this.box.focus();
    this.box.setSelectionRange(from, to);
    this.box.scrollIntoView({ block: "center" });
  }

  // A picture or another thing in the text: ["src", address], ["data-album", number], ["href", address] of a link without
  // words, or ["empty", "h2"]. False where it has gone.
  selectNode(node) {
    const place = this.editor && nodePlace(this.editor.state.doc, node);
    if (place === undefined || place === null) return false;
    const isText = this.editor.state.doc.nodeAt(place).inlineContent;
    this.editor.chain().focus(null, { scrollIntoView: false })[isText ? "setTextSelection" : "setNodeSelection"](isText ? place + 1 : place).run();
    const shown = this.editor.view.nodeDOM(place);
    (shown instanceof Element ? shown : shown?.parentElement)?.scrollIntoView({ block: "center" });
    return true;
  }

  // All of [{from, to, words}, …] as one step, which one "Hoàn tác" takes back.
  replace(changes) {
    const last = [...changes].sort((one, other) => other.from - one.from);
    if (this.editor) {
      const change = this.editor.state.tr;
      for (const { from, to, words } of last) change.insertText(words, from, to);
      this.editor.view.dispatch(change);
      return;
    }
    for (const { from, to, words } of last) {
      this.box.focus();
      this.box.setSelectionRange(from, to);
      // setRangeText leaves nothing to undo.
      if (!document.execCommand("insertText", false, words)) this.box.setRangeText(words, from, to, "end");
    }
    for (const kind of ["input", "change"]) this.box.dispatchEvent(new Event(kind, { bubbles: true }));
  }

  #lines() {
    const lines = [];
    if (!this.editor) {
      let start = 0;
      for (const part of this.box.value.split("\n")) {
        const line = new Line();
        line.add(part, start);
        lines.push(line);
        start += part.length + 1;
      }
      return lines;
    }
    const { doc } = this.editor.state;
    doc.descendants((node, place) => {
      if (!node.isTextblock) return true;
      readBlock(node, place + 1, lines);
      return false;
    });
    return lines;
  }
}

// The text of one line, each sign with its place in the field and how many places it takes there.
class Line {
  text = "";
  places = [];
  lengths = [];

  add(words, start) {
    for (const [sign, at] of signs(words)) this.#put(sign.normalize("NFC"), start + at, sign.length);
  }

  #put(sign, place, length) {
    if (INVISIBLE.test(sign)) return;
    const isSpace = /^\s$/.test(sign);
    if (isSpace && (!this.text || this.text.endsWith(" "))) return;
    for (const unit of isSpace ? " " : sign) {
      this.text += unit;
      for (let one = 0; one < unit.length; one++) {
        this.places.push(place);
        this.lengths.push(length);
      }
    }
  }
}

// What a person sees as one letter, its marks joined to it.
function* signs(words) {
  if (!/[\u0300-\u036f]/.test(words)) {
    for (let at = 0; at < words.length; at++) yield [words[at], at];
    return;
  }
  for (const { segment, index } of new Intl.Segmenter("vi").segment(words)) yield [segment, index];
}

function readBlock(block, start, lines) {
  let line = new Line();
  block.forEach((node, offset) => {
    const place = start + offset;
    if (node.isText) line.add(node.text, place);
    else if (node.inlineContent) readBlock(node, place + 1, lines);
    else if (node.type.name === "hardBreak") {
      lines.push(line);
      line = new Line();
    }
  });
  lines.push(line);
}

function nodePlace(doc, wanted) {
  let found;
  doc.descendants((node, place) => {
    if (found === undefined && isNode(node, wanted)) found = place;
    return found === undefined;
  });
  return found;
}

function isNode(node, [name, value]) {
  if (name === "empty") return node.type.name === "heading" && `h${node.attrs.level}` === value && !node.textContent.trim();
  if (name === "href") return node.marks.some((mark) => mark.attrs.href === value);
  if (name === "src") return node.attrs.src === value;
  return name === `data-${node.type.name}` && Object.values(node.attrs).map(String).includes(value);
}

function centre(view, place) {
  const { node } = view.domAtPos(place);
  (node instanceof Element ? node : node.parentElement)?.scrollIntoView({ block: "center" });
}
