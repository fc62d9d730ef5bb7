// Counts a page that is really open. The server counts what it hands out, but not what a browser fetches ahead of its
// reader, and it hears nothing when that is opened. Behind a cache of others it hears of no page: there, all are told.
const { viewed, countBy } = document.body.dataset;
const [arrival] = performance.getEntriesByType("navigation");
const isAhead = document.prerendering || arrival?.activationStart > 0 || arrival?.deliveryType === "navigational-prefetch";
const tell = () => navigator.sendBeacon("/luot-xem/", viewed);

if (viewed !== undefined && (countBy === "beacon" || isAhead)) {
  if (document.prerendering) document.addEventListener("prerenderingchange", tell, { once: true });
  else tell();
}
