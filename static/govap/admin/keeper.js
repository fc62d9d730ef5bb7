// Keeps this form's entry of the journal up with the typing, written at most each 300 ms.
const EACH = 300;

export class Keeper {
  #timer = 0;
  #last = 0;
  #typed = 0; // how often something was typed, and up to which of these the journal has it
  #written = 0;

  // `changed` gives the names of the fields that the server does not have.
  constructor({ id, journal, state, place, changed }) {
    Object.assign(this, { id, journal, state, place, changed });
  }

  get isBehind() {
    return this.#written < this.#typed;
  }

  typed() {
    this.#typed += 1;
    this.#timer ||= setTimeout(() => this.write(), Math.max(0, this.#last + EACH - Date.now()));
  }

  // Now; true once it lies on the disk, false where this browser keeps nothing.
  async write() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#last = Date.now();
    const upTo = this.#typed;
    try {
      await this.journal.write(this.#entry());
      this.#written = Math.max(this.#written, upTo);
      return true;
    } catch {
      return false;
    }
  }

  // The server has it all.
  async clear() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#written = this.#typed;
    await this.journal.remove(this.id).catch(() => {});
  }

  #entry() {
    const { base } = this.state.form.elements;
    const [state, baseContent, changed] = [this.state.read(), this.state.baseContent(), this.changed()];
    return { id: this.id, place: this.place(), time: Date.now(), state, changed, base: base.value, baseContent };
  }
}
