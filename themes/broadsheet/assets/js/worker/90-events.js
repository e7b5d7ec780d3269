/*
 * Answers from what this browser has kept when the network does not.
 *
 * The network is asked first for all but search data that cannot have changed, so nothing is stale for ever. A new
 * worker waits until the pages that are open are closed (there is no skipWaiting): what they have loaded, and what
 * they may still load, stays of one piece. The list of volumes is fetched by the page that shows it.
 */

const FILES = new Set(["style", "script", "image", "font", "manifest", "worker"]);

addEventListener("install", (event) => {
  event.waitUntil(fillShell());
});

addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([clients.claim(), deleteOldShells()]));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || !url.pathname.startsWith(BASE)) return;
  if (request.headers.has("range")) return;
  if (request.mode === "navigate") event.respondWith(answerPage(event, url).finally(() => mendShell(event)));
  else if (url.pathname.startsWith(SEARCH_DATA)) event.respondWith(answerSearch(event, url));
  else if (FILES.has(request.destination) || url.pathname === `${BASE}offline/volumes.json`) {
    event.respondWith(answer(event, url, "files"));
  }
});

/*
 * A page asks which of its `links` are not saved, or, if it was open before this worker was, tells what it has read.
 */
addEventListener("message", (event) => {
  if (event.data.links) {
    const [port] = event.ports;
    event.waitUntil(unsavedAmong(event.data).then((unsaved) => port.postMessage(unsaved)));
    return;
  }
  event.waitUntil(keepAll(event.data.pages ?? [], "pages"));
  event.waitUntil(keepAll(event.data.files ?? [], "files"));
});
