// Sends files to the library in parts; a lost connection goes on where it broke off, and so does the same file when it
// is chosen again after the page was closed.
import { begun, forget, remember } from "./unfinished.js";

const AT_ONCE = 2;
const WAITS = [1000, 3000, 8000, 20000, 60000];
const LARGEST = 2560; // pixels on the longer side: the server keeps 1920
const WORTH_SCALING = 1_500_000;
const LARGEST_FILE = 60_000_000; // no larger one is accepted, nor read whole here

// An error after which the parts that arrived are still good.
const lost = (sentence) => Object.assign(new Error(sentence), { isLost: true });
const pause = (time) => new Promise((done) => { setTimeout(done, time); });

export function token() {
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
    const pen = canvas.getContext("2d");
    Object.assign(pen, { fillStyle: "white", imageSmoothingQuality: "high" }); // a JPEG has no transparency
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
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
  throw lost("Mất kết nối với máy chủ. Xin tải lại tệp này để tiếp tục.");
}

async function digest(file) {
  if (file.size > LARGEST_FILE) return "";
  const content = await file.arrayBuffer().catch(() => {
    throw new Error(`Không đọc được “${file.name}” trên máy này. Nếu là thư mục, xin mở ra và chọn các tệp bên trong.`);
  });
  if (!globalThis.crypto?.subtle) return ""; // only over https or on this machine
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function read(answer) {
  if (answer.redirected) throw lost("Phiên làm việc đã hết. Xin đăng nhập lại ở một thẻ khác rồi tải lại tệp này.");
  const said = await answer.json().catch(() => ({}));
  if (answer.ok || answer.status === 409) return said;
  throw new Error(said.error ?? (answer.status === 403 ? "Tài khoản này không được tải tệp lên." : "Máy chủ không nhận tệp này."));
}

// Where a file that was begun before is to go on, or null.
async function resumed(address, source, file) {
  const key = begun(source);
  if (!key) return null;
  const answer = await ask(`${address}${key}/`, { method: "GET" });
  const said = answer.ok && !answer.redirected ? await answer.json() : {};
  if (said.size === file.size) return { key, part: said.part, received: said.received };
  forget(source);
  return null;
}

async function begin(address, source, file) {
  const form = new FormData();
  form.append("name", file.name);
  form.append("size", file.size);
  form.append("source", source);
  const said = await read(await ask(address, { method: "POST", body: form }));
  if (said.key) remember(source, said.key, file.name);
  return said;
}

async function sendParts(address, { key, part, received }, file, progress) {
  let from = received;
  for (;;) {
    progress(from / file.size);
    const answer = await ask(`${address}${key}/?tu=${from}`, { method: "PUT", body: file.slice(from, from + part) });
    if (answer.status === 404) return null; // it had arrived, and only the answer was lost
    const said = await read(answer);
    if (said.item) return said;
    if (said.received === from) throw new Error("Máy chủ không nhận tệp này.");
    from = said.received;
  }
}

async function whole(address, source, file, progress) {
  let going = (await resumed(address, source, file)) ?? (await begin(address, source, file));
  for (let turn = 0; turn < 2 && !going.item; turn += 1) {
    going = (await sendParts(address, going, file, progress)) ?? (await begin(address, source, file));
  }
  if (!going.item) throw new Error("Máy chủ không nhận tệp này.");
  return going;
}

// Resolves with {item, is_new, is_mine} of the library, rejects with an Error whose message is a Vietnamese sentence.
// `progress` is told the share that has arrived, 0 to 1.
export async function send(address, original, { isPicture = true, progress = () => {} } = {}) {
  const source = await digest(original);
  const file = isPicture ? await scaled(original) : original;
  try {
    const said = await whole(address, source, file, progress);
    forget(source);
    return said;
  } catch (error) {
    if (!error.isLost) forget(source); // refused: nothing to go on with
    throw error;
  }
}

// Runs what it is given in order, AT_ONCE at a time; `running` is how many are under way.
export class Queue {
  waiting = [];
  running = 0;

  add(work) {
    this.waiting.push(work);
    this.next();
  }

  async next() {
    if (this.running >= AT_ONCE || this.waiting.length === 0) return;
    this.running += 1;
    await this.waiting.shift()().finally(() => { this.running -= 1; });
    this.next();
  }
}
