// Asks the paste desk of the site what it keeps of a paste: {is: "clean", html, warnings, encoding, converted}, or
// {is: "refused", why} with a Vietnamese sentence, whatever became of the question.
import { token } from "../transport.js";

const LONG = 1_000_000; // letters that travel as a file: a field may not be longer
const PATIENCE = 30_000, PATIENCE_PER_LETTER = 0.01; // milliseconds; a paste with its pictures is large
const OFFLINE = "Không nối được với máy chủ";

export async function cleaned(address, sent) {
  const form = new FormData();
  for (const [name, value] of Object.entries(sent)) form.append(name, value.length > LONG ? new Blob([value]) : value);
  form.append("csrfmiddlewaretoken", token());
  const length = Object.values(sent).join("").length;
  const signal = AbortSignal.timeout(PATIENCE + length * PATIENCE_PER_LETTER);
  const headers = { Accept: "application/json" };
  const answer = await fetch(address, { method: "POST", body: form, headers, signal, redirect: "manual" }).catch(() => null);
  const said = await answer?.json().catch(() => null);
  if (answer?.ok && said) return { is: "clean", ...said };
  return { is: "refused", why: said?.error ?? why(answer) };
}

function why(answer) {
  if (answer?.type === "opaqueredirect") return "Phiên làm việc đã hết";
  if (answer?.status === 403) return "Phiên làm việc đã đổi, cần tải lại trang";
  return answer ? "Máy chủ gặp lỗi" : OFFLINE;
}
