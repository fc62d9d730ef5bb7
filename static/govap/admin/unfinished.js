// What this browser began to send and did not finish, by the SHA-256 of the file: {digest: {key, name, at}}.
const PLACE = "govap-tai-do";
const KEPT = 2 * 24 * 60 * 60 * 1000; // as long as the server keeps the parts

function read() {
  try {
    const all = Object.entries(JSON.parse(localStorage.getItem(PLACE)) ?? {});
    return Object.fromEntries(all.filter(([, one]) => Date.now() - one.at < KEPT));
  } catch {
    return {};
  }
}

function write(all) {
  try {
    localStorage.setItem(PLACE, JSON.stringify(all));
  } catch { /* full or forbidden: then a reload begins anew */ }
}

export function begun(source) {
  return read()[source]?.key;
}

export function remember(source, key, name) {
  if (source) write({ ...read(), [source]: { key, name, at: Date.now() } });
}

export function forget(source) {
  const { [source]: gone, ...others } = read();
  if (gone) write(others);
}

export function unfinished() {
  return Object.values(read()).map(({ name }) => name);
}

export function forgetAll() {
  write({});
}
