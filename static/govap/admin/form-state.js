// The fields of a form, to compare, keep and fill in: {field: [{name, value, words}, …]}. `words` is what a person reads
// of the value. A field is what the server calls so; one may have several controls (byline_role, byline_name).
const ASIDE = /^(csrfmiddlewaretoken|base|base_content|form_id|choice-.*|_.*)$/;
const SILENT = new Set(["file", "button", "submit", "reset", "image"]);
const EDITOR = "data-django-prose-editor-configurable";
const BLOCK_ENDS = /<\/(?:p|h2|h3|li|tr|figcaption|blockquote)>|<(?:br|hr)\b[^>]*>/gi;

export function same(one, other) {
  return JSON.stringify(bare(one)) === JSON.stringify(bare(other));
}

const bare = (state) => Object.entries(state).map(([field, pairs]) => [field, pairs.map(({ name, value }) => [name, value])]);

export class FormState {
  constructor(form) {
    this.form = form;
    this.prose = null; // the editor's own module, once there is an editor
  }

  // Once the editors stand; without one (an old browser) the plain box is filled instead.
  async ready() {
    const boxes = [...this.form.querySelectorAll(`[${EDITOR}]`)];
    if (!boxes.length) return;
    this.prose = await import("django-prose-editor/editor").catch(() => null);
    await Promise.all(boxes.map(standing));
  }

  controls() {
    return [...this.form.elements].filter((one) => one.name && !one.disabled && !SILENT.has(one.type) && !ASIDE.test(one.name));
  }

  read() {
    const names = this.contentNames();
    const state = {};
    for (const control of this.controls()) {
      const field = fieldOf(control.name, names);
      (state[field] ??= []).push(...pairsOf(control));
    }
    for (const field of Object.keys(state)) state[field] = withoutBlankRows(state[field]);
    return state;
  }

  // Something to keep a draft of: a title, or text in one of the large boxes.
  hasText() {
    const texts = this.controls().filter((one) => one.name === "title" || one.tagName === "TEXTAREA");
    return texts.some((one) => one.value.trim());
  }

  data(more = {}) {
    const data = new FormData(this.form);
    for (const [name, value] of [...data]) {
      if (value instanceof File || name.startsWith("_") || name.startsWith("choice-")) data.delete(name);
    }
    for (const [name, value] of Object.entries(more)) data.set(name, value);
    return data;
  }

  // Of these fields (all, where none is named) those that read otherwise than in `kept`: [{field, label, shown, kept}],
  // texts as a person reads them.
  differences(kept, fields = []) {
    const shown = this.read();
    return (fields.length ? fields : Object.keys(kept))
      .filter((field) => field in shown && this.normal(kept[field]) !== this.normal(shown[field]))
      .map((field) => ({ field, label: this.label(field), shown: inWords(shown[field]), kept: inWords(kept[field]) }));
  }

  label(field) {
    const found = this.form.querySelector(`.field-${CSS.escape(field)} :is(label, legend)`);
    return found?.textContent.replace(/:\s*$/, "").trim() || field;
  }

  // Put values into these fields; other fields and, inside the editor, unchanged paragraphs and the caret stay.
  fill(state, fields = Object.keys(state)) {
    const before = this.read();
    const names = this.contentNames();
    const due = fields.filter((field) => field in before && !same({ field: before[field] }, { field: state[field] ?? [] }));
    const changed = due.flatMap((field) => {
      const own = this.controls().filter((one) => fieldOf(one.name, names) === field);
      return [...new Set(own.map((one) => one.name))].flatMap((name) => this.#put(name, state[field]));
    });
    for (const control of changed) {
      for (const kind of ["input", "change"]) control.dispatchEvent(new Event(kind, { bubbles: true }));
    }
  }

  contentNames() {
    return Object.keys(this.baseContent());
  }

  baseContent() {
    try {
      return JSON.parse(this.form.elements.base_content.value || "{}");
    } catch {
      return {};
    }
  }

  setBase(base, content) {
    this.form.elements.base.value = base;
    this.form.elements.base_content.value = JSON.stringify(content);
  }

  // The same text may be written in several ways of HTML: the editor's own reading decides.
  normal(pairs) {
    return JSON.stringify(pairs.map(({ name, value }) => [name, this.#normalHtml(name, value) ?? value.normalize("NFC").trim()]));
  }

  #normalHtml(name, value) {
    const editor = editorOf(this.form.elements.namedItem(name));
    return editor && this.prose && JSON.stringify(this.prose.createDocument(value, editor.schema).toJSON());
  }

  #put(name, pairs) {
    const given = pairs.filter((pair) => pair.name === name);
    const controls = this.#enough(name, given.length);
    controls.forEach((control, number) => {
      if (control.type === "checkbox" || control.type === "radio") control.checked = given.some(({ value }) => value === control.value);
      else if (control.multiple) for (const option of control.options) option.selected = given.some(({ value }) => value === option.value);
      else if (control.hasAttribute(EDITOR)) this.#putHtml(control, given[number]?.value ?? "");
      else putValue(control, given[number]);
    });
    return controls;
  }

  // A further row like the last for each value that has none.
  #enough(name, number) {
    const found = () => this.controls().filter((one) => one.name === name);
    const last = found().at(-1);
    const repeats = last.type !== "checkbox" && last.type !== "radio" && !last.multiple;
    while (repeats && found().length < number) {
      const row = found().at(-1).parentElement;
      row.after(row.cloneNode(true));
    }
    return found();
  }

  #putHtml(box, html) {
    const editor = editorOf(box);
    if (!editor || !this.prose) {
      box.value = html;
      return;
    }
    const next = this.prose.createDocument(html, editor.schema);
    const change = replacing(editor.state, next);
    if (change) editor.view.dispatch(change);
  }
}

// Only what differs is replaced, so that the caret stays where it stood.
function replacing(state, next) {
  const start = state.doc.content.findDiffStart(next.content);
  if (start === null) return null;
  let { a, b } = state.doc.content.findDiffEnd(next.content);
  const overlap = Math.max(0, start - Math.min(a, b));
  a += overlap;
  b += overlap;
  const change = state.tr.replace(start, a, next.slice(start, b));
  return change.doc.eq(next) ? change : state.tr.replaceWith(0, state.doc.content.size, next.content);
}

export function editorOf(box) {
  const around = box instanceof Element ? box.closest(".prose-editor") : null;
  return around ? [...around.querySelectorAll(".ProseMirror")].map((one) => one.editor).find(Boolean) : undefined;
}

// Once the box is an editor, if it is to become one: its modules may come later than what leads into it.
export function standing(box) {
  if (!box.matches(`[${EDITOR}]`) || editorOf(box)) return null;
  return new Promise((done) => {
    box.addEventListener("prose-editor:ready", done, { once: true });
    setTimeout(done, 5000);
  });
}

function fieldOf(name, fields) {
  if (fields.includes(name)) return name;
  const owners = fields.filter((field) => name.startsWith(`${field}_`) || name.startsWith(`${field}-`));
  return owners.sort((one, other) => other.length - one.length)[0] ?? name;
}

function pairsOf(control) {
  const { name } = control;
  if (control.type === "checkbox" || control.type === "radio") return control.checked ? [{ name, value: control.value, words: "Có" }] : [];
  if (control.tagName === "SELECT") return [...control.selectedOptions].map(({ value, text }) => ({ name, value, words: value ? text : "" }));
  return [{ name, value: control.value, words: control.hasAttribute(EDITOR) ? htmlInWords(control.value) : control.value }];
}

// Of repeated rows (role and name of each person) those whose last box is empty say nothing.
function withoutBlankRows(pairs) {
  const width = new Set(pairs.map(({ name }) => name)).size;
  if (pairs.length <= width) return pairs[0] && width > 1 && !pairs.at(-1).value.trim() ? [] : pairs;
  const rows = Array.from({ length: Math.ceil(pairs.length / width) }, (_, number) => pairs.slice(number * width, (number + 1) * width));
  return rows.filter((row) => row.at(-1).value.trim()).flat();
}

function putValue(control, pair) {
  if (control.tagName !== "SELECT") {
    control.value = pair?.value ?? "";
    return;
  }
  const value = pair?.value ?? control.options[0]?.value ?? "";
  const isKnown = [...control.options].some((option) => option.value === value);
  if (!isKnown) control.add(new Option(pair.words, value)); // a list that is asked for page by page shows only its choice
  control.value = value;
}

function htmlInWords(html) {
  const page = new DOMParser().parseFromString(html.replace(BLOCK_ENDS, "$&\n"), "text/html");
  return page.body.textContent.replace(/\n{2,}/g, "\n").trim();
}

function inWords(pairs) {
  return pairs.map(({ words }) => words).filter(Boolean).join(", ");
}
