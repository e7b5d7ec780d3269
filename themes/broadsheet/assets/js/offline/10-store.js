/*
 * Where saved volumes are kept.
 *
 * The files of a volume lie in a cache of their own, named after the volume and the tag of its pack. It counts only
 * once `saved.json` names it: a cache that this list does not know is of a volume whose saving was interrupted.
 */

const LOST_LIST = `${BASE}offline/lost.json`;
const ARTICLES = `${BASE}offline/articles.json`;
const MANIFEST = `${BASE}search/data/manifest.json`;
const TOGETHER = 32;   // files put into a cache at once

/* Someone else, in another tab, is saving this volume. */
class Busy extends Error {}

function cacheOf(id, tag) {
  return `${CACHES}volume ${id} ${tag}`;
}

/* Volumes that were saved, of which the browser has removed all or some. */
function readLost() {
  return readList(LOST_LIST);
}

/* One tab at a time lets `change` write into the two lists. */
function changeSaved(change) {
  return navigator.locks.request(SAVED, async () => {
    const [volumes, lost] = await Promise.all([readSaved(), readLost()]);
    change(volumes, lost);
    const cache = await caches.open(SAVED);
    await Promise.all([cache.put(SAVED_LIST, asJson(volumes)), cache.put(LOST_LIST, asJson(lost))]);
  });
}

/* Browsers remove what was saved, to make room or when told to: what is not there whole is no longer saved. */
async function findLost() {
  const names = new Set();
  for (const { cache, files } of Object.values(await readSaved())) {
    if (!(await isWhole(cache, files))) names.add(cache);
  }
  if (!names.size) return;
  await changeSaved((volumes, lost) => {
    for (const [id, volume] of Object.entries(volumes)) {
      if (!names.has(volume.cache)) continue;   // another tab has saved it since
      lost[id] = volume;
      delete volumes[id];
    }
  });
  await Promise.all([...names].map((name) => caches.delete(name)));
}

async function isWhole(name, files = 1) {
  if (!(await caches.has(name))) return false;
  return (await (await caches.open(name)).keys()).length >= files;
}

/* The volumes that were begun and not ended, by their ids: neither saved nor being saved. */
async function interruptedVolumes() {
  const known = new Set(Object.values(await readSaved()).map((volume) => volume.cache));
  const begun = (await caches.keys()).filter((name) => name.startsWith(`${CACHES}volume `) && !known.has(name));
  const { held } = await navigator.locks.query();
  const busy = new Set(held.map((lock) => lock.name));
  return new Set(
    begun.map((name) => name.slice(`${CACHES}volume `.length).split(" ")[0]).filter((id) => !busy.has(lockOf(id))),
  );
}

function lockOf(id) {
  return `${CACHES}saving ${id}`;
}

/*
 * Saves a volume, or a newer state of it; `progress` is told how much of it is here, from 0 to 1. The state saved
 * before serves until this one is whole.
 */
function saveVolume(id, volume, progress, signal) {
  return navigator.locks.request(lockOf(id), { ifAvailable: true }, async (lock) => {
    if (!lock) throw new Busy();
    const name = cacheOf(id, volume.tag);
    const { index, files } = await fillCache(name, volume, progress, signal);
    await keepManifest();
    const { label, articles, first, last, size, tag, pack } = volume;
    await changeSaved((volumes, lost) => {
      volumes[id] = { cache: name, tag, index, label, articles, first, last, size, pack, files };
      delete lost[id];
    });
    await deleteCaches(id, name);
  });
}

async function fillCache(name, volume, progress, signal) {
  const answer = await fetch(BASE + volume.pack, { signal, cache: "no-cache" });
  if (!answer.ok) throw new Error(`${volume.pack}: ${answer.status}`);
  const cache = await caches.open(name);
  const pack = new Pack(answer.body, (bytes) => progress(Math.min(bytes / volume.size, 1)));
  const { index, files } = await pack.header();
  let puts = [];
  for (const file of files) {
    const body = await pack.take(file.size);
    signal.throwIfAborted();
    const headers = { "Content-Type": file.type, "Content-Length": String(file.size) };
    puts.push(cache.put(BASE + file.url, new Response(body, { headers })));
    if (puts.length === TOGETHER) {
      await Promise.all(puts);
      puts = [];
    }
  }
  const articles = files.filter((file) => file.title).map(({ url, title, date }) => ({ url: BASE + url, title, date }));
  await Promise.all([...puts, cache.put(ARTICLES, asJson(articles)), forgetRead(articles)]);
  return { index, files: (await cache.keys()).length };
}

/* What was read before is older than what is saved now. */
async function forgetRead(articles) {
  const read = await caches.open(`${CACHES}pages`);
  await Promise.all(articles.map((article) => read.delete(article.url)));
}

/* The search needs the list of all indexes; its engine is among what the worker keeps for everyone. */
async function keepManifest() {
  const answer = await fetch(MANIFEST, { cache: "no-cache" });
  if (answer.ok) await (await caches.open(SAVED)).put(MANIFEST, answer);
}

async function removeVolume(id) {
  await changeSaved((volumes, lost) => {
    delete volumes[id];
    delete lost[id];
  });
  await deleteCaches(id);
}

/* Deletes every cache of a volume but the one to be kept. */
async function deleteCaches(id, kept = "") {
  const names = (await caches.keys()).filter((name) => name.startsWith(cacheOf(id, "")) && name !== kept);
  await Promise.all(names.map((name) => caches.delete(name)));
}

/* The articles of a saved volume, oldest first: { url, title, date }. */
async function savedArticles(volume) {
  const list = await caches.match(ARTICLES, { cacheName: volume.cache });
  return list ? list.json() : [];
}

function asJson(value) {
  return new Response(JSON.stringify(value), { headers: { "Content-Type": "application/json" } });
}
