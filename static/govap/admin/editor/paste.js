// What is pasted into a body goes over the paste desk of the site first; pictures go into the library. While they are on
// their way the person types on, and what the desk cannot answer comes in as the editor itself cleans it.
import { Extension, Plugin, pm } from "django-prose-editor/editor";
import { goBelow } from "govap/editor/tables";
import { cleaned } from "./paste-desk.js";
import { PastePanel } from "./paste-panel.js";
import { Pictures } from "./paste-pictures.js";
import { Places } from "./places.js";

const WAITING = "Đang làm sạch nội dung dán…";
const SHORT = 300; // letters of one line that need no cleaning
// Signs that no Vietnamese word in Unicode has: bullets, invisible ones, and what old encodings made of letters.
const ODD = /[^\p{Script=Latin}\p{Mark}\d .,;:!?"'()[\]{}“”‘’…/\\%&@#_=<>+*₫€$–—-]|[¡-¿Ä-ÇËÎ-ÑÖ-ØÛÜÞßä-çëî-ñö-øûüþÿ]/u;
const LIST_MARK = /^\s*(?:[-–—+*]|\d{1,3}[.)]|[a-zđ][.)])\s/u;

export const GovapPaste = Extension.create({
  name: "govapPaste",
  priority: 1000, // before whatever else looks at a paste

  addOptions() {
    return { desk: "", library: "" };
  },

  onBeforeCreate() {
    this.editor.options.enablePasteRules = ["link"]; // the others would take the stars of “*Ghi chú*” for markup
  },

  addProseMirrorPlugins() {
    const desk = new Desk(this.editor, this.options);
    return [desk.places.plugin, desk.plugin];
  },
});

class Desk {
  places = new Places();
  underWay = new Set(); // promises of what is still to come
  isFilling = false;

  constructor(editor, options) {
    Object.assign(this, { editor, options });
    this.pictures = new Pictures(this);
  }

  get view() {
    return this.editor.view;
  }

  get plugin() {
    return new Plugin({
      view: () => this.#start(),
      props: {
        handlePaste: (view, event) => !this.isFilling && this.#pasted(event),
        handleDrop: (view, event, slice, moved) => !moved && this.#dropped(event),
        transformPastedText: (text) => text.normalize("NFC"),
        handleKeyDown: (view, event) => event.key === "F6" && this.panel.focus(),
      },
    });
  }

  // Puts HTML or text at a place, in one step; whatever the selection is, it becomes that of the paste only there.
  fill(id, { html = "", text = "" }) {
    this.isFilling = true;
    try {
      this.places.fill(this.view, id, () => {
        if (html) this.view.pasteHTML(html);
        else this.view.pasteText(text);
        goBelow(this.view, this.places.of(this.view.state, id).from);
      });
    } finally {
      this.isFilling = false;
    }
  }

  // A form is not sent, nor a page left unasked, before all has come in.
  track(promise) {
    this.underWay.add(promise);
    promise.finally(() => this.underWay.delete(promise));
  }

  #start() {
    const box = this.editor.options.element;
    this.panel = new PastePanel(box, () => this.editor.commands.focus());
    const form = box.closest("form");
    const submitted = (event) => event.target === form && this.#holdBack(event, form);
    const leaving = (event) => { if (this.underWay.size) event.preventDefault(); };
    document.addEventListener("submit", submitted, true);
    addEventListener("beforeunload", leaving);
    return {
      destroy: () => {
        document.removeEventListener("submit", submitted, true);
        removeEventListener("beforeunload", leaving);
        this.panel.whole.remove();
      },
    };
  }

  async #holdBack(event, form) {
    if (!this.underWay.size) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    while (this.underWay.size) await Promise.allSettled(this.underWay);
    setTimeout(() => form.requestSubmit(event.submitter));
  }

  #pasted(event) {
    const { from, to } = this.view.state.selection;
    return this.#taken(event.clipboardData, from, to);
  }

  #dropped(event) {
    const found = this.view.posAtCoords({ left: event.clientX, top: event.clientY });
    const { pos } = found ?? { pos: this.view.state.selection.to };
    if (!this.#taken(event.dataTransfer, pos, pos)) return false;
    event.preventDefault();
    return true;
  }

  #taken(data, from, to) {
    if (!data) return false;
    const html = data.getData("text/html");
    const text = data.getData("text/plain");
    if (html.includes("data-pm-slice")) return false;
    if (data.files.length && !(html ? wordsOf(html) : text.trim())) {
      this.pictures.take(data.files, to);
      return true;
    }
    if (!html && (!text.trim() || isPlain(text))) return false;
    this.track(this.#clean(html ? { html } : { text }, from, to));
    return true;
  }

  async #clean(sent, from, to) {
    const id = this.places.open(this.view, { from, to, dom: PastePanel.waiting(WAITING) });
    this.panel.say(WAITING);
    const answer = await cleaned(this.options.desk, sent);
    if (this.editor.isDestroyed) return;
    this.panel.say("");
    if (answer.is !== "clean") {
      this.fill(id, sent);
      this.panel.tell([`${answer.why.replace(/\.$/, "")}: nội dung đã dán vào bài nhưng chưa được làm sạch. Xin xem lại, hoặc hoàn tác (Ctrl+Z) rồi dán lại.`]);
    } else if (answer.html) {
      this.fill(id, answer);
    }
    if (answer.warnings?.length) this.panel.tell(answer.warnings);
    if (answer.encoding) this.#offer(id, answer);
    else this.places.close(this.view, id);
  }

  // The place is kept, without a sign, so that the text can still be found when the person has chosen.
  #offer(id, { html, encoding, converted }) {
    const kept = this.places.open(this.view, { ...this.places.of(this.view.state, id), dom: null });
    this.places.close(this.view, id);
    const asPasted = this.#markup(kept);
    const convert = async () => {
      const now = this.#markup(kept);
      const answer = now === asPasted ? { converted } : await cleaned(this.options.desk, { html: now });
      if (answer.converted) this.fill(kept, { html: answer.converted });
      else if (answer.why) this.panel.tell([`${answer.why}: chưa chuyển được. Xin thử lại sau.`]);
    };
    this.panel.offer(encoding, { before: html, after: converted }, convert, () => this.places.close(this.view, kept));
  }

  #markup(id) {
    const { doc, schema } = this.view.state;
    const { from, to } = this.places.of(this.view.state, id);
    const box = document.createElement("div");
    box.append(pm.model.DOMSerializer.fromSchema(schema).serializeFragment(doc.slice(from, to).content));
    return box.innerHTML;
  }
}

function wordsOf(html) {
  return new DOMParser().parseFromString(html, "text/html").body.textContent.trim();
}

function isPlain(text) {
  return text.length <= SHORT && !LIST_MARK.test(text) && !ODD.test(text.normalize("NFC"));
}
