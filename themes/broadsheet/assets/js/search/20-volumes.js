/*
 * The volumes of the archive, and the search that goes through them.
 *
 * A volume is a stretch of time with an index of its own. A search begins with the newest (or the oldest), and goes
 * on to further ones, a few at a time, until there is enough to show. What a volume answered is kept, so that a
 * filter asks nothing again.
 */

const FORMAT = 2;               // of facets.json
const AT_ONCE = 4;              // how many volumes are asked at once, at most
const FARTHEST = 24;            // how many are asked before the reader is, where something was found
const NOTHING_YET = 60;         // and where nothing was

class Volume {
  #engine;
  #language;
  #opened = null;
  #answers = new Map();   // what was asked → promise of hits
  names = {};

  constructor(row, folder, engine, language) {
    this.path = row.path;
    this.folder = new URL(row.path, folder).href;
    this.first = row.first;
    this.last = row.last;
    this.articles = row.articles;
    this.#tag = row.tag;
    this.#engine = engine;
    this.#language = language;
  }
  #tag;

  /* Whether an article in it may be of the days from `from` to `to`. */
  overlaps(from, to) {
    return !(from && this.last.slice(0, 4) < from.slice(0, 4)) && !(to && this.first > to);
  }

  /* Whether it has answered `asks` before: another time costs nothing. */
  knows(asks) {
    return this.#answers.has(JSON.stringify(asks));
  }

  /* The articles in which all of `asks` are found, and in how many each of them is. */
  answer(asks) {
    const key = JSON.stringify(asks);
    if (!this.#answers.has(key)) {
      const answer = this.#ask(asks).catch((error) => {
        this.#answers.delete(key);
        throw error;
      });
      this.#answers.set(key, answer);
    }
    return this.#answers.get(key);
  }

  async #ask(asks) {
    this.#opened ??= this.#open().catch((error) => {
      this.#opened = null;
      throw error;
    });
    const { instance, articles } = await this.#opened;
    const answers = await Promise.all((asks.length ? asks : [[null]]).map((ask) => either(instance, ask)));
    if (lost(this.folder)) {
      this.#opened = null;   // Pagefind does not ask a second time for what it missed
      throw new Error(`${this.folder}: a part of the index is missing`);
    }
    const counts = answers.map(({ size }) => size);
    const [fewest, ...others] = answers.toSorted((one, other) => one.size - other.size);
    const hits = [];
    for (const [id, found] of fewest) {
      const all = [found, ...others.map((answer) => answer.get(id))];
      if (!articles[id] || !all.every(Boolean)) continue;
      hits.push({
        facts: articles[id],
        score: all.reduce((sum, { score }) => sum + score, 0),
        places: [...new Set(all.flatMap(({ places }) => places))].sort((one, other) => one - other),
        load: () => this.#fragment(found),
      });
    }
    return { hits, counts };
  }

  async #open() {
    const [facets] = await Promise.all([
      bytesAt(`${this.folder}facets.json?${this.#tag}`).then((bytes) => JSON.parse(new TextDecoder().decode(bytes))),
      this.#engine.load(),
    ]);
    if (facets.format !== FORMAT) throw new Error(`${this.folder}: made by another Dateline`);   // a saved one may be
    const { languages } = facets.entry;
    if (!facets.metadata) return { instance: { search: () => ({ results: [] }) }, articles: {} };   // no word at all
    const { hash, wasm } = languages[this.#language] ?? Object.values(languages)[0];
    const metadata = Uint8Array.from(atob(facets.metadata), (sign) => sign.charCodeAt(0)).buffer;
    for (const [taxonomy, { names }] of Object.entries(facets.terms)) this.names[taxonomy] = Object.fromEntries(names);
    const instance = await this.#engine.instance(this.folder, facets.entry, hash, wasm ?? "unknown", metadata);
    return { instance, articles: factsOf(facets) };
  }

  async #fragment({ data }) {
    const fragment = await data();
    if (lost(`${this.folder}fragment/`)) throw new Error(`${this.folder}: an article is missing`);
    return fragment;
  }
}

/* What facets.json (generator/dateline/search/facets.py) says of each article, by its fragment. */
function factsOf({ articles, terms }) {
  const facts = articles.fragment.map((fragment, number) => {
    const own = Object.entries(terms).map(([taxonomy, { names, of }]) => [taxonomy, of[number].map((at) => names[at][0])]);
    return [fragment, { date: articles.date[number], weather: articles.weather[number], terms: Object.fromEntries(own) }];
  });
  return Object.fromEntries(facts);
}

/* What Pagefind finds for `ask`, one of several ways to write a thing, by fragment. */
async function either(instance, ask) {
  const found = new Map();
  for (const way of ask) {
    for (const { id, score, words, data } of await resultsOf(instance, way)) {
      const known = found.get(id);
      if (known) known.places.push(...words);
      else found.set(id, { score, places: [...words], data });
    }
  }
  return found;
}

/*
 * Pagefind's results for one word or phrase. Where no word begins with the one asked, it takes the longest that the one
 * asked begins with: “of” for “office”. A letter that stands nowhere, added to the word, shows what that gives.
 */
async function resultsOf(instance, way) {
  const { results } = await instance.search(way);
  if (way === null || way.startsWith('"') || !results.length) return results;
  if ((await instance.search(`"${way}"`)).results.length) return results;
  const shorter = (await instance.search(`${way}\u0001`)).results;
  const where = (found) => found.map(({ id, words }) => `${id} ${words}`).sort().join();
  return where(results) === where(shorter) ? [] : results;
}

/* The archive in one language, as the manifest has it. Gives nothing where it has no index in that language. */
async function openArchive(folder, language) {
  const manifest = JSON.parse(new TextDecoder().decode(await bytesAt(new URL("manifest.json", folder).href, { cache: "no-cache" })));
  const found = manifest.languages[language];
  if (!found) return null;
  const engine = new Engine(new URL(found.engine, folder).href);
  const volumes = found.volumes.map((row) => new Volume(row, folder, engine, language));
  return { engine, volumes };
}

/* One query on its way through the volumes: all, or those saved where the archive cannot be reached. */
class Search {
  searched = [];
  unsaved = [];    // volumes that were passed over, because they are not saved and the archive cannot be reached
  missed = [];     // volumes that could not be fetched, when others could
  counts = [];     // in how many articles each of what is asked stands
  hits = [];       // whatever holds the words, in the volumes searched; filters are for others to heed
  #asks;
  #left;
  #error = null;

  /* `saved` are the paths of the only volumes to search; without it, all are. */
  constructor(volumes, query, saved = null) {
    this.query = query;
    this.cutOff = saved !== null;
    const inTime = volumes.filter((volume) => volume.overlaps(query.from, query.to));
    this.scope = inTime.filter(({ path }) => !saved || saved.has(path));
    this.unsaved = inTime.filter((volume) => !this.scope.includes(volume));
    this.#left = query.sort === "oldest" ? this.scope.toReversed() : [...this.scope];
    this.#asks = query.asks;
  }

  get done() {
    return this.#left.length === 0;
  }

  /* How many further volumes it will take, if they hold what those asked so far do: each costs the reader bytes. */
  #likely(found, wanted) {
    const asked = this.searched.length + this.missed.length;
    return Math.min(AT_ONCE, found ? Math.max(1, Math.ceil((wanted - found) * asked / found)) : asked + 1);
  }

  /* Asks further volumes until `found()` is `wanted`; `tell` is called whenever some have answered. */
  async further(found, wanted, tell) {
    for (let asked = 0; this.#left.length && asked < (found() ? FARTHEST : NOTHING_YET);) {
      if (asked && found() >= wanted && !this.#left[0].knows(this.#asks)) return;
      const batch = this.#left.slice(0, this.#likely(found(), wanted));
      const answers = await Promise.allSettled(batch.map((volume) => volume.answer(this.#asks)));
      this.#left.splice(0, batch.length);
      asked += batch.length;
      for (const [index, { value, reason }] of answers.entries()) {
        (value ? this.searched : this.missed).push(batch[index]);
        if (value) {
          this.hits.push(...value.hits);
          value.counts.forEach((count, at) => { this.counts[at] = (this.counts[at] ?? 0) + count; });
        } else this.#error = reason;
      }
      if (tell() === false) return;
    }
    if (!this.searched.length && this.#error) throw this.#error;
  }
}
