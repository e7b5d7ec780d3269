/*
 * Which of the links of a page lead to what this browser has, for a page that is read without the archive's server.
 */

let isCutOff = false;   // whether the server did not answer, or not soon, when a page was last asked for

/* The paths of all that is kept; those of a cache that cannot change any more are read once. */
async function keptPaths() {
  const names = await savedCaches();
  const found = await Promise.all([...names, `${CACHES}pages`, `${CACHES}files`, SHELL_CACHE].map(pathsIn));
  for (const name of unchanging.keys()) if (!names.includes(name)) unchanging.delete(name);
  return new Set(found.flat());
}

const unchanging = new Map();   // name of the cache of a volume, or of lists → promise of its paths

function pathsIn(name) {
  if (!unchanging.has(name)) {
    const paths = caches.has(name).then(async (is) => (is ? (await caches.open(name)).keys() : []))
      .then((requests) => requests.map((request) => new URL(request.url).pathname));
    if (!/ (?:volume|lists) \S+ \S+$/.test(name)) return paths;
    unchanging.set(name, paths);
  }
  return unchanging.get(name);
}

/*
 * Those of `links`, which are paths, that are not kept; null where the archive can be reached. The page tells whether
 * the browser has no network, or has one again.
 */
async function unsavedAmong({ links, isOffline, isBack }) {
  if (isBack) isCutOff = false;
  if (!isCutOff && !isOffline) return null;
  const paths = await keptPaths();
  return links.filter((path) => !ways(path).some((way) => paths.has(way)));
}
