/*
 * The shell: what every page needs, and the pages for searching and saving.
 */

const SHELL_CACHE = `${CACHES}shell ${DIGEST}`;

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
