// What somebody types or pastes as the address of a link, as it is written into the link; "" where it is none.
const MAIL = /^[^\s@/:]+@[^\s@/:]+\.[a-z]{2,}$/i;
const PHONE = /^\+?[0-9][0-9 .()-]{6,18}[0-9]$/;
const HOST = /^([a-z0-9-]+\.)+[a-z]{2,}(:[0-9]+)?(\/\S*)?$/i;
const OTHER = /^(mailto:[^\s@]+@[^\s@]+|tel:\+?[0-9][0-9 .()-]+)$/i;

export function addressOf(typed) {
  const text = typed.trim();
  if (/^\/(?!\/)\S*$/.test(text) || OTHER.test(text)) return text;
  if (/^https?:\/\//i.test(text)) return ofUrl(text);
  if (MAIL.test(text)) return `mailto:${text}`;
  if (PHONE.test(text)) return `tel:${text.replace(/[^+0-9]/g, "")}`;
  return HOST.test(text) ? ofUrl(`https://${text}`) : "";
}

// A page of our own by its path, so that it goes with the site to another name.
function ofUrl(text) {
  if (/\s/.test(text) || !URL.canParse(text)) return "";
  const { origin, pathname, search, hash } = new URL(text);
  return origin === location.origin ? pathname + search + hash : text;
}
