// What the library and the site know of an item, asked for once a page; what a body names is asked for together.
const ADDRESS = "/admin/chon/";
const AT_ONCE = 20;
const known = new Map(); // "album 3" → promise of the item, null of one that is gone
const due = new Map(); // kind → {id: what to call with the item}

export async function search(kind, parameters, signal) {
  const answer = await fetch(`${ADDRESS}${kind}/?${new URLSearchParams(parameters)}`, { signal });
  const isJson = answer.headers.get("Content-Type")?.startsWith("application/json"); // the login page is not
  const said = isJson ? await answer.json() : {};
  if (!answer.ok || !said.items) throw new Error(said.error ?? "Phiên đăng nhập đã hết: xin đăng nhập lại ở một thẻ khác.");
  return said;
}

export function card(kind, id) {
  const key = `${kind} ${id}`;
  if (!known.has(key)) known.set(key, new Promise((done) => { wait(kind, id, done); }));
  return known.get(key);
}

export function remember(kind, item) {
  known.set(`${kind} ${item.id}`, Promise.resolve(item));
}

function wait(kind, id, done) {
  if (!due.has(kind)) {
    due.set(kind, new Map());
    setTimeout(() => { askAll(kind); });
  }
  due.get(kind).set(String(id), done);
}

function askAll(kind) {
  const waiting = [...due.get(kind)];
  due.delete(kind);
  for (let at = 0; at < waiting.length; at += AT_ONCE) ask(kind, waiting.slice(at, at + AT_ONCE));
}

async function ask(kind, waiting) {
  const items = new Map();
  try {
    const { items: found } = await search(kind, waiting.map(([id]) => ["id", id]));
    for (const item of found) items.set(String(item.id), item);
  } catch {
    for (const [id] of waiting) known.delete(`${kind} ${id}`); // another time, perhaps
  }
  for (const [id, done] of waiting) done(items.get(id) ?? null);
}
