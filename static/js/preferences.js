// How this reader likes to read: size of the text and contrast, kept in this browser, set on <html> before anything else.
const KEY = "cach-doc";
export const SIZES = [0, 1, 2, 3]; // steps of base.css

export const preferences = { size: 0, contrast: false, ...kept() };

export function prefer(changes) {
  Object.assign(preferences, changes);
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // A browser that keeps nothing shows it on this page only.
  }
  show();
}

function kept() {
  try {
    const { size, contrast } = JSON.parse(localStorage.getItem(KEY)) ?? {};
    return { size: SIZES.includes(size) ? size : 0, contrast: contrast === true };
  } catch {
    return {};
  }
}

function show() {
  const { dataset } = document.documentElement;
  dataset.size = preferences.size;
  dataset.contrast = preferences.contrast ? "high" : "usual";
}

show();
addEventListener("storage", (event) => {
  if (event.key !== KEY) return;
  Object.assign(preferences, { size: 0, contrast: false }, kept());
  show();
});
