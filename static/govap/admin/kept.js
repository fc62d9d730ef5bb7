// Text that this browser kept and the server never got: said above the form, shown beside what it would replace, taken
// back or put aside by a person. Nothing is thrown away here.
import { heldNames } from "./tab.js";

const TIME = new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
const DAY = new Intl.DateTimeFormat("vi-VN", { day: "2-digit", month: "2-digit", year: "numeric" });

export class Kept {
  constructor({ form, state, journal, id, takeBack }) {
    Object.assign(this, { form, state, journal, id, takeBack });
    this.template = document.querySelector("template[data-kept]");
    this.link = form.querySelector("[data-kept-link]");
    this.entries = [];
    this.link.addEventListener("click", () => this.#showAside());
  }

  // What lies here for this form; what the form shows word for word anyway is forgotten.
  async look(place) {
    const held = await heldNames();
    const found = await this.journal.at(place);
    for (const entry of found.filter(({ id }) => id !== this.id && !held.has(id))) {
      if (this.state.differences(entry.state, entry.changed).length) this.entries.push(entry);
      else await this.journal.remove(entry.id);
    }
    const waiting = this.entries.find((entry) => !entry.isAside);
    if (waiting) this.#show(waiting);
    this.#mention();
  }

  async #setAside(entry) {
    entry.isAside = true;
    await this.journal.write(entry);
    this.#close();
    const next = this.entries.find((one) => !one.isAside);
    if (next) this.#show(next);
    this.#mention();
    this.link.focus();
  }

  async #take(entry) {
    this.#close();
    this.form.elements.title?.focus();
    if (await this.takeBack(entry)) {
      await this.journal.remove(entry.id);
      this.entries = this.entries.filter((one) => one !== entry);
    }
    this.#mention();
  }

  #showAside() {
    this.#close();
    for (const entry of this.entries.filter((one) => one.isAside)) this.#show(entry);
    document.querySelector(".kept button")?.focus();
  }

  #mention() {
    const number = this.entries.filter((one) => one.isAside).length;
    this.link.hidden = number === 0;
    this.link.textContent = `Chữ đã giữ (${number})`;
  }

  #close() {
    document.querySelectorAll(".kept").forEach((panel) => panel.remove());
  }

  #show(entry) {
    const panel = this.template.content.cloneNode(true).firstElementChild;
    const title = panel.querySelector("h2");
    title.id = `chu-da-giu-${entry.id}`;
    panel.setAttribute("aria-labelledby", title.id);
    panel.querySelector("[data-when]").textContent = when(entry.time);
    panel.querySelector("tbody").replaceChildren(...this.state.differences(entry.state, entry.changed).map(row));
    panel.querySelector("[data-take]").addEventListener("click", () => this.#take(entry));
    const aside = panel.querySelector("[data-aside]");
    aside.addEventListener("click", () => (entry.isAside ? this.#close() : this.#setAside(entry)));
    this.form.before(panel);
    document.querySelector("[data-kept-said]").textContent = panel.querySelector("[data-said]").textContent;
  }
}

function when(time) {
  const today = DAY.format(Date.now()) === DAY.format(time);
  return today ? TIME.format(time) : `${TIME.format(time)} ngày ${DAY.format(time)}`;
}

function row({ label, shown, kept }) {
  const line = document.createElement("tr");
  const head = Object.assign(document.createElement("th"), { scope: "row", textContent: label });
  line.append(head, cell(shown, `${label}: trên máy chủ`), cell(kept, `${label}: chữ còn giữ`));
  return line;
}

// Long texts scroll in their own box, by keyboard too.
function cell(words, name) {
  const box = Object.assign(document.createElement("div"), { tabIndex: 0, textContent: words || "(bỏ trống)" });
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", name);
  const around = document.createElement("td");
  around.append(box);
  return around;
}
