// Answers for the patient's app without a connection: with one page that says so. Nothing else is kept here, no answer
// of the API or of a release node and no page of a record: what a record holds lies in no cache.
const CACHE = 'custodia-patient-1';
const OFFLINE = '/offline';

/** Fetches the page anew, in the language that was chosen last. */
async function keepOfflinePage() {
  const cache = await caches.open(CACHE);
  await cache.add(new Request(OFFLINE, { cache: 'reload' }));
}

async function dropOlderCaches() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
}

async function fromNetwork(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const page = await caches.match(OFFLINE);
    if (page) return page;
    throw error;
  }
}

self.addEventListener('install', (event) => {
  event.waitUntil(keepOfflinePage().then(() => self.skipWaiting()));
});
self.addEventListener('activate', (event) => {
  event.waitUntil(dropOlderCaches().then(() => self.clients.claim()));
});
self.addEventListener('message', (event) => {
  if (event.data === 'language') event.waitUntil(keepOfflinePage());
});
self.addEventListener('fetch', (event) => {
  if (event.request.mode === 'navigate') event.respondWith(fromNetwork(event.request));
});
