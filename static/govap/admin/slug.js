// The same address that the server makes (govap/text.py: slugify), shown while the title is typed.
const SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g;

const apart = (text) => text.normalize("NFKD");
const withoutMarks = (text) => apart(apart(text).toUpperCase().toLowerCase()).replace(/\p{Mn}/gu, "");

export function fold(text) {
  const tidy = text.replace(INVISIBLE, "").replace(SPACES, " ");
  const bare = withoutMarks(withoutMarks(tidy)).replaceAll("đ", "d");
  return bare.trim().split(/\s+/u).join(" ");
}

export function slugify(text, maxLength = 120) {
  let slug = fold(text).replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  if (slug.length > maxLength) {
    const cut = slug.slice(0, maxLength + 1);
    const end = cut.lastIndexOf("-");
    slug = end > 0 ? cut.slice(0, end) : slug.slice(0, maxLength);
  }
  return slug.replace(/^-+|-+$/g, "") || "bai-viet";
}

const given = (title) => (title.trim() ? slugify(title) : "");

// Follows the title for as long as it is what the title gives. An address that somebody typed is left alone; one that
// readers know already has no data-slug-from.
function follow(slug) {
  const source = slug.form.elements.namedItem(slug.dataset.slugFrom);
  let title = source.value;
  source.addEventListener("input", () => {
    const isOwn = slug.value !== "" && slug.value !== given(title);
    title = source.value;
    if (!isOwn) slug.value = given(title);
  });
}

if (globalThis.document) document.querySelectorAll("input[data-slug-from]").forEach(follow);
