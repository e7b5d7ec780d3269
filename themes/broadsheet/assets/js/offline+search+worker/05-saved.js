/*
 * Which volumes this browser has saved whole: the page of volumes writes the list, the search and the service worker
 * read it.
 */

const CACHES = `dateline ${BASE} `;
const SAVED = `${CACHES}saved`;
const SAVED_LIST = `${BASE}offline/saved.json`;

/* Saved volumes: “en/2014” → { cache, tag, index, label, articles, first, last, size, pack, lists, files }. */
function readSaved() {
  return readList(SAVED_LIST);
}

async function readList(address) {
  const list = await caches.match(address, { cacheName: SAVED });
  return list ? list.json() : {};
}
