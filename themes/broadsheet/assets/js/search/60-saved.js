/*
 * The volumes that this browser has saved whole: their paths as in the manifest → the tags of their indexes. The page
 * of saved volumes writes the list (assets/js/offline/), the service worker answers from them.
 */

const savedBase = document.currentScript && new URL("../", document.currentScript.src).pathname;

async function savedVolumes() {
  if (!globalThis.caches || !savedBase) return new Map();
  const list = await caches.match(`${savedBase}offline/saved.json`, { cacheName: `dateline ${savedBase} saved` });
  const volumes = list ? await list.json() : {};
  return new Map(Object.entries(volumes).map(([id, volume]) => [`${id}/`, volume.index]));
}
