// Suggestions under a search field, after the combobox pattern of the ARIA Authoring Practices: arrows choose, Enter
// goes there, Escape closes. Without this the form just searches.
const PAUSE = 200;

function option(id, entry) {
  const row = document.createElement("li");
  row.id = id;
  row.role = "option";
  row.dataset.url = entry.url;
  row.textContent = entry.text;
  if (entry.kind) {
    const kind = document.createElement("span");
    kind.className = "suggestion-kind";
    kind.textContent = entry.kind;
    row.prepend(kind, " ");
  }
  return row;
}

function suggest(form) {
  const field = form.elements.namedItem("q");
  const list = document.createElement("ul");
  let waiting, running, chosen = -1;
  list.className = "suggestions";
  list.id = `${field.id}-goi-y`;
  list.role = "listbox";
  list.setAttribute("aria-label", "Gợi ý");
  list.hidden = true;
  form.append(list);
  field.role = "combobox";
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");

  function choose(index) {
    chosen = index;
    [...list.children].forEach((row, place) => row.setAttribute("aria-selected", String(place === chosen)));
    if (chosen < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", list.children[chosen].id);
  }

  function show(entries) {
    list.replaceChildren(...entries.map((entry, place) => option(`${list.id}-${place}`, entry)));
    list.hidden = entries.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
    choose(-1);
  }

  async function ask() {
    running?.abort();
    running = new AbortController();
    const typed = field.value.trim();
    if (typed.length < 2) return show([]);
    try {
      const response = await fetch(`${form.dataset.suggest}?${new URLSearchParams({ q: typed })}`, { signal: running.signal });
      const { titles, places } = await response.json();
      if (document.activeElement === field) show([...places, ...titles]);
    } catch {
      // Another letter came, or there is no connection: what is shown stays.
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  field.addEventListener("blur", () => show([]));
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const row = event.target.closest("[role=option]");
    if (row) location.assign(row.dataset.url);
  });
  field.addEventListener("keydown", (event) => {
    const last = list.children.length - 1;
    if (list.hidden) return;
    if (event.key === "ArrowDown") choose(chosen < last ? chosen + 1 : -1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? last : chosen - 1);
    else if (event.key === "Escape") show([]);
    else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.url);
    else return;
    event.preventDefault();
  });
}

document.querySelectorAll("form[data-suggest]").forEach(suggest);
