/*
 * Answers from what this browser has kept when the network does not.
 *
 * Four kinds of caches, whose names begin with the site's address, since another site may share its host:
 *
 *     shell DIGEST     stylesheet, scripts, icons, search engine, and the pages for searching and saving: fetched
 *                      together when this worker is installed, or not at all; again where the browser has removed it
 *     pages, files     what has been read, and what it needed: a bounded number, the oldest go first
 *     saved            one file, saved.json: which volumes are saved whole, and in which cache each is
 *     volume …         the files of one saved volume; it counts only once saved.json names it
 *
 * The network is asked first for all but search data that cannot have changed, so nothing is stale for ever. A new
 * worker waits until the pages that are open are closed (there is no skipWaiting): what they have loaded, and what
 * they may still load, stays of one piece. The list of volumes is fetched by the page that shows it.
 */
"use strict";

const SHELL = {{ page.shell | tojson(indent=2) }};
const OFFLINE = {{ page.offline | tojson }};   // the beginning of addresses → the page shown where nothing is kept
const BASE = {{ site.base | tojson }};
const SEARCH_DATA = {{ site.search_data | tojson }};

const CACHES = `dateline ${BASE} `;
const SHELL_CACHE = CACHES + "shell {{ page.digest }}";
const SAVED_LIST = `${BASE}offline/saved.json`;
const KEPT = { pages: 200, files: 400 };
const PATIENCE = 3000;          // how long the network may take where something is kept, in milliseconds
const IMPATIENCE = 30000;       // how long nothing is waited for after that
const LASTING = new Set(["image", "font", ""]);   // search data are among those without a destination
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

/* A page that was open before this worker was tells what it has read. */
addEventListener("message", (event) => {
  event.waitUntil(keepAll(event.data.pages ?? [], "pages"));
  event.waitUntil(keepAll(event.data.files ?? [], "files"));
});

/* All of the shell, as it is now and not as some cache on the way has it; and if possible the front pages. */
async function fillShell() {
  try {
    const cache = await caches.open(SHELL_CACHE);
    await cache.addAll(SHELL.map((url) => new Request(url, { cache: "no-cache" })));
  } catch (error) {
    await caches.delete(SHELL_CACHE);
    throw error;
  }
  await keepAll(Object.keys(OFFLINE), "pages");
}

let mending = null;

/* Browsers remove what is kept: whether the shell is there is asked at each page, since that costs next to nothing. */
function mendShell(event) {
  mending ??= inCache(SHELL_CACHE, SHELL[0])
    .then((found) => found || fillShell())
    .catch(() => {})
    .finally(() => (mending = null));
  event.waitUntil(mending);
}

async function deleteOldShells() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(`${CACHES}shell `) && name !== SHELL_CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function answerPage(event, url) {
  try {
    return await answer(event, url, "pages");
  } catch (error) {
    const beginning = Object.keys(OFFLINE).filter((path) => url.pathname.startsWith(path));
    const page = OFFLINE[beginning.sort((one, other) => other.length - one.length)[0]];
    const found = page && (await inCache(SHELL_CACHE, page));
    if (found) return plain(found);
    throw error;
  }
}

/*
 * Search data whose name holds a digest cannot change, and neither can what is asked for with the tag that the saved
 * volume has: these come from the volume at once. For the rest the network is asked first.
 */
async function answerSearch(event, url) {
  const [lang, name] = url.pathname.slice(SEARCH_DATA.length).split("/");
  const saved = (await savedVolumes())[`${lang}/${name}`];
  if (saved && (/\.pf_\w+$/.test(url.pathname) || url.search.includes(saved.index))) {
    const found = await inCache(saved.cache, url);
    if (found) return found;
  }
  return answer(event, url, "files", saved?.cache);
}

let waitedInVain = 0;   // when the network last took longer than its patience

/*
 * The network's answer; what is kept if there is none, or not soon. A new answer is kept among the `kind`; an old one
 * is looked for in `cacheFirst`, if that is given, before all others.
 */
async function answer(event, url, kind, cacheFirst) {
  const fetched = fetch(asked(event.request)).then((response) => {
    event.waitUntil(keep(response.clone(), url, kind).catch(() => {}));
    return response;
  });
  event.waitUntil(fetched.catch(() => {}));
  const found = await kept(url, cacheFirst);
  if (!found) return fetched;
  // The beginning of an answer is none: on a train it is often all that comes.
  const whole = fetched.then(async (response) => {
    await response.clone().blob();
    waitedInVain = 0;
    return response;
  });
  const patience = Date.now() - waitedInVain < IMPATIENCE ? 0 : PATIENCE;
  const first = await Promise.race([whole.catch(() => null), later(patience)]);
  if (first === undefined && patience) waitedInVain = Date.now();
  return first && first.status < 500 ? first : found;
}

/*
 * What is asked of the network. Where a host does not say how long its answers are good, browsers guess, for an old
 * file weeks: so pages and the theme's files are asked for again, which costs a few bytes if they are the same.
 */
function asked(request) {
  if (request.cache !== "default" || LASTING.has(request.destination)) return request;
  const { url, headers, redirect, credentials } = request;
  if (request.mode === "navigate") return new Request(url, { headers, redirect, credentials, cache: "no-cache" });
  return new Request(request, { cache: "no-cache" });
}

function later(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/* Keeps a good answer; forgets what is no longer there. Errors, parts and what came from elsewhere are not kept. */
async function keep(response, url, kind) {
  const address = url.origin + url.pathname;
  const cache = await caches.open(CACHES + kind);
  if (response.status === 404 || response.status === 410) await cache.delete(address);
  if (response.status !== 200 || response.type !== "basic" || SHELL.includes(url.pathname)) return;
  const whole = new Response(await response.blob(), { headers: response.headers });
  await cache.delete(address);   // so that it comes last, and not before all of it is here
  await cache.put(address, whole);
  const addresses = await cache.keys();
  await Promise.all(addresses.slice(0, -KEPT[kind]).map((old) => cache.delete(old)));
}

async function keepAll(addresses, kind) {
  for (const address of addresses) {
    const url = new URL(address, location.href);
    if (url.origin !== location.origin || !url.pathname.startsWith(BASE)) continue;
    await fetch(url, { cache: "force-cache" }).then((response) => keep(response, url, kind)).catch(() => {});
  }
}

/* What this browser has for an address: of the shell, as last read, or of a saved volume. */
async function kept(url, cacheFirst) {
  const volumes = Object.values(await savedVolumes()).map((volume) => volume.cache);
  const names = [SHELL_CACHE, `${CACHES}pages`, `${CACHES}files`, `${CACHES}saved`, ...volumes];
  if (cacheFirst) names.unshift(cacheFirst);
  for (const path of new Set([url.pathname, `${url.pathname}/`, url.pathname.replace(/index\.html$/, "")])) {
    const found = await Promise.all(names.map((name) => inCache(name, url.origin + path)));
    const first = found.find(Boolean);
    if (first) return plain(first);
  }
  return undefined;
}

/* Unlike `open`, this makes no cache where there is none. */
function inCache(cacheName, address) {
  return caches.match(address, { cacheName, ignoreSearch: true, ignoreVary: true });
}

/* The volumes that are saved whole, by language and name. */
async function savedVolumes() {
  const list = await inCache(`${CACHES}saved`, SAVED_LIST);
  return list ? list.json() : {};
}

/* A response that a page may be made of: browsers refuse one that a host's redirect led to. */
function plain(response) {
  if (!response.redirected) return response;
  return new Response(response.body, { status: response.status, headers: response.headers });
}
