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
 * `data-status` on the element is one of loading, ready, unsupported. A worker that comes late is welcome still.
 */

const MANY = 40;   // with more volumes than this, only the newest decade is open
const PATIENCE = 5000;   // how long the worker may take before this page says that there is none, in milliseconds

class SavedVolumes extends HTMLElement {
  #words = new Words(this);
  #language = document.documentElement.lang;
  #status = this.querySelector("[role=status]");
  #room = this.querySelector(".offline-room");
  #list = this.querySelector(".offline-volumes");
  #rows = [];
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
    document.title = lost.querySelector("h2").textContent;
  }

  async #load() {
    await findLost();
    const [saved, lost] = await Promise.all([readSaved(), readLost()]);
    const interrupted = await interruptedVolumes();
    let volumes = null;
    try {
      const answer = await fetch(this.dataset.list, { cache: "no-cache", signal: AbortSignal.timeout(2 * PATIENCE) });
      if (answer.ok || answer.status === 404) volumes = answer.ok ? (await answer.json()).languages : {};
      this.#say("loading", "");
    } catch {
      this.#say("ready", "no-list");
    }
    const listed = volumes?.[this.#language] ?? [];
    const faultOf = (id) => {
      if (interrupted.has(id)) return "interrupted";
      return lost[id] && !saved[id] ? "lost" : undefined;
    };
    const rowOf = (id, volume) =>
      new VolumeRow(this.#words, id, volume, saved[id], faultOf(id), (words) => this.#changed(words));
    const known = listed.map((volume) => rowOf(`${this.#language}/${volume.name}`, volume));
    const ids = new Set(known.map((row) => row.id));
    const kept = volumes ? saved : { ...lost, ...saved };
    const rest = Object.keys(kept).filter((id) => id.startsWith(`${this.#language}/`) && !ids.has(id));
    // Without the list, what is saved is as good as the site's.
    const others = rest.map((id) => rowOf(id, volumes ? null : kept[id]));
    this.#rows = [...known, ...others];
    // In the place of another page, without a network, nothing can be saved.
    if (this.#standsIn && this.#rows.some((row) => row.isSaved)) this.#rows = this.#rows.filter((row) => row.isSaved);
    this.#years = [];
    this.#list.replaceChildren(...this.#decades());
    if (volumes) await this.#forget(interrupted);
    if (!this.#rows.length && volumes) this.#say("ready", "no-volumes");
    await this.#showRoom();
  }

  /* What was begun of volumes that there are no longer is of no use. */
  async #forget(interrupted) {
    const known = new Set(this.#rows.map((row) => row.id));
    const lost = [...interrupted].filter((id) => id.startsWith(`${this.#language}/`) && !known.has(id));
    await Promise.all(lost.map((id) => deleteCaches(id)));
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
      const group = make("details", "offline-decade");
      group.open = number === 0 || this.#rows.length <= MANY || rows.some((row) => row.isSaved);
      const name = this.#words.text("decade", { decade: `${decade}0` });
      const articles = rows.reduce((sum, row) => sum + row.articles, 0);
      const size = rows.reduce((sum, row) => sum + row.size, 0);
      const facts = [this.#words.count("articles", articles), this.#words.size(size)].join(" · ");
      const summary = make("summary");
      summary.append(make("strong", "", name), " ", make("span", "volume-facts", facts));
      group.append(summary, list);
      return group;
    });
  }

  #byYear(rows) {
    const list = make("ul", "offline-rows");
    for (const [year, ofYear] of groups(rows, (row) => /^[^/]+\/(\d{4})(-|$)/.exec(row.id)?.[1] ?? row.id)) {
      list.append(...ofYear.map((row) => row.element));
      if (ofYear.length > 1) list.append(this.#saveAll(year, ofYear));
    }
    return list;
  }

  #saveAll(year, rows) {
    const item = make("li", "offline-all");
    const size = this.#words.size(rows.reduce((sum, row) => sum + row.size, 0));
    const button = make("button", "volume-save", this.#words.text("save-all", { year, size }));
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

  /* Something was saved or removed. */
  #changed(words) {
    this.#status.textContent = words;
    this.#showYears();
    this.#asked ??= Promise.resolve(navigator.storage?.persist?.()).catch(() => {});
    this.#asked.then(() => this.#showRoom());
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

/* Waits until a service worker can answer for the site; throws where none can. */
async function startWorker() {
  const needed = globalThis.caches && globalThis.DecompressionStream && navigator.locks && navigator.serviceWorker;
  if (!needed) throw new Lacking("This browser lacks what saving needs.");
  const { serviceWorker } = navigator;
  // Without a network there may be a worker all the same.
  const registration = await serviceWorker.register(`${BASE}service-worker.js`).catch((error) => {
    if (!serviceWorker.controller) throw error;
  });
  if (serviceWorker.controller || registration?.active) return;
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
