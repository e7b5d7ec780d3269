/*
 * The page of volumes to save.
 *
 *     <saved-volumes data-list="/archive/offline/volumes.json" data-here="/archive/offline/" data-save="Save {volume}" …>
 *       <section class="offline-lost" hidden>…<code></code>…<button>Try again</button></section>
 *       <p class="offline-status" role="status"></p>
 *       <div class="offline-volumes"></div>
 *       <p class="offline-room"></p>
 *       <p class="offline-fallback">…</p>   shown where this script does not run
 *     </saved-volumes>
 *
 * The service worker shows this page in the place of one that is not saved, under that one's address.
 * `data-status` on the element is one of loading, ready, unsupported. A worker that takes long to start still makes it ready.
 */

const MANY = 40;   // with more volumes than this, only the newest decade is open
const PATIENCE = 5000;   // how long the worker may take before this page says that there is none, in milliseconds

class SavedVolumes extends HTMLElement {
  #words = new Words(this);
  #language = document.documentElement.lang;
  #status = this.querySelector("[role=status]");
  #room = this.querySelector(".offline-room");
  #list = this.querySelector(".offline-volumes");
  #all = [];           // the rows of all volumes
  #rows = [];          // those of this language
  #everything = null;
  #years = [];         // the buttons that save a whole year: { item, rows }
  #asked = null;       // the browser's answer, whether it will keep what is saved

  async connectedCallback() {
    this.#showLost();
    this.#say("loading", "loading");
    const late = setTimeout(() => this.#say("unsupported", "no-worker"), PATIENCE);
    try {
      await startWorker();
      clearTimeout(late);
      await this.#load();
      this.dataset.status = "ready";
    } catch (error) {
      clearTimeout(late);
      console.warn(error);
      this.#say("unsupported", reasonOf(error));
    }
  }

  /* Whether this page stands in for another, under that one's address. */
  get #standsIn() {
    const here = new URL(this.dataset.here, location.href).pathname;
    return ![here, `${here}index.html`, here.slice(0, -1)].includes(location.pathname);
  }

  /* Says for which page this one stands in. */
  #showLost() {
    if (!this.#standsIn) return;
    const lost = this.querySelector(".offline-lost");
    lost.hidden = false;
    lost.querySelector("code").textContent = readable(location.pathname);
    lost.querySelector("button").addEventListener("click", () => location.reload());
    // The worker tells when the page has come after all.
    navigator.serviceWorker?.addEventListener("message", ({ data }) => data.arrived && location.reload());
    navigator.serviceWorker?.startMessages();
    document.title = lost.querySelector("h2").textContent;
  }

  async #load() {
    await findLost();
    if (this.#standsIn) this.#showRows(null, await readLibrary());
    const listed = await this.#fetchList();
    if (listed) await forgetOld(listed);
    const library = await readLibrary();
    this.#showRows(listed, library);
    const onSite = this.#all.filter((row) => row.isOnSite);
    if (listed && !this.#standsIn && onSite.length > 1) {
      this.#everything = new Everything(this.#words, onSite, library, (words) => this.#changed(words));
      this.#list.before(this.#everything.element);
    }
    if (!this.#rows.length && listed) this.#say("ready", "no-volumes");
    listenToTabs(() => this.#update());
    await this.#showRoom();
  }

  /* The volumes that the site has and the lists that they share, by language; null where it does not say. */
  async #fetchList() {
    // In the place of a page that has not come, little is to be expected.
    const patience = this.#standsIn ? PATIENCE / 2 : 2 * PATIENCE;
    try {
      const answer = await fetch(this.dataset.list, { cache: "no-cache", signal: AbortSignal.timeout(patience) });
      if (!answer.ok && answer.status !== 404) throw new Error(`${this.dataset.list}: ${answer.status}`);
      this.#say("loading", "");
      return answer.ok ? await answer.json() : { languages: {} };
    } catch {
      this.#say("ready", "no-list");
      return null;
    }
  }

  /* Shows the volumes of this language. */
  #showRows(listed, library) {
    const changed = (words, row) => this.#changed(words, row);
    const rowOf = (id, volume, lists) => new VolumeRow(this.#words, id, volume, lists, library, changed);
    const known = Object.entries(listed?.languages ?? {}).flatMap(([lang, volumes]) => {
      const packs = new Map((listed.lists?.[lang] ?? []).map((pack) => [pack.name, { ...pack, id: `${lang}/${pack.name}` }]));
      return volumes.map((volume) => rowOf(`${lang}/${volume.name}`, volume, [...volume.lists, ...volume.files].map((name) => packs.get(name))));
    });
    const ids = new Set(known.map((row) => row.id));
    const { saved, lost } = library;
    const rest = Object.keys(listed ? saved : { ...lost, ...saved }).filter((id) => !ids.has(id));
    // Without the list, what is saved is as good as the site's.
    const others = rest.map((id) => rowOf(id, listed ? null : saved[id] ?? lost[id], []));
    this.#all = [...known, ...others];
    this.#rows = this.#all.filter((row) => row.id.startsWith(`${this.#language}/`));
    // In the place of another page, without a network, nothing can be saved.
    if (this.#standsIn && this.#rows.some((row) => row.isSaved)) this.#rows = this.#rows.filter((row) => row.isSaved);
    this.#years = [];
    this.#list.replaceChildren(...this.#decades());
  }

  /* The rows in decades, and years where a year has several volumes. */
  #decades() {
    const decades = groups(this.#rows, (row) => /^[^/]+\/(\d{3})/.exec(row.id)?.[1] ?? "");
    let alone = null;   // the list of such volumes next to each other as are a whole decade
    return [...decades].flatMap(([decade, rows], number) => {
      const isAlone = rows.length === 1 && /\/\d{3}0s$/.test(rows[0].id);
      if (isAlone && alone) {
        alone.append(rows[0].element);
        return [];
      }
      const list = this.#byYear(rows);
      alone = isAlone ? list : null;
      if (isAlone || decades.size === 1) return list;
      const group = make("details", { className: "offline-decade" });
      group.open = number === 0 || this.#rows.length <= MANY || rows.some((row) => row.isSaved);
      const name = this.#words.text("decade", { decade: `${decade}0` });
      const articles = rows.reduce((sum, row) => sum + row.articles, 0);
      const size = rows.reduce((sum, row) => sum + row.size, 0);
      const facts = [this.#words.count("articles", articles), this.#words.size(size)].join(" · ");
      const summary = make("summary");
      summary.append(make("strong", {}, name), " ", make("span", { className: "volume-facts" }, facts));
      group.append(summary, list);
      return group;
    });
  }

  #byYear(rows) {
    const list = make("ul", { className: "offline-rows" });
    for (const [year, ofYear] of groups(rows, (row) => /^[^/]+\/(\d{4})(-|$)/.exec(row.id)?.[1] ?? row.id)) {
      list.append(...ofYear.map((row) => row.element));
      if (ofYear.length > 1) list.append(this.#saveAll(year, ofYear));
    }
    return list;
  }

  #saveAll(year, rows) {
    const item = make("li", { className: "offline-all" });
    const size = this.#words.size(rows.reduce((sum, row) => sum + row.size, 0));
    const button = make("button", { className: "volume-save" }, this.#words.text("save-all", { year, size }));
    button.type = "button";
    button.addEventListener("click", async () => {
      button.disabled = true;
      for (const row of rows.filter((one) => one.isWanted)) {
        if (!(await row.save())) break;
      }
      button.disabled = false;
    });
    item.append(button);
    this.#years.push({ item, rows });
    this.#showYears();
    return item;
  }

  #showYears() {
    for (const { item, rows } of this.#years) item.hidden = !rows.some((row) => row.isWanted);
  }

  /* Something was saved or removed here; `row` shows it already. */
  async #changed(words, row) {
    this.#status.textContent = words;
    await this.#update(row);
    this.#asked ??= Promise.resolve(navigator.storage?.persist?.()).catch(() => {});
    this.#asked.then(() => this.#showRoom());
  }

  /* Shows what is saved by now. */
  async #update(shown) {
    const library = await readLibrary();
    for (const row of this.#all) if (row !== shown) row.update(library);
    this.#everything?.update(library);
    this.#showYears();
  }

  /* What this browser has stored of the archive, and what it still allows. */
  async #showRoom() {
    if (!navigator.storage?.estimate) return;
    const { usage, quota } = await navigator.storage.estimate();
    const lasting = (await navigator.storage.persisted?.()) ? "lasting" : "passing";
    const room = { used: this.#words.size(usage), free: this.#words.size(Math.max(quota - usage, 0)) };
    this.#room.textContent = `${this.#words.text("room", room)} ${this.#words.text(lasting)}`;
  }

  #say(status, name) {
    this.dataset.status = status;
    this.#status.textContent = name && this.#words.text(name);
  }
}

/* What was begun of a state of a volume, or of lists, that the site no longer has is of no use. */
function forgetOld({ languages, lists = {} }) {
  const tagsOf = (kind, packs) =>
    Object.entries(packs).flatMap(([lang, each]) => each.map(({ name, tag }) => `${kind} ${lang}/${name} ${tag}`));
  const current = new Set([...tagsOf("volume", languages), ...tagsOf("lists", lists)]);
  return forgetArriving(({ kind, id, tag }) => !current.has(`${kind} ${id} ${tag}`));
}

/* Waits until a service worker can answer for the site; throws where none can. */
async function startWorker() {
  const needed = globalThis.caches && globalThis.DecompressionStream && navigator.locks && navigator.serviceWorker;
  if (!needed) throw new Lacking("This browser lacks what saving needs.");
  const { serviceWorker } = navigator;
  // Registering waits for the network where the browser is looking for a newer worker.
  if (serviceWorker.controller) return;
  const registration = await serviceWorker.register(`${BASE}service-worker.js`);
  if (registration?.active) return;
  if (!registration) throw new Lacking("The browser was told to have no service worker.");
  await Promise.race([serviceWorker.ready, failureOf(registration.installing ?? registration.waiting)]);
}

/* Rejects when the worker cannot be installed; nothing else would say so. */
function failureOf(worker) {
  return new Promise((resolve, reject) => {
    const look = () => worker?.state === "redundant" && reject(new Error("The service worker was not installed."));
    worker?.addEventListener("statechange", look);
    look();
  });
}

/* The browser lacks what saving needs, or was told not to allow it. */
class Lacking extends Error {}

function reasonOf(error) {
  if (!isSecureContext) return "insecure";
  if (error instanceof Lacking) return "unsupported";
  return error.name === "SecurityError" ? "blocked" : "no-worker";
}

/* A path as people write it; one that is wrongly encoded stays as it is. */
function readable(path) {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/* Rows that have the same key, in the order of the first of each. */
function groups(rows, keyOf) {
  const found = new Map();
  for (const row of rows) found.set(keyOf(row), [...(found.get(keyOf(row)) ?? []), row]);
  return found;
}

customElements.define("saved-volumes", SavedVolumes);
