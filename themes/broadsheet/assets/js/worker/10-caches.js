/*
 * What is kept, in four kinds of caches, whose names begin with the site's address, since another site may share its
 * host:
 *
 *     shell DIGEST     stylesheet, scripts, icons, search engine, and the pages for searching and saving: fetched
 *                      together when this worker is installed, or not at all; again where the browser has removed it
 *     pages, files     what has been read, and what it needed: a bounded number, the oldest go first
 *     saved            one file, saved.json: which volumes are saved whole, and in which cache each is
 *     volume …         the files of one saved volume; it counts only once saved.json names it
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
  const volumes = Object.values(await readSaved()).map((volume) => volume.cache);
  const names = [SHELL_CACHE, `${CACHES}pages`, `${CACHES}files`, SAVED, ...volumes];
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

/* A response that a page may be made of: browsers refuse one that a host's redirect led to. */
function plain(response) {
  if (!response.redirected) return response;
  return new Response(response.body, { status: response.status, headers: response.headers });
}
