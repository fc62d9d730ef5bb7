// The list of files being sent to the library: each with its own progress bar and its own answer, and of each new
// picture the question what it shows.
import { describe } from "./describing.js";
import { Queue, send } from "./transport.js";
import { forgetAll, unfinished } from "./unfinished.js";
import { gather } from "./whole-drop.js";

const make = (kind, values = {}) => Object.assign(document.createElement(kind), values);

class Row {
  constructor(section, file, again) {
    this.section = section;
    this.file = file;
    this.again = again;
    this.item = section.querySelector(".upload-row").content.firstElementChild.cloneNode(true);
    this.part("name").textContent = file.name;
    this.part("bar").setAttribute("aria-label", `Đang tải ${file.name}`);
    section.querySelector(".uploads").append(this.item);
  }

  part(name) {
    return this.item.querySelector(`.upload-${name}`);
  }

  async send() {
    this.part("bar").hidden = false;
    this.part("result").replaceChildren();
    this.item.classList.remove("is-refused");
    const isPicture = this.section.dataset.uploadKind === "anh";
    const progress = (share) => { this.part("bar").value = share; };
    try {
      this.show(await send(this.section.dataset.uploadUrl, this.file, { isPicture, progress }));
    } catch (error) {
      this.refuse(error);
    }
    this.part("bar").hidden = true;
    this.section.dispatchEvent(new CustomEvent("uploaded"));
  }

  show({ item, is_new: isNew, is_mine: isMine }) {
    this.item.dataset.id = item.id;
    const said = isNew ? "Đã tải lên." : `Đã có trong thư viện: “${item.name}”. Nên dùng lại.`;
    this.part("result").append(said, " ", make("a", { href: `${item.id}/change/`, textContent: "Mở" }));
    if (!item.card) return;
    this.part("picture").append(make("img", { src: item.card, alt: "", className: "thumbnail" }));
    if (isNew || (isMine && !item.alt && !item.is_decorative)) describe(this.item, item);
  }

  refuse(error) {
    this.item.classList.add("is-refused");
    const said = error.message.includes(this.file.name) ? error.message : `“${this.file.name}”: ${error.message}`;
    this.part("result").append(said);
    if (!error.isLost) return;
    const button = make("button", { type: "button", textContent: "Tải tiếp" });
    button.addEventListener("click", () => this.again(this));
    this.part("result").append(" ", button);
  }
}

function sum(section, queue) {
  const rows = [...section.querySelectorAll(".uploads > li")];
  const done = rows.filter((row) => row.dataset.id).length;
  const refused = rows.filter((row) => row.classList.contains("is-refused")).length;
  const said = [`Xong ${done}/${rows.length} tệp`];
  if (refused) said.push(`${refused} tệp không nhận được`);
  section.querySelector(".uploads-sum").textContent = `${said.join(", ")}.`;
  section.querySelector(".uploads-refresh").hidden = !done || queue.running > 0;
}

function offerUnfinished(section) {
  const names = unfinished();
  if (!names.length) return;
  const left = section.querySelector(".uploads-left");
  left.querySelector("span").textContent = `Còn ${names.length} tệp tải dở: ${names.slice(0, 5).join(", ")}${names.length > 5 ? "…" : ""}. Chọn lại các tệp này, máy tải tiếp từ chỗ dừng.`;
  left.querySelector("button").addEventListener("click", () => { forgetAll(); left.hidden = true; });
  left.hidden = false;
}

function start(section) {
  const input = section.querySelector("input[type=file]");
  const queue = new Queue();
  const enqueue = (row) => queue.add(() => row.send());
  const add = (files) => {
    for (const file of files) enqueue(new Row(section, file, enqueue));
    sum(section, queue);
  };

  section.addEventListener("uploaded", () => setTimeout(() => sum(section, queue)));
  input.addEventListener("change", () => { add(input.files); input.value = ""; });
  section.addEventListener("dragover", (event) => { event.preventDefault(); section.classList.add("is-over"); });
  section.addEventListener("dragleave", () => section.classList.remove("is-over"));
  section.addEventListener("drop", (event) => {
    event.preventDefault();
    section.classList.remove("is-over");
    add(event.dataTransfer.files);
  });
  document.addEventListener("paste", (event) => {
    if (event.clipboardData.files.length) add(event.clipboardData.files);
  });
  globalThis.addEventListener("beforeunload", (event) => {
    if (queue.running || section.querySelector("[data-unsaved]")) event.preventDefault();
  });
  offerUnfinished(section);
  if (section.dataset.uploadKind === "anh") gather(section);
}

document.querySelectorAll("[data-upload-url]").forEach(start);
