// Sends files in parts, each with its own progress bar; a lost connection goes on where it broke off.
const AT_ONCE = 2;
const WAITS = [1000, 3000, 8000, 20000, 60000];
const LARGEST = 2560; // pixels on the longer side: the server keeps 1920
const WORTH_SCALING = 1_500_000;

const pause = (time) => new Promise((done) => { setTimeout(done, time); });

function token() {
  return document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

// A large photograph travels smaller where the browser can draw it; the browser turns it upright by itself.
async function scaled(file) {
  if (file.size < WORTH_SCALING || !/^image\/(jpeg|webp)$/.test(file.type) || !globalThis.createImageBitmap) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = LARGEST / Math.max(picture.width, picture.height);
    if (scale >= 1) return file;
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.9); });
    return blob && blob.size < file.size ? new File([blob], file.name, { type: "image/jpeg" }) : file;
  } catch {
    return file;
  }
}

async function ask(address, options) {
  for (const wait of [...WAITS, 0]) {
    const answer = await fetch(address, { ...options, headers: { "X-CSRFToken": token() } }).catch(() => null);
    if (answer && answer.status < 500) return answer;
    if (!wait) break;
    await pause(wait);
  }
  throw new Error("Mất kết nối với máy chủ. Xin thử lại sau.");
}

async function read(answer) {
  const said = await answer.json().catch(() => ({}));
  if (answer.ok || answer.status === 409) return said;
  throw new Error(said.error ?? (answer.status === 403 ? "Tài khoản này không được tải tệp lên." : "Máy chủ không nhận tệp này."));
}

async function send(address, file, progress) {
  const form = new FormData();
  form.append("name", file.name);
  form.append("size", file.size);
  const { key, part } = await read(await ask(address, { method: "POST", body: form }));
  let from = 0;
  for (;;) {
    const body = file.slice(from, from + part);
    const said = await read(await ask(`${address}${key}/?tu=${from}`, { method: "PUT", body }));
    if (said.item) return said;
    from = said.received;
    progress(from / file.size);
  }
}

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

async function upload(section, { file, line }) {
  try {
    const sent = section.dataset.uploadKind === "anh" ? await scaled(file) : file;
    show(line, await send(section.dataset.uploadUrl, sent, (share) => { line.bar.value = share; }));
  } catch (error) {
    line.bar.remove();
    line.result.textContent = error.message;
    line.item.className = "errornote";
  }
}

function start(section) {
  const list = section.querySelector(".uploads");
  const input = section.querySelector("input[type=file]");
  const waiting = [];
  let running = 0;

  async function next() {
    if (running >= AT_ONCE || waiting.length === 0) return;
    running += 1;
    await upload(section, waiting.shift());
    running -= 1;
    next();
  }

  function add(files) {
    for (const file of files) waiting.push({ file, line: row(list, file) });
    for (let n = 0; n < AT_ONCE; n += 1) next();
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
  globalThis.addEventListener("beforeunload", (event) => { if (running) event.preventDefault(); });
}

document.querySelectorAll("[data-upload-url]").forEach(start);
