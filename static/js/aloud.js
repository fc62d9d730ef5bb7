// Reads a text aloud in a Vietnamese voice, sentence by sentence, and shows where it is. Stays away where there is none.
const button = document.querySelector("[data-aloud]");
const speech = window.speechSynthesis;
const PARTS = "h1, .standfirst, .prose :is(p, h2, h3, li, blockquote, caption, th, td, figcaption)";
const WORDS = { idle: "Nghe", speaking: "Tạm dừng", paused: "Nghe tiếp" };

let state = "idle";
let queue = [];
let marked = null;

function voice() {
  return speech?.getVoices().find(({ lang }) => lang.toLowerCase().startsWith("vi"));
}

function appear() {
  button.toggleAttribute("data-ready", Boolean(voice()));
}

// What holds other parts speaks through them.
function sentences() {
  const segmenter = window.Intl?.Segmenter && new Intl.Segmenter("vi", { granularity: "sentence" });
  const parts = [...document.querySelectorAll(`.story :is(${PARTS})`)].filter((part) => !part.querySelector(PARTS));
  return parts.flatMap((part) => {
    const words = part.innerText.trim();
    const found = segmenter ? [...segmenter.segment(words)].map(({ segment }) => segment) : [words];
    return found.filter((one) => one.trim()).map((text) => ({ part, text }));
  });
}

function next() {
  const one = queue.shift();
  mark(one?.part);
  if (!one) return turn("idle");
  const utterance = Object.assign(new SpeechSynthesisUtterance(one.text), { voice: voice(), lang: "vi-VN" });
  utterance.onend = () => state === "speaking" && next();
  utterance.onerror = ({ error }) => error !== "interrupted" && error !== "canceled" && stop();
  speech.speak(utterance);
}

function mark(part) {
  if (marked === part) return;
  marked?.classList.remove("is-read");
  marked = part ?? null;
  part?.classList.add("is-read");
  part?.scrollIntoView({ block: "nearest" });
}

function stop() {
  queue = [];
  speech.cancel();
  mark(null);
  turn("idle");
}

function turn(to) {
  state = to;
  button.textContent = WORDS[to];
  button.setAttribute("aria-pressed", to === "speaking");
}

const PRESSED = {
  idle() {
    queue = sentences();
    turn("speaking");
    next();
  },
  speaking() {
    speech.pause();
    turn("paused");
  },
  paused() {
    turn("speaking");
    speech.resume();
  },
};

if (button && speech) {
  appear();
  speech.addEventListener?.("voiceschanged", appear);
  button.addEventListener("click", () => PRESSED[state]());
  document.addEventListener("keydown", ({ key }) => key === "Escape" && state !== "idle" && stop());
  addEventListener("pagehide", stop);
}
