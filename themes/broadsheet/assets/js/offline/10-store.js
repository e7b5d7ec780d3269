/*
 * Where saved volumes are kept, and the lists that lead to their articles.
 *
 * The files of a pack lie in a cache of their own, named after its kind, its name and its tag. It counts only once
 * `saved.json`, or `lists.json`, names it: a cache that neither of them knows is of a pack whose saving was
 * interrupted. Volumes share lists, such as the front page and the pages of tags: these are saved before the first
 * volume, refreshed with every volume that is saved after them, and removed with the last that needs them. A volume
 * may have packs of pictures and documents for itself: to all of this, they are lists that no other volume needs.
 */

const LOST_LIST = `${BASE}offline/lost.json`;
const ARTICLES = `${BASE}offline/articles.json`;
const MANIFEST = `${BASE}search/data/manifest.json`;
const FORMAT = 2;      // of packs
const TOGETHER = 32;   // files put into a cache at once

/* Someone else, in another tab, is saving this volume. */
class Busy extends Error {}

let tabs = null;

/* Tells the other tabs of this browser that something is saved, being saved, or removed. */
function tellTabs() {
  tabs?.postMessage("changed");
}

/* `heard` is called when another tab tells so. */
function listenToTabs(heard) {
  tabs = new BroadcastChannel(SAVED);
  tabs.addEventListener("message", heard);
}

function cacheOf(kind, id, tag) {
  return `${CACHES}${kind} ${id} ${tag}`;
}

function lockOf(kind, id) {
  return `${CACHES}saving ${kind} ${id}`;
}

/* The caches of packs: { name, arriving, kind, id, tag }, where what is `arriving` is not unpacked. */
async function packCaches() {
  const names = (await caches.keys()).filter((name) => name.startsWith(CACHES));
  return names.flatMap((name) => {
    const parts = /^(arriving )?(volume|lists) (\S+) (\S+)$/.exec(name.slice(CACHES.length));
    return parts ? [{ name, arriving: Boolean(parts[1]), kind: parts[2], id: parts[3], tag: parts[4] }] : [];
  });
}

/*
 * What this browser has: { saved, lost, lists, interrupted, busy }. `lost` are volumes that were saved, of which the
 * browser has removed all or some; `interrupted` those that were begun and not ended, `busy` those that are being
 * saved, by their ids.
 */
async function readLibrary() {
  const [saved, lost, lists] = await Promise.all([readSaved(), readList(LOST_LIST), readLists()]);
  const locks = await heldLocks();
  const begun = (await packCaches()).filter(({ arriving, kind }) => arriving && kind === "volume").map(({ id }) => id);
  const busy = new Set(begun.filter((id) => locks.has(lockOf("volume", id))));
  const interrupted = new Set(begun.filter((id) => !busy.has(id)));
  return { saved, lost, lists, interrupted, busy };
}

async function heldLocks() {
  const { held } = await navigator.locks.query();
  return new Set(held.map((lock) => lock.name));
}

/* One tab at a time lets `change` write into the lists of what is saved. */
async function changeSaved(change) {
  await navigator.locks.request(SAVED, async () => {
    const [volumes, lost, lists] = await Promise.all([readSaved(), readList(LOST_LIST), readLists()]);
    change(volumes, lost, lists);
    const cache = await caches.open(SAVED);
    await Promise.all([
      cache.put(SAVED_LIST, asJson(volumes)),
      cache.put(LOST_LIST, asJson(lost)),
      cache.put(LISTS_LIST, asJson(lists)),
    ]);
  });
  tellTabs();
}

/* Browsers remove what was saved, to make room or when told to: what is not there whole is no longer saved. */
async function findLost() {
  const names = new Set();
  for (const { cache, files } of [...Object.values(await readSaved()), ...Object.values(await readLists())]) {
    if (!(await isWhole(cache, files))) names.add(cache);
  }
  if (!names.size) return;
  await changeSaved((volumes, lost, lists) => {
    for (const [id, volume] of Object.entries(volumes)) {
      if (!names.has(volume.cache)) continue;   // another tab has saved it since
      lost[id] = volume;
      delete volumes[id];
    }
    for (const [id, list] of Object.entries(lists)) if (names.has(list.cache)) delete lists[id];
  });
  await sweep();
}

async function isWhole(name, files = 1) {
  if (!(await caches.has(name))) return false;
  return (await (await caches.open(name)).keys()).length >= files;
}

/*
 * Saves a volume, or a newer state of it, and of the packs of `lists` those that are not here; `progress` is told how
 * many bytes have arrived. The state saved before serves until this one is whole.
 */
async function saveVolume(id, volume, lists, progress, signal) {
  await navigator.locks.request(lockOf("volume", id), { ifAvailable: true }, async (lock) => {
    if (!lock) throw new Busy();
    // From now on this volume is one that was begun.
    await caches.open(cacheOf("arriving volume", id, volume.tag));
    tellTabs();
    const after = (before) => (bytes) => progress(before + bytes);
    let before = 0;
    for (const list of lists) before += await saveLists(list, after(before), signal);
    const saved = (await readSaved())[id];
    const name = cacheOf("volume", id, volume.tag);
    const whole = saved?.tag === volume.tag ? saved : await fillCache("volume", id, volume, after(before), signal);
    await keepManifest();
    const { label, articles, first, last, size, tag, pack } = volume;
    await changeSaved((volumes, lost, kept) => {
      const { index, files } = whole;
      const needed = lists.map((list) => list.id);
      volumes[id] = { cache: name, tag, index, label, articles, first, last, size, pack, lists: needed, files };
      delete lost[id];
      dropUnneeded(volumes, kept);
    });
    await caches.delete(cacheOf("arriving volume", id, volume.tag));
  }).finally(tellTabs);
  await sweep();
}

/* Saves a pack of lists, unless it is here in this state; says how many bytes had to come. */
function saveLists(list, progress, signal) {
  return navigator.locks.request(lockOf("lists", list.id), { signal }, async () => {
    if ((await readLists())[list.id]?.tag === list.tag) return 0;
    const { files } = await fillCache("lists", list.id, list, progress, signal);
    await changeSaved((volumes, lost, lists) => {
      const { tag, size } = list;
      lists[list.id] = { cache: cacheOf("lists", list.id, tag), tag, size, files };
    });
    await caches.delete(cacheOf("arriving lists", list.id, list.tag));
    return list.size;
  });
}

async function fillCache(kind, id, pack, progress, signal) {
  const arrival = new Arrival(cacheOf(`arriving ${kind}`, id, pack.tag), pack, signal);
  try {
    return await unpack(cacheOf(kind, id, pack.tag), new Pack(arrival.stream(), progress), signal);
  } catch (error) {
    await arrival.end();
    if (!arrival.isCutOff && !signal.aborted && error.name !== "QuotaExceededError") await arrival.forget();
    throw error;
  }
}

async function unpack(name, pack, signal) {
  const cache = await caches.open(name);
  const { format, index, files } = await pack.header();
  if (format !== FORMAT) throw new Error(`This page cannot read packs of format ${format}.`);
  let puts = [];
  for (const file of files) {
    const body = await pack.file(file);
    signal.throwIfAborted();
    const headers = { "Content-Type": file.type, "Content-Length": String(file.size) };
    const put = cache.put(BASE + file.url, new Response(body, { headers }));
    put.catch(() => {});   // it is waited for below, unless something else fails first
    puts.push(put);
    if (puts.length === TOGETHER) {
      await Promise.all(puts);
      puts = [];
    }
  }
  const articles = files.filter((file) => file.title).map(({ url, title, date }) => ({ url: BASE + url, title, date }));
  await Promise.all([...puts, cache.put(ARTICLES, asJson(articles)), forgetRead(files)]);
  return { index, files: (await cache.keys()).length };
}

/* What was read before is older than what is saved now. */
async function forgetRead(files) {
  const read = await caches.open(`${CACHES}pages`);
  const known = new Set((await read.keys()).map((request) => new URL(request.url).pathname));
  const older = files.map((file) => BASE + file.url).filter((path) => known.has(path));
  await Promise.all(older.map((path) => read.delete(path)));
}

/* The search needs the list of all indexes; its engine is among what the worker keeps for everyone. */
async function keepManifest() {
  const answer = await fetch(MANIFEST, { cache: "no-cache" });
  if (answer.ok) await (await caches.open(SAVED)).put(MANIFEST, answer);
}

/* Removes volumes, with the lists that no other saved volume needs. */
async function removeVolumes(ids) {
  await changeSaved((volumes, lost, lists) => {
    for (const id of ids) {
      delete volumes[id];
      delete lost[id];
    }
    dropUnneeded(volumes, lists);
  });
  const lists = await readLists();
  await forgetArriving(({ kind, id }) => ids.includes(id) || (kind === "lists" && !lists[id]));
  await sweep();
}

/* Forgets the lists that no saved volume needs. */
function dropUnneeded(volumes, lists) {
  const needed = new Set(Object.values(volumes).flatMap((volume) => volume.lists ?? []));
  for (const id of Object.keys(lists)) if (!needed.has(id)) delete lists[id];
}

/* Deletes what has arrived of those packs for which `unwanted` is true, unless they are being saved. */
async function forgetArriving(unwanted) {
  const locks = await heldLocks();
  const names = (await packCaches()).filter((each) => each.arriving && !locks.has(lockOf(each.kind, each.id)) && unwanted(each));
  await Promise.all(names.map(({ name }) => caches.delete(name)));
  tellTabs();
}

/* Deletes the caches of volumes and lists that are neither saved nor being saved. */
async function sweep() {
  const [volumes, lists, locks] = await Promise.all([readSaved(), readLists(), heldLocks()]);
  const known = new Set([...Object.values(volumes), ...Object.values(lists)].map(({ cache }) => cache));
  const idle = ({ name, arriving, kind, id }) => !arriving && !known.has(name) && !locks.has(lockOf(kind, id));
  const names = (await packCaches()).filter(idle);
  await Promise.all(names.map(({ name }) => caches.delete(name)));
}

/* The articles of a saved volume, oldest first: { url, title, date }. */
async function savedArticles(volume) {
  const list = await caches.match(ARTICLES, { cacheName: volume.cache });
  return list ? list.json() : [];
}

function asJson(value) {
  return new Response(JSON.stringify(value), { headers: { "Content-Type": "application/json" } });
}
