// The list of files being sent to the library: each with its own progress bar and its own answer.
import { Queue, send } from "./transport.js";

function row(list, file) {
  const item = document.createElement("li");
  const name = document.createElement("span");
  const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
  const result = document.createElement("span");
  name.textContent = file.name;
  bar.setAttribute("aria-label", `Đang tải ${file.name}`);
  item.append(name, " ", bar, " ", result);
  list.append(item);
  return { item, bar, result };
}

function show({ item, bar, result }, said) {
  bar.remove();
  const link = Object.assign(document.createElement("a"), { href: `${said.item.id}/change/` });
  link.textContent = said.is_new ? "Đã tải lên, mở để ghi mô tả" : `Đã có trong thư viện: ${said.item.name}`;
  result.append(link);
  if (said.item.card) item.prepend(Object.assign(document.createElement("img"), { src: said.item.card, alt: "", className: "thumbnail" }));
}

async function upload(section, file, line) {
  try {
    const isPicture = section.dataset.uploadKind === "anh";
    show(line, await send(section.dataset.uploadUrl, file, { isPicture, progress: (share) => { line.bar.value = share; } }));
  } catch (error) {
    line.bar.remove();
    line.result.textContent = error.message;
    line.item.className = "errornote";
  }
}

function start(section) {
  const list = section.querySelector(".uploads");
  const input = section.querySelector("input[type=file]");
  const queue = new Queue();

  function add(files) {
    for (const file of files) {
      const line = row(list, file);
      queue.add(() => upload(section, file, line));
    }
  }

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
  globalThis.addEventListener("beforeunload", (event) => { if (queue.running) event.preventDefault(); });
}

document.querySelectorAll("[data-upload-url]").forEach(start);
