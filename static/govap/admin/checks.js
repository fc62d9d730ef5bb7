// The panel "Kiểm tra khi viết": asks for what a second reader would mark, after each save, and leads to each place. It
// blocks nothing; where the server does not answer it keeps what it last said.
import { standing } from "./form-state.js";
import { Words } from "./words.js";

const WIDE = "(min-width: 48rem)";
const GONE = "Chữ này không còn trong bài: bảng sẽ xem lại sau lần lưu tới.";

class Checks {
  #asked = 0;
  #told = "";
  #count = -1;

  constructor(panel) {
    this.panel = panel;
    this.form = document.querySelector("[data-desk]").closest("form");
    this.list = panel.querySelector("[data-checks-list]");
    this.states = document.querySelectorAll("[data-checks-state]");
    this.link = document.querySelector(".checks-link");
    this.link.addEventListener("click", () => {
      panel.open = true;
      panel.querySelector("summary").focus();
    });
    this.news = document.querySelector("[data-checks-news]");
    this.isEditable = "editable" in document.querySelector("[data-desk]").dataset;
    panel.open = matchMedia(WIDE).matches;
  }

  async ask() {
    const url = this.panel.dataset.checks;
    if (!url) return;
    const number = ++this.#asked;
    const response = await fetch(url, { headers: { Accept: "application/json" }, redirect: "manual", cache: "no-store" }).catch(() => null);
    if (!response?.ok || number !== this.#asked) return;
    const text = await response.text();
    if (text === this.#told || number !== this.#asked) return;
    const isFirst = !this.#told;
    this.#told = text;
    this.show(JSON.parse(text), isFirst);
  }

  show({ findings, is_cut: isCut }, isFirst) {
    const held = document.activeElement?.closest?.("[data-finding]")?.dataset.finding;
    const kinds = Map.groupBy ? Map.groupBy(findings, (one) => one.label) : grouped(findings);
    this.list.replaceChildren(...[...kinds].map(([label, ofKind]) => this.#group(label, ofKind)));
    const words = findings.length ? `${findings.length} chỗ nên xem lại` : "Không có gì cần xem lại.";
    this.#state(words);
    this.link.hidden = false;
    this.panel.querySelector("[data-checks-none]").hidden = true;
    this.panel.querySelector("[data-checks-cut]").hidden = !isCut;
    this.panel.toggleAttribute("data-clean", !findings.length);
    if (!isFirst && findings.length !== this.#count) this.news.textContent = `Kiểm tra khi viết: ${words}`;
    this.#count = findings.length;
    if (held !== undefined) this.#focusAgain(held);
  }

  #group(label, findings) {
    const group = element("section", { className: "check-kind" });
    const heading = element("h3", { textContent: `${label} (${findings.length})` });
    const sure = findings.filter((one) => one.fix !== null && one.sure);
    group.append(heading);
    if (sure.length && this.isEditable) group.append(button("Sửa hết", () => this.#fix(sure), { className: "check-all", label: `Sửa hết: ${label}` }));
    const list = element("ul");
    list.append(...findings.map((one) => this.#item(one)));
    group.append(list);
    return group;
  }

  #item(finding) {
    const item = element("li");
    const place = finding.shown ? element("q", { className: "check-words", textContent: finding.shown }) : "";
    const count = finding.count > 1 ? ` (${finding.count} chỗ)` : "";
    const go = element("button", { type: "button", className: "check-go" });
    go.dataset.finding = `${finding.kind}|${finding.what}|${finding.nth}`;
    go.append(element("span", { className: "check-what", textContent: finding.what + count }), place);
    go.addEventListener("click", () => this.#goTo(finding));
    const remedy = element("p", { className: "check-remedy", textContent: finding.remedy });
    item.append(go, remedy);
    if (finding.fix !== null && this.isEditable) remedy.append(" ", button("Sửa", () => this.#fix([finding]), { label: `Sửa thành “${finding.fix}”` }));
    if (finding.address) remedy.append(" ", element("a", { href: finding.address, target: "_blank", rel: "noopener", textContent: "Mở ảnh trong thư viện" }));
    return item;
  }

  async #goTo(finding) {
    const box = this.#box(finding.field);
    if (!box) return this.#say(GONE);
    await standing(box);
    const words = new Words(box);
    const isFound = finding.quote ? this.#select(words, finding) : finding.node && words.selectNode(finding.node);
    if (isFound) return;
    if (finding.quote || finding.node) return this.#say(GONE);
    const chooser = box.parentElement.querySelector(".select2-selection") ?? box;
    chooser.scrollIntoView({ block: "center" });
    chooser.focus();
  }

  #select(words, { quote, nth }) {
    const found = words.find(quote, nth);
    if (found) words.select(found);
    return Boolean(found);
  }

  // A word in the wrong manner is put right wherever it stands, anything else at its one place.
  async #fix(findings) {
    await Promise.all(this.#fields().map((name) => this.#box(name)).filter(Boolean).map(standing));
    const boxes = new Map();
    let number = 0;
    for (const finding of findings) {
      for (const name of finding.kind === "tone" ? this.#fields() : [finding.field]) {
        const box = this.#box(name);
        if (!box) continue;
        const words = boxes.get(name)?.words ?? new Words(box);
        const changes = boxes.get(name)?.changes ?? [];
        const found = finding.kind === "tone" ? words.places(finding.quote, { whole: true }) : [words.find(finding.quote, finding.nth)].filter(Boolean);
        changes.push(...found.map((place) => ({ ...place, words: finding.fix })));
        number += found.length;
        boxes.set(name, { words, changes });
      }
    }
    for (const { words, changes } of boxes.values()) if (changes.length) words.replace(changes);
    this.#say(number ? `Đã sửa ${number} chỗ. Bấm Hoàn tác để trở lại.` : GONE);
  }

  #fields() {
    return this.panel.dataset.fields.split(" ");
  }

  #box(name) {
    const found = this.form.elements.namedItem(name);
    return found instanceof HTMLElement ? found : null;
  }

  #focusAgain(key) {
    const all = [...this.list.querySelectorAll("[data-finding]")];
    (all.find((one) => one.dataset.finding === key) ?? all[0] ?? this.panel.querySelector("summary")).focus({ preventScroll: true });
  }

  #say(words) {
    this.news.textContent = words;
    this.#state(words);
  }

  #state(words) {
    for (const one of this.states) one.textContent = words;
  }
}

function grouped(findings) {
  const kinds = new Map();
  for (const one of findings) kinds.set(one.label, [...(kinds.get(one.label) ?? []), one]);
  return kinds;
}

function element(name, properties = {}) {
  return Object.assign(document.createElement(name), properties);
}

function button(words, act, { label = words, className = "check-fix" } = {}) {
  const made = element("button", { type: "button", className, textContent: words });
  if (label !== words) made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}

const panel = document.querySelector("[data-checks]");
const checks = new Checks(panel);
checks.ask();
document.addEventListener("desk:saved", ({ detail }) => {
  panel.dataset.checks = detail?.checks ?? panel.dataset.checks;
  checks.ask();
});
