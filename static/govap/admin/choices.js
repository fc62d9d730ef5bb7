// The lists that are asked for page by page (select2) have no name of their own for a screen reader: they take their label's.
globalThis.django?.jQuery?.(() => {
  for (const box of document.querySelectorAll("select.admin-autocomplete")) {
    const shown = box.parentElement.querySelector(".select2-selection__rendered");
    const label = box.labels?.[0]?.textContent.replace(/:\s*$/, "").trim();
    if (shown && label) shown.setAttribute("aria-label", label);
  }
});
