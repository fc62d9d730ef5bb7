// Dialogs of the editor: native ones with a heading, closed by Escape; then the caret is back in the text.
import { crel } from "django-prose-editor/editor";

let number = 0;

export function uid() {
  number += 1;
  return `soan-thao-${number}`;
}

// Shows a dialog; `closed` is called with what was given to close(), undefined where the person gave up.
export function open(editor, title, content, closed = () => {}) {
  const heading = crel("h2", { id: uid(), textContent: title });
  const dialog = crel("dialog", { className: "editor-dialog", "aria-labelledby": heading.id }, [heading, ...content]);
  let result;
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (!editor.isDestroyed) editor.view.focus();
    closed(result);
  });
  document.body.append(dialog);
  dialog.showModal();
  return { dialog, close(given) { result = given; dialog.close(); } };
}

// A small form: fields are {name, label, value, type, help, …further properties of the control}, a type "select" with
// choices as [value, words]. Gives the values by name, or undefined.
export function ask(editor, title, fields, words, ahead = []) {
  return new Promise((done) => {
    const form = crel("form", { className: "editor-form" }, [...ahead, ...fields.map(row), buttons(words, () => shown.close())]);
    const shown = open(editor, title, [form], done);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      shown.close(Object.fromEntries(fields.map(({ name }) => [name, valueOf(form.elements.namedItem(name))])));
    });
    form.querySelector("input, textarea, select")?.focus();
  });
}

export function buttons(words, giveUp) {
  const cancel = crel("button", { type: "button", textContent: "Thôi" });
  cancel.addEventListener("click", giveUp);
  return crel("p", { className: "editor-dialog-buttons" }, [crel("button", { type: "submit", className: "default", textContent: words }), cancel]);
}

function row({ name, label, value, type = "text", choices = [], help, ...more }) {
  const id = uid();
  const isInput = type !== "textarea" && type !== "select";
  const options = choices.map(([chosen, words]) => crel("option", { value: chosen, textContent: words }));
  const control = crel(isInput ? "input" : type, { id, name, ...(isInput && { type }), ...more }, options);
  if (type === "checkbox") control.checked = value;
  else control.value = value ?? "";
  const helped = help ? [crel("span", { id: `${id}-h`, className: "editor-help", textContent: help })] : [];
  if (help) control.setAttribute("aria-describedby", `${id}-h`);
  return crel("div", { className: `editor-field is-${type}` }, [crel("label", { htmlFor: id, textContent: label }), control, ...helped]);
}

function valueOf(control) {
  return control.type === "checkbox" ? control.checked : control.value.trim();
}
