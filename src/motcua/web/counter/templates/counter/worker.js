// Version {{ version }}. The counter's service worker: what the network does not give, the machine does.
// It keeps scripts, styles and empty pages only; the queue is not its business, so a newer version loses nothing.
"use strict";
const FILES = [{% for each in files %}"{{ each }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const STORE = "quay-files-{{ version }}";
const START = "{{ start }}";
const PATIENCE = 8000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(STORE).then((store) => store.addAll(FILES)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => name.startsWith("quay-files-") && name !== STORE);
  event.waitUntil(
    caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))).then(() => self.clients.claim()),
  );
});

const file = async (request) => {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) (await caches.open(STORE)).put(request, answer.clone()).catch(() => {});
  return answer;
};
const kept = async (path) => {
  const receiving = path.match(/^\/quay\/nhan\/([^/]+)\/$/);
  return (
    (await caches.match(path)) ??
    (receiving && (await caches.match(`${START}nhan/${receiving[1]}/`))) ??
    (await caches.match(START)) ??
    Response.error()
  );
};
// Only what is read is asked with a time limit: what is sent may have arrived though its answer did not.
const page = async (request) => {
  const path = new URL(request.url).pathname;
  try {
    const options = request.method === "GET" ? { signal: AbortSignal.timeout(PATIENCE) } : {};
    const answer = await fetch(request, options);
    return [502, 503, 504].includes(answer.status) ? await kept(path) : answer;
  } catch {
    return kept(path);
  }
};
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && url.pathname.startsWith("/quay/")) event.respondWith(page(event.request));
  else if (event.request.method === "GET" && url.pathname.startsWith("{% get_static_prefix %}")) event.respondWith(file(event.request));
});
