// Sends files to the library in parts; a lost connection goes on where it broke off.
const AT_ONCE = 2;
const WAITS = [1000, 3000, 8000, 20000, 60000];
const LARGEST = 2560; // pixels on the longer side: the server keeps 1920
const WORTH_SCALING = 1_500_000;

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
  throw Object.assign(new Error("Mất kết nối với máy chủ. Xin thử lại sau."), { isOffline: true });
}

async function read(answer) {
  if (answer.redirected) throw new Error("Phiên làm việc đã hết. Xin đăng nhập lại ở một thẻ khác rồi thử lại.");
  const said = await answer.json().catch(() => ({}));
  if (answer.ok || answer.status === 409) return said;
  throw new Error(said.error ?? (answer.status === 403 ? "Tài khoản này không được tải tệp lên." : "Máy chủ không nhận tệp này."));
}

// Resolves with {item, is_new} of the library, rejects with an Error whose message is a Vietnamese sentence. `progress`
// is told the share that has arrived, 0 to 1.
export async function send(address, original, { isPicture = true, progress = () => {} } = {}) {
  const file = isPicture ? await scaled(original) : original;
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
