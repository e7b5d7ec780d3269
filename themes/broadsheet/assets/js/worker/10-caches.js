/*
 * What is kept, in several kinds of caches, whose names begin with the site's address, since another site may share its
 * host:
 *
 *     shell DIGEST     stylesheet, scripts, icons, search engine, and the pages for searching and saving: fetched
 *                      together when this worker is installed, or not at all; again where the browser has removed it
 *     pages, files     what has been read, and what it needed: a bounded number, the oldest go first
 *     saved            saved.json and lists.json: what is saved whole, and in which cache each of it is
 *     volume …         the files of one saved volume; it counts only once saved.json names it
 *     lists …          lists that saved volumes share; they count only once lists.json names them
 *     arriving …       what of a volume, or of lists, has been downloaded so far
 */

const KEPT = { pages: 200, files: 400 };

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
  const names = [SHELL_CACHE, `${CACHES}pages`, `${CACHES}files`, SAVED, ...(await savedCaches())];
  if (cacheFirst) names.unshift(cacheFirst);
  for (const path of ways(url.pathname)) {
    const found = await Promise.all(names.map((name) => inCache(name, url.origin + path)));
    const first = found.find(Boolean);
    if (first) return plain(first);
  }
  return undefined;
}

/* The paths under which the page at a path may be kept. */
function ways(path) {
  return [...new Set([path, `${path}/`, path.replace(/index\.html$/, "")])];
}

/* The caches of saved volumes and lists. */
async function savedCaches() {
  const [volumes, lists] = await Promise.all([readSaved(), readLists()]);
  return [...Object.values(lists), ...Object.values(volumes)].map(({ cache }) => cache);
}

/* Unlike `open`, this makes no cache where there is none. */
function inCache(cacheName, address) {
  return caches.match(address, { cacheName, ignoreSearch: true, ignoreVary: true });
}

/* A response that a page may be made of: browsers refuse one that a host's redirect led to. */
function plain(response) {
  if (!response.redirected) return response;
  return new Response(response.body, { status: response.status, headers: response.headers });
}
