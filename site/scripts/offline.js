// Starts the service worker (worker/sw.js), which makes the site work without a network. Late, so that it takes nothing from what the reader is
// waiting for, and not where somebody saves data: it fetches the whole decoder.
const delay = 5000; // ms after the page is there

if ("serviceWorker" in navigator && window.top === window && !navigator.connection?.saveData) {
  if (document.readyState === "complete") later();
  else addEventListener("load", later);
}

function later() {
  setTimeout(() => {
    navigator.serviceWorker.register(trusted("/sw.js"), { updateViaCache: "none" }).catch(() => {}); // a browser that keeps nothing: the site works as before
  }, delay);
}

// Where the page demands Trusted Types, a worker's address must come from a policy. This one lets nothing else through.
function trusted(address) {
  if (!globalThis.trustedTypes) return address;
  return trustedTypes.createPolicy("whybounced-offline", { createScriptURL: (url) => (url === "/sw.js" ? url : "") }).createScriptURL(address);
}
