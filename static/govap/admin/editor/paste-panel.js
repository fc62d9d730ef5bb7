// What there is to say and to choose about a paste, below the editor and in sight while the text is.
const HINT = "Có điều cần xem về nội dung vừa dán: bấm F6 để tới đó, Esc để trở lại bài.";
const NAMES = { TCVN3: "TCVN3 (phông .VnTime)", VNI: "VNI (phông VNI-Times)" };

export class PastePanel {
  constructor(beside, back) {
    this.back = back; // gives the focus back to the text
    this.status = made("p", { className: "paste-status" }, [], { role: "status" });
    this.list = made("div", { className: "paste-list" });
    this.dom = made("section", { className: "paste-panel", tabIndex: -1 }, [this.list], { "aria-label": "Về nội dung vừa dán" });
    this.dom.addEventListener("keydown", (event) => { if (event.key === "Escape") this.back(); });
    this.whole = made("div", { className: "paste-desk" }, [this.status, this.dom]);
    (beside.closest(".form-row") ?? beside.parentElement).append(this.whole);
    this.#tidy();
  }

  // What is under way; when nothing is, that there is something to see, as long as there is.
  say(words) {
    this.status.textContent = words || (this.dom.hidden ? "" : HINT);
  }

  // True if there was something to go to.
  focus() {
    if (this.dom.hidden) return false;
    this.dom.focus();
    return true;
  }

  // Sentences to read and put away; with `again` a button that tries once more.
  tell(sentences, again = null) {
    const list = made("ul", { className: "paste-note-list" }, sentences.map((sentence) => made("li", { textContent: sentence })));
    const item = made("div", { className: "paste-note" }, [list]);
    if (again) item.append(button("Thử lại", () => { this.#done(item); again(); }));
    item.append(button("Đã hiểu", () => this.#done(item)));
    this.#show(item);
  }

  // The paste as it came and in Unicode, side by side; calls `convert` if that is what the person wants, `end` anyway.
  offer(encoding, { before, after }, convert, end) {
    const words = `Nội dung vừa dán gõ bằng bảng mã cũ ${NAMES[encoding] ?? encoding}, bạn đọc sẽ thấy chữ lỗi.`;
    const item = made("div", { className: "paste-choice" }, [], { role: "group", "aria-label": "Chuyển mã chữ" });
    const close = () => { this.#done(item); end(); };
    const convertButton = button("Chuyển sang Unicode", () => convert().finally(close));
    convertButton.classList.add("default");
    item.append(
      made("p", { textContent: words }),
      made("div", { className: "paste-sides" }, [side("Như đã dán", before), side("Sau khi chuyển", after)]),
      made("p", { className: "paste-buttons" }, [convertButton, button("Giữ nguyên", close)]),
    );
    this.#show(item);
  }

  // A file on its way, shown at its place in the text: {dom, set(share)}.
  static progress(name) {
    const bar = made("progress", { max: 1, value: 0 }, [], { "aria-label": `Đang tải ${name}` });
    const dom = made("span", { className: "paste-waiting", contentEditable: "false" }, [name, " ", bar]);
    return { dom, set: (share) => { bar.value = share; } };
  }

  static waiting(words) {
    return made("span", { className: "paste-waiting", contentEditable: "false", textContent: words }, [], { "aria-hidden": "true" });
  }

  #show(item) {
    this.list.append(item);
    this.#tidy();
    this.say("");
  }

  #done(item) {
    const had = item.contains(document.activeElement);
    item.remove();
    this.#tidy();
    this.say("");
    if (had) this.back();
  }

  #tidy() {
    this.dom.hidden = this.list.childElementCount === 0;
  }
}

function side(heading, html) {
  const page = new DOMParser().parseFromString(html.replace(/<(?:\/(?:p|h2|h3|li|tr|caption|figcaption)|br)>/g, "$&\n"), "text/html");
  const text = made("div", { className: "paste-text", tabIndex: 0, textContent: page.body.textContent.trim() }, [], { role: "region", "aria-label": heading });
  return made("div", {}, [made("h3", { textContent: heading }), text]);
}

function button(words, act) {
  const element = made("button", { type: "button", className: "button", textContent: words });
  element.addEventListener("click", act);
  return element;
}

function made(tag, values = {}, children = [], attributes = {}) {
  const element = Object.assign(document.createElement(tag), values);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
