// A dialog to choose one item: recent ones first, others while somebody types; keys as in the ARIA pattern of a combobox.
import { crel } from "django-prose-editor/editor";
import { remember, search } from "govap/editor/cards";
import { open, uid } from "govap/editor/dialogs";

const WAIT = 200;

// Gives the chosen item of /admin/chon/<kind>/ or undefined. `offers(typed)` are items that stand before those found;
// `more` is an element for the foot of the dialog.
export function choose(editor, options) {
  return new Promise((done) => {
    const chooser = new Chooser(options);
    chooser.shown = open(editor, options.title, chooser.content(), (item) => {
      chooser.stop();
      done(item);
    });
    chooser.input.focus();
    chooser.input.select();
    chooser.ask();
  });
}

class Chooser {
  #timer = 0;
  #asking = null;
  #items = [];
  #at = 0;

  constructor({ kind, title, label, typed = "", offers = () => [], more = [] }) {
    Object.assign(this, { kind, offers, more });
    const [input, list] = [uid(), uid()];
    this.label = crel("label", { htmlFor: input, textContent: label });
    this.input = crel("input", { id: input, type: "search", value: typed, autocomplete: "off", role: "combobox",
      "aria-autocomplete": "list", "aria-controls": list, "aria-expanded": "false" });
    this.status = crel("p", { className: "chooser-status", role: "status", textContent: "Đang tìm…" });
    this.list = crel("ul", { id: list, className: "chooser-list", role: "listbox", hidden: true, "aria-label": title });
    this.input.addEventListener("input", () => this.#soon());
    this.input.addEventListener("keydown", (event) => this.#pressed(event));
  }

  content() {
    const close = crel("button", { type: "button", textContent: "Đóng" });
    close.addEventListener("click", () => this.shown.close());
    const foot = crel("p", { className: "editor-dialog-buttons" }, [...this.more, close]);
    return [this.label, this.input, this.status, this.list, foot];
  }

  stop() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
  }

  async ask() {
    this.stop();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    const typed = this.input.value.trim();
    const offered = this.offers(typed);
    try {
      const { items, more } = await search(this.kind, { q: typed }, signal);
      this.#show([...offered, ...items], told(items.length, more, typed));
    } catch (error) {
      if (signal.aborted) return;
      this.#show(offered, error instanceof TypeError ? "Mất kết nối với máy chủ. Xin thử lại." : error.message);
    }
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.ask(), WAIT);
  }

  #show(items, words) {
    this.#items = items;
    this.status.textContent = words;
    this.list.replaceChildren(...items.map((item, number) => this.#option(item, number)));
    this.list.hidden = !items.length;
    this.input.setAttribute("aria-expanded", String(items.length > 0));
    this.#move(0);
  }

  #option(item, number) {
    const picture = crel("span", { className: "chooser-picture" }, item.card ? [crel("img", { src: item.card, alt: "", loading: "lazy" })] : []);
    const words = crel("span", { className: "chooser-words" }, [
      crel("span", { className: "chooser-name", textContent: item.name }),
      crel("span", { className: "chooser-detail", textContent: item.detail }),
    ]);
    const option = crel("li", { id: `${this.list.id}-${number}`, role: "option", "aria-selected": "false" }, [picture, words]);
    option.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays where it is typed
    option.addEventListener("click", () => this.#take(item));
    return option;
  }

  #pressed(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.#move(this.#at + (event.key === "ArrowDown" ? 1 : -1));
    else if (event.key === "Enter") this.#take(this.#items[this.#at]);
    else return;
    event.preventDefault();
  }

  #move(to) {
    const { children } = this.list;
    children[this.#at]?.setAttribute("aria-selected", "false");
    this.#at = children.length ? (to + children.length) % children.length : 0;
    const option = children[this.#at];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option?.id ?? "");
  }

  #take(item) {
    if (!item) return;
    if (item.id) remember(this.kind, item);
    this.shown.close(item);
  }
}

function told(number, more, typed) {
  if (!number) return typed ? "Không tìm thấy mục nào." : "Chưa có mục nào.";
  if (!typed) return "Mới nhất trước. Gõ vài chữ để tìm, có dấu hay không dấu đều được.";
  return more ? `${number} mục đầu. Gõ thêm chữ để thu hẹp.` : `Tìm thấy ${number} mục.`;
}
