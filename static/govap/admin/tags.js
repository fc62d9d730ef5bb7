// Completes the tag that is being typed, between commas; keys as in the ARIA pattern of an editable combobox.
const WAIT = 150;

function complete(input) {
  const list = document.createElement("ul");
  Object.assign(list, { id: `${input.id}_goi_y`, className: "suggestions", hidden: true, role: "listbox" });
  list.setAttribute("aria-label", "Thẻ đã có");
  input.after(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false", autocomplete: "off" })) {
    input.setAttribute(name, value);
  }
  let timer = 0;
  let asked = 0;

  const typed = () => input.value.split(/[,;]/).at(-1).trim();
  const active = () => list.querySelector("[aria-selected=true]");

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(option) {
    const kept = input.value.split(/[,;]/).slice(0, -1).map((name) => name.trim()).filter(Boolean);
    input.value = [...kept, option.textContent].join(", ") + ", ";
    close();
    input.focus();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function mark(option) {
    active()?.setAttribute("aria-selected", "false");
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function show(names) {
    list.replaceChildren(...names.map((name, number) => {
      const option = document.createElement("li");
      Object.assign(option, { id: `${list.id}_${number}`, role: "option", textContent: name });
      option.setAttribute("aria-selected", "false");
      option.addEventListener("mousedown", (event) => { event.preventDefault(); choose(option); });
      return option;
    }));
    list.hidden = names.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  async function ask() {
    const number = ++asked;
    if (!typed()) return close();
    const address = new URL(input.dataset.tagsUrl, location.href);
    address.searchParams.set("q", typed());
    const answer = await fetch(address).catch(() => null);
    if (number === asked && answer?.ok) show((await answer.json()).tags);
  }

  function move(step) {
    const options = [...list.children];
    const at = options.indexOf(active());
    mark(options.at((at + step + (at < 0 && step < 0 ? 1 : 0)) % options.length));
  }

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && active()) choose(active());
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
}

document.querySelectorAll("input[data-tags-url]").forEach(complete);
