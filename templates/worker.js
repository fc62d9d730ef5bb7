{% load static %}// A page that cannot be fetched is answered by the offline page. Nothing else is kept or answered here: every page that
// people read is one request to the server, so that each is counted once.
const ASIDE = "{% url 'offline' %}";
const LOOKS = ["/static/css/tokens.css", "/static/css/base.css", "/static/css/layout.css", "/static/css/parts.css"];
// Named by what lies in it: other looks are another store.
const STORE = "ngoai-tuyen {% static 'css/tokens.css' %} {% static 'css/base.css' %} {% static 'css/layout.css' %} {% static 'css/parts.css' %}";

async function fill() {
  const store = await caches.open(STORE);
  await store.addAll([ASIDE, ...LOOKS]);
}

async function tidy() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== STORE).map((name) => caches.delete(name)));
}

function ours(request) {
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return null;
  if (request.mode === "navigate") return ASIDE;
  return LOOKS.includes(pathname) ? pathname : null;
}

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", (event) => {
  const instead = ours(event.request);
  if (!instead) return;
  event.respondWith(fetch(event.request).catch(async () => (await caches.match(instead)) ?? Response.error()));
});
