// The panel with the public page of the draft, and the remarks below it. The page is loaded only while it is shown,
// again after every save, and at the place where the reader stood.
const KEY = "preview-shown";
const SIZES = ["phone", "desk", "none"];
const DESK = 1280;

const panel = document.querySelector("[data-preview]");
const stage = panel.querySelector(".preview-stage");
const frame = panel.querySelector("iframe");
const tab = panel.querySelector("[data-preview-tab]");
let url = panel.dataset.preview;
let isStale = true;
let place = 0;

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage is switched off: the choice lasts as long as the page
  }
}

function remember(size) {
  try {
    localStorage.setItem(KEY, size);
  } catch {
    panel.dataset.shown = size;
  }
}

function show(size) {
  panel.dataset.shown = size;
  for (const button of panel.querySelectorAll("[data-show]")) {
    button.setAttribute("aria-pressed", String(button.dataset.show === size));
  }
  fit();
  load();
}

function fit() {
  panel.style.setProperty("--preview-scale", String(Math.min(1, stage.clientWidth / DESK)));
}

function load() {
  stage.hidden = !url;
  if (!url || !isStale || panel.dataset.shown === "none") return;
  isStale = false;
  place = frame.contentDocument ? frame.contentWindow.scrollY : 0; // none of what the browser refused to frame
  if (frame.src) frame.contentWindow.location.replace(url); // leaves no entry for the button "back"
  else frame.src = url;
}

// Links leave for a tab of their own: no other page of the site may be framed, and the form must stay.
function loaded() {
  const page = frame.contentDocument;
  if (!page || page.location.pathname !== new URL(url, location.href).pathname) return;
  for (const link of page.querySelectorAll("a[href]:not([href^='#']), form")) link.target = "_blank";
  frame.contentWindow.scrollTo(0, place);
}

function saved(event) {
  const address = event.detail?.address;
  if (!url && address) {
    url = address.replace(/change\/$/, "xem-truoc/");
    tab.href = url;
    tab.hidden = false;
    panel.querySelector("[data-preview-none]").hidden = true;
  }
  isStale = true;
  load();
}

for (const button of panel.querySelectorAll("[data-show]")) {
  button.addEventListener("click", () => {
    remember(button.dataset.show);
    show(button.dataset.show);
  });
}
frame.addEventListener("load", loaded);
document.addEventListener("desk:saved", saved);
new ResizeObserver(fit).observe(stage);
show(SIZES.includes(remembered()) ? remembered() : "phone");

// A remark is sent without leaving the page: what is being typed in the form stays where it is.
document.addEventListener("submit", async (event) => {
  const remarks = event.target.closest("[data-remarks]");
  if (!remarks) return;
  event.preventDefault();
  const data = new FormData(event.target);
  data.set("part", "1");
  const button = event.target.querySelector("[type=submit]");
  button.disabled = true;
  try {
    const response = await fetch(event.target.action, {method: "POST", body: data});
    if (response.redirected || !response.ok) throw new Error(String(response.status));
    const answer = new DOMParser().parseFromString(await response.text(), "text/html");
    remarks.replaceChildren(...answer.querySelector("[data-remarks]").childNodes);
    remarks.querySelector("textarea")?.focus();
  } catch {
    button.disabled = false;
    const trouble = remarks.querySelector(".remarks-trouble") ?? document.createElement("p");
    trouble.className = "errornote remarks-trouble";
    trouble.setAttribute("role", "alert");
    trouble.textContent = "Chưa gửi được góp ý. Chữ vẫn còn đây: xin kiểm tra mạng, đăng nhập lại nếu cần, rồi gửi lần nữa.";
    event.target.prepend(trouble);
  }
});
