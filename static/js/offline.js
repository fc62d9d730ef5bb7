// After everything else: whoever reads one page alone pays nothing for it while reading.
addEventListener("load", () => navigator.serviceWorker?.register("/worker.js").catch(() => {}));
