// Names: of this tab, the same after a reload; and of this opening of a form. A name is held for as long as the page
// lives, so that a copied tab gets one of its own and what a living page is about to save is not offered elsewhere.
const NAME = "govap-tab";

export const newName = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");

export async function tabName() {
  const name = sessionStorage.getItem(NAME) ?? newName();
  const own = (await hold(name)) ? name : newName();
  sessionStorage.setItem(NAME, own);
  return own;
}

// False where another page holds it.
export function hold(name) {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((answer) => {
    navigator.locks.request(`govap-${name}`, { ifAvailable: true }, (lock) => {
      answer(lock !== null);
      return lock && new Promise(() => {});
    });
  });
}

export async function heldNames() {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return new Set(held.map(({ name }) => name.replace(/^govap-/, "")));
}
