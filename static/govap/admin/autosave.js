// Sends the form into the draft once typing stops. One request at a time; what the answer says becomes the base of the next.
import { FormState, same } from "./form-state.js";

const WAIT = 1000;
const TRY_AGAIN = 2000;
const LONGEST = 60_000;

export class Autosave {
  #timer = 0;
  #flying = null;
  #failures = 0;
  #isFresh = false;
  #isOver = false; // a person has to decide first

  constructor({ desk, form, state, keeper, connection, line }) {
    Object.assign(this, { desk, form, state, keeper, connection, line });
    this.saved = state.read();
    this.missed = []; // fields that the server could not read
    this.outcome = "";
  }

  get isNew() {
    return !this.desk.dataset.autosave;
  }

  get isIdle() {
    return !this.#flying;
  }

  isDirty() {
    return !same(this.saved, this.state.read());
  }

  // The fields that hold something the server does not have.
  changedFields() {
    const now = this.state.read();
    return Object.keys(now).filter((field) => this.missed.includes(field) || !sameField(now, this.saved, field));
  }

  stop() {
    this.#isOver = true;
  }

  soon(wait = WAIT) {
    clearTimeout(this.#timer);
    if (!this.#isOver) this.#timer = setTimeout(() => this.now(), wait);
  }

  now() {
    clearTimeout(this.#timer);
    this.#flying ??= this.#once().finally(() => { this.#flying = null; });
    return this.#flying;
  }

  // As a further entry of the history, so that what the server has now stays there.
  async asFurther() {
    await this.#flying;
    this.#isOver = false;
    this.#isFresh = true;
    return this.now();
  }

  // Before the form itself is sent: nothing is under way any more, and something new has its address.
  async settle() {
    await this.#flying;
    if (this.isNew && this.state.hasText()) await this.now();
  }

  async #once() {
    const sent = this.state.read();
    const isDue = this.#isFresh || !same(sent, this.saved);
    if (this.#isOver || !isDue || (this.isNew && !this.state.hasText())) return;
    const address = this.desk.dataset.autosave ?? this.desk.dataset.autosave_new;
    const result = await this.connection.post(address, this.state.data(this.#isFresh ? { fresh: "1" } : {}));
    this.outcome = result.is;
    await this[`_${result.is}`](result, sent);
  }

  async _ok({ answer }, sent) {
    this.#failures = 0;
    this.#isFresh = false;
    this.saved = sent;
    this.#moveTo(answer);
    document.dispatchEvent(new CustomEvent("desk:saved", { detail: answer }));
    if (answer.merged) await this.#bringIn(answer, sent);
    else this.state.setBase(answer.token, answer.content);
    this.missed = this.#missedOf(answer.errors);
    this.line.saved(answer.saved_at, this.missed.map((field) => `ô “${this.state.label(field)}”: ${answer.errors[field]}`));
    if (this.isDirty()) this.soon();
    else if (!this.missed.length) await this.keeper.clear();
  }

  _refused({ why }) {
    this.stop();
    this.line.refused(why);
  }

  _denied() {
    this.stop();
    this.line.denied();
  }

  _expired() {
    this.line.expired();
    this.#later();
  }

  _another() {
    this.line.another();
    this.#later();
  }

  async _offline() {
    this.line.offline(await this.keeper.write());
    this.#later();
  }

  #later() {
    this.soon(Math.min(TRY_AGAIN * 2 ** this.#failures++, LONGEST));
  }

  // From now on this form is that item's: a reload, a second save and the heartbeat all go there.
  #moveTo({ address, autosave, presence }) {
    if (!this.isNew) return;
    Object.assign(this.desk.dataset, { autosave, presence });
    this.form.action = address;
    history.replaceState(history.state, "", address);
  }

  // Another's changes, into the fields that nobody touched since the request. What was touched meanwhile is merged by the
  // next save: over what was sent, since the text that the server has now holds it.
  async #bringIn(answer, sent) {
    const former = this.form.elements.base.value;
    this.state.setBase(former, answer.mine);
    const page = await this.connection.page();
    if (page.is !== "ok") return;
    const theirs = new FormState(page.document.querySelector("[data-desk]").closest("form"));
    const shown = theirs.read();
    const now = this.state.read();
    const fields = Object.keys(now);
    const touched = fields.filter((field) => !sameField(now, sent, field));
    this.state.fill(shown, fields.filter((field) => !touched.includes(field)));
    const kept = Object.fromEntries(touched.map((field) => [field, answer.mine[field]]));
    this.state.setBase(touched.length ? former : theirs.form.elements.base.value, { ...theirs.baseContent(), ...kept });
    this.saved = { ...this.state.read(), ...Object.fromEntries(touched.map((field) => [field, sent[field] ?? []])) };
  }

  // Of the fields with errors those that say something; an empty title is no loss.
  #missedOf(errors) {
    const state = this.state.read();
    return Object.keys(errors).filter((field) => state[field]?.some(({ value }) => value.trim()));
  }
}

function sameField(one, other, field) {
  return same({ field: one[field] ?? [] }, { field: other[field] ?? [] });
}
