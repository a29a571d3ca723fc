// The service worker: what was visited works without a network, and nothing old stays.
//
// Files (scripts, styles, engine, Table, index of the search) come from the store, where each lies under the hash of its bytes: all of
// one version, none without having been checked. Pages come from the network first, and from the store when it fails or takes too
// long. A page names the hash of each script it loads (?v=…); where that is not ours, a newer version has been published while this worker
// was still in charge: from then on files come from the network too, until the next worker, which has fetched only what changed, takes over.
//
// Nothing that was pasted comes here: only GET requests are kept, without what follows the ? in their address, and answers of the API never.

/* global FILES: addresses with the SHA-256 of what is there; the build puts it in */
const files = FILES;
const offlinePage = "/offline/";
const patience = 3000; // ms that a page may take where there is an older copy of it
const maxPages = 300;

const stored = "files";
const visited = "pages";
const notOurs = /^\/(?:api|go|oembed|healthz)(?:\/|$)/;

const key = (path) => `${path}?sha256=${files[path]}`;
let newer = false;

self.addEventListener("install", (event) => event.waitUntil(install().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin || notOurs.test(url.pathname)) return;
  if (event.request.mode === "navigate") event.respondWith(page(event, url.pathname));
  else if (Object.hasOwn(files, url.pathname)) {
    event.respondWith(file(event.request, url));
    const language = languageOf(url.pathname);
    if (language && !kept.has(language)) event.waitUntil(keep([language]).then(() => kept.add(language), () => {}));
  }
});

// The files of another language than English ("/de/", "/page.de.js") are kept for those who use it: when its page is open, or one of them is
// asked for, all of them are fetched.
const languageOf = (path) => path.match(/^\/([a-z]{2})\/|\.([a-z]{2})\.\w+$/)?.slice(1).find(Boolean) ?? "";
const kept = new Set();

// A file that is here already, of this version or the one before, is not fetched again. One that is not what the build wrote (a host in the
// middle of publishing) ends the attempt; the browser tries again at the next visit.
async function install() {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const here = await (await caches.open(stored)).keys();
  await keep(["", ...[...pages, ...here].map(({ url }) => languageOf(new URL(url).pathname))]);
}

async function keep(languages) {
  const cache = await caches.open(stored);
  const wanted = Object.keys(files).filter((path) => languages.includes(languageOf(path)));
  await Promise.all(
    wanted.map(async (path) => {
      if (await cache.match(key(path))) return;
      const response = await fetch(path, { cache: "no-cache", credentials: "same-origin" });
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer()));
      if (!response.ok || response.redirected || hex(hash) !== files[path]) throw new Error(`${path} is not of this version`);
      await cache.put(key(path), response);
    }),
  );
}

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

async function activate() {
  const cache = await caches.open(stored);
  const wanted = new Set(Object.keys(files).map((path) => new URL(key(path), location).href));
  for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
  await self.clients.claim();
  // The page of the first visit was loaded before there was a worker.
  for (const client of await self.clients.matchAll({ type: "window" })) {
    const { pathname } = new URL(client.url);
    if (!notOurs.test(pathname)) await fetch(pathname, { cache: "force-cache" }).then((response) => remember(pathname, response), () => {});
  }
}

async function file(request, { pathname, searchParams }) {
  const version = searchParams.get("v");
  if (version && !files[pathname].startsWith(version)) newer = true;
  const ours = async () => (await caches.open(stored)).match(key(pathname));
  if (newer) return fetch(request).catch(async (error) => (await ours()) ?? Promise.reject(error));
  return (await ours()) ?? fetch(request);
}

// Without navigation preload: where the preload fails, Firefox 153 shows its own error and not what the worker answers.
async function page(event, path) {
  const network = fetch(event.request);
  event.waitUntil(network.then((response) => remember(path, response.clone())).catch(() => {}));
  const copy = await (await caches.open(visited)).match(path) ?? (Object.hasOwn(files, path) ? await (await caches.open(stored)).match(key(path)) : undefined);
  if (copy) {
    const late = new Promise((resolve) => setTimeout(resolve, patience));
    const response = await Promise.race([network.catch(() => {}), late]);
    return response && response.status < 500 ? response : copy;
  }
  return network.catch(async (error) => (await (await caches.open(stored)).match(key(offlinePage))) ?? Promise.reject(error));
}

// The newest pages that were visited. Only whole ones that are what their address says.
async function remember(path, response) {
  if (response.status !== 200 || response.type !== "basic" || response.redirected || !response.headers.get("content-type")?.startsWith("text/html")) return;
  const cache = await caches.open(visited);
  await cache.delete(path); // so that it becomes the newest
  await cache.put(path, response);
  const all = await cache.keys();
  await Promise.all(all.slice(0, Math.max(0, all.length - maxPages)).map((request) => cache.delete(request)));
}
