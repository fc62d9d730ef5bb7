// "Ảnh này cho thấy gì?", asked once, in the list of what was just sent; every answer is saved as soon as it is given.
import { token } from "./transport.js";

const DONE = "Đã lưu.";

async function save(form) {
  const body = new FormData(form);
  const headers = { "X-CSRFToken": token() };
  const answer = await fetch(form.action, { method: "POST", body, headers }).catch(() => null);
  if (!answer || answer.status >= 500) return "Chưa lưu được: mất kết nối. Xin sửa lại ô này để thử lại.";
  if (answer.redirected) return "Chưa lưu được: phiên làm việc đã hết. Xin đăng nhập lại ở một thẻ khác.";
  if (answer.status === 403) return "Chưa lưu được: tài khoản này không được sửa ảnh này.";
  const said = await answer.json().catch(() => ({}));
  if (answer.ok) return said.is_described ? DONE : "Đã lưu. Còn thiếu: ảnh này cho thấy gì?";
  return `Chưa lưu được: ${Object.values(said.errors ?? {}).join(" ") || "máy chủ không nhận."}`;
}

// Puts the questions about an item of the library into the line of its upload.
export function describe(line, item) {
  const form = line.closest("[data-upload-url]").querySelector(".describe-form").content.firstElementChild.cloneNode(true);
  const { alt, is_decorative: decorative } = form.elements;
  const status = form.querySelector("output");
  form.action = `${item.id}/mo-ta/`;
  for (const name of ["alt", "caption", "credit"]) form.elements[name].value = item[name] ?? "";
  form.setAttribute("aria-label", `Lời của ảnh ${item.name}`);

  let turn = Promise.resolve();
  const store = () => {
    alt.disabled = decorative.checked;
    form.dataset.unsaved = "";
    turn = turn.then(async () => {
      status.textContent = await save(form);
      if (status.textContent.startsWith("Đã")) delete form.dataset.unsaved;
      form.classList.toggle("is-done", status.textContent === DONE);
    });
    return turn;
  };
  form.addEventListener("input", () => { form.dataset.unsaved = ""; });
  form.addEventListener("change", store);
  form.addEventListener("submit", (event) => { event.preventDefault(); store(); });
  line.append(form);
}
