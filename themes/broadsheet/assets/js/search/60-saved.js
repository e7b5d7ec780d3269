/*
 * The volumes that this browser has saved whole, and whether they are all there is to search.
 *
 * The service worker answers from them. It answers from what was read, too, where the network does not; so whether
 * the archive can be reached is asked with HEAD, which the worker lets pass. navigator.onLine alone does not tell: a
 * server may be gone, or be on this very machine.
 */

const SILENCE = 3000;   // ms after which an archive that says nothing cannot be reached

/* The paths of the saved volumes, as in the manifest; nothing where a browser cannot save any. */
async function savedPaths() {
  if (!globalThis.caches || globalThis.datelinePortable) return null;
  return new Set(Object.keys(await readSaved()).map((id) => `${id}/`));
}

/* Whether the server of the page at `address` answers. */
async function reachable(address) {
  try {
    const options = { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(SILENCE) };
    return (await fetch(address, options)).status < 500;
  } catch {
    return false;
  }
}

/*
 * The paths of the saved volumes, where they are all that can be searched. It is asked for before a search only of
 * readers who have saved something or whose browser says that there is no network; of others after a search `inVain`.
 */
async function onlySaved(address, inVain = false) {
  const saved = await savedPaths().catch(() => null);
  if (!saved || !(inVain || saved.size || !navigator.onLine)) return null;
  return (await reachable(address)) ? null : saved;
}
