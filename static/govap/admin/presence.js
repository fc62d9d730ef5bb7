// Says that this form is open, and who else has it open. It locks nobody out.
const EACH = 15_000;

export class Presence {
  constructor({ desk, form, tab, connection, autosave }) {
    Object.assign(this, { desk, form, tab, connection, autosave });
    this.line = desk.querySelector("[data-people]");
    setInterval(() => this.beat(), EACH);
  }

  async beat() {
    const address = this.desk.dataset.presence;
    if (!address) return;
    const data = new FormData();
    data.set("tab", await this.tab);
    const result = await this.connection.post(address, data);
    if (result.is === "ok") this.#show(result.answer);
  }

  #show({ people, token, by }) {
    const others = [...new Set(people.filter((one) => !one.is_me).map((one) => one.name))];
    const words = [];
    if (others.length) words.push(`${others.join(", ")} đang mở bài này.`);
    if (people.some((one) => one.is_me)) words.push("Anh/chị đang mở bài này ở một thẻ khác.");
    if (this.autosave?.isIdle && token !== this.form.elements.base.value) words.push(`${moved(by)} Lần lưu tới của anh/chị sẽ ghép cả hai.`);
    const said = words.join(" ");
    if (this.line.textContent !== said) this.line.textContent = said;
  }
}

function moved(by) {
  if (!by) return "Bài vừa có một bản khác.";
  return by.is_me ? "Ở thẻ kia anh/chị vừa lưu một bản khác." : `${by.name} vừa lưu một bản khác.`;
}
