// Answers for the patient's app without a connection: with one page that says so. And shows that there is something new,
// when it is woken: with the same words each time, since a push has no content. Nothing but the page and these words is
// kept here, no answer of the API or of a release node and no page of a record: what a record holds lies in no cache.
const CACHE = 'custodia-patient-1';
const OFFLINE = '/offline';
const WORDS = '/patient/notice-words';
/** Where the kept ones were cleared away. */
const FIRST_WORDS = {
  title: 'Custodia',
  body: 'There is something new about your record. Open Custodia to see it.',
  lang: 'en',
};

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

/** Of the language that was chosen last. */
async function keepWords(words) {
  const cache = await caches.open(CACHE);
  await cache.put(WORDS, new Response(JSON.stringify(words)));
}

async function tell() {
  const kept = await caches.match(WORDS);
  const { title, body, lang } = kept ? await kept.json() : FIRST_WORDS;
  // One tag: a later one takes the place of the one before, and makes itself heard.
  await self.registration.showNotification(title, {
    body,
    lang,
    tag: 'record',
    renotify: true,
    icon: '/icons/record-192.png',
  });
}

async function openApp() {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const open = windows.find(({ url }) => /^\/patient(\/|$)/.test(new URL(url).pathname));
  // It may hold an opened record: it comes to the front as it is. The first screen shows what is new.
  return open ? open.focus() : self.clients.openWindow('/patient');
}

self.addEventListener('install', (event) => {
  event.waitUntil(keepOfflinePage().then(() => self.skipWaiting()));
});
self.addEventListener('activate', (event) => {
  event.waitUntil(dropOlderCaches().then(() => self.clients.claim()));
});
self.addEventListener('message', (event) => {
  if (event.data === 'language') event.waitUntil(keepOfflinePage());
  if (event.data.words) event.waitUntil(keepWords(event.data.words));
});
self.addEventListener('push', (event) => {
  event.waitUntil(tell());
});
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openApp());
});
self.addEventListener('fetch', (event) => {
  if (event.request.mode === 'navigate') event.respondWith(fromNetwork(event.request));
});
