// Lets the page of a capture open without a signal: what was last seen of it, and of its scripts and style, is kept.
// It sends nothing: that is the outbox's work, in the page.
const SHELF = "jembatan-captures-1";
const PAGE = "baru/";

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const page = new URL(PAGE, self.registration.scope);
  if (request.mode === "navigate" && new URL(request.url).pathname === page.pathname) event.respondWith(answer(request, page.href));
  else if (request.destination === "script" || request.destination === "style") event.respondWith(answer(request, request.url));
});

async function answer(request, key) {
  const shelf = await caches.open(SHELF);
  try {
    const fresh = await fetch(request);
    // A redirect leads to the sign-in page: nothing of an ended session stays.
    if (fresh.type === "opaqueredirect" || fresh.redirected) await shelf.delete(key);
    else if (fresh.ok) await shelf.put(key, fresh.clone());
    return fresh;
  } catch (error) {
    const kept = await shelf.match(key);
    if (kept) return kept;
    throw error;
  }
}
