// Answers while one types: the same page is asked again and its parts are put in place. Without this it is a plain form.
const form = document.querySelector("form[data-live]");
const field = form.elements.namedItem("q");
let waiting, running;

function address() {
  const chosen = [...new FormData(form)].filter(([, value]) => value !== "");
  return `${form.action}?${new URLSearchParams(chosen)}`;
}

async function answer() {
  running?.abort();
  running = new AbortController();
  const url = address();
  try {
    const response = await fetch(url, { signal: running.signal });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const id of form.dataset.live.split(" ")) {
      document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
    }
    document.title = page.title;
    history.replaceState(null, "", url);
  } catch (error) {
    if (error.name !== "AbortError") form.removeAttribute("data-live"); // offline: the button still asks
  }
}

function later(pause) {
  clearTimeout(waiting);
  if (form.dataset.live) waiting = setTimeout(answer, pause);
}

// Half-typed syllables of an input method are not words yet.
field.addEventListener("input", (event) => { if (!event.isComposing) later(300); });
field.addEventListener("compositionend", () => later(300));
form.addEventListener("change", (event) => { if (event.target !== field) later(0); });
