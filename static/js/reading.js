// The tools above and below a text: size, contrast, copy the address, print.
import { SIZES, prefer, preferences } from "./preferences.js";

const said = document.querySelector("[data-tools-said]");

const ACTS = {
  smaller: () => resize(preferences.size - 1),
  usual: () => resize(0),
  larger: () => resize(preferences.size + 1),
  contrast: () => prefer({ contrast: !preferences.contrast }),
  print: () => window.print(),
  copy,
  share: () => navigator.share({ title: document.title, url: address() }).catch(() => {}),
};

function resize(size) {
  if (!SIZES.includes(size)) return;
  prefer({ size });
  say(size ? `Cỡ chữ ${size + 1} trên ${SIZES.length}` : "Cỡ chữ thường");
}

async function copy() {
  try {
    await navigator.clipboard.writeText(address());
    say("Đã chép liên kết");
  } catch {
    say(`Trình duyệt không cho chép. Địa chỉ: ${address()}`);
  }
}

function address() {
  return document.querySelector("link[rel=canonical]")?.href ?? location.href;
}

function say(words) {
  said.textContent = words;
}

function shown() {
  for (const button of document.querySelectorAll("[data-act=contrast]")) button.setAttribute("aria-pressed", preferences.contrast);
  for (const [act, end] of [["smaller", SIZES.at(0)], ["larger", SIZES.at(-1)]]) {
    document.querySelector(`[data-act=${act}]`)?.setAttribute("aria-disabled", preferences.size === end);
  }
}

for (const button of document.querySelectorAll("[data-act]")) {
  if (button.dataset.act === "share" && navigator.share) button.hidden = false;
  button.addEventListener("click", () => {
    ACTS[button.dataset.act]?.();
    shown();
  });
}
shown();
