/*
 * A volume of the archive: a stretch of time with an index, the terms of its articles, and the articles themselves in
 * fragment packs. What it was asked before is kept, so that another time costs nothing.
 */

const UNSPACED = /^(?:ja|km|lo|my|th|zh)\b/;   // languages in which Pagefind itself finds where words end

class Volume {
  #engine;
  #language;
  #packs;
  #tag;
  #promises = new Map();
  names = new Map();   // taxonomy → how its terms are written, by slug
  terms = null;     // of each fragment, once they have been fetched

  constructor(row, folder, engine, language) {
    this.path = row.path;
    this.folder = new URL(row.path, folder).href;
    this.first = row.first;
    this.last = row.last;
    this.articles = row.articles;
    this.id = row.id;
    this.#packs = row.packs;
    this.#tag = row.tag;
    this.#engine = engine;
    this.#language = language;
  }

  /* Whether an article in it may be of the days from `from` to `to`. */
  overlaps(from, to) {
    return !(from && this.last.slice(0, 4) < from.slice(0, 4)) && !(to && this.first > to);
  }

  /* Whether it has answered `asks` before. */
  knows(asks) {
    return this.#promises.has(JSON.stringify(asks));
  }

  /* The articles in which all of `asks` are found, and in how many each of them is. */
  answer(asks) {
    return keptIn(this.#promises, JSON.stringify(asks), () => this.#ask(asks));
  }

  /* The terms of its articles: those that are not fetched are not known to a hit. */
  fetchTerms() {
    return keptIn(this.#promises, "facets.dl", async () => {
      const [{ terms }, { articles }] = await Promise.all([contentsAt(this.#address("facets.dl")), this.#contents()]);
      for (const [taxonomy, { names }] of Object.entries(terms)) this.#name(taxonomy, names);
      this.terms = new Map(articles.fragment.map((fragment, number) => {
        const own = Object.entries(terms).map(([taxonomy, { names, of }]) => [taxonomy, of[number].map((at) => names[at][0])]);
        return [fragment, Object.fromEntries(own)];
      }));
    });
  }

  /* The number of the fragment pack that holds the article with a key. */
  packOf(key) {
    return packOf(key, this.#packs);
  }

  /* The articles with a key: one, or very rarely two. */
  async articlesOf(key) {
    const pack = `articles/${this.packOf(key)}.dl`;
    const articles = (await keptIn(this.#promises, pack, () => jsonAt(this.#address(pack))))[key] ?? [];
    for (const { terms } of articles) {
      for (const [taxonomy, own] of Object.entries(terms)) this.#name(taxonomy, own);
    }
    return articles;
  }

  /* The lines of its own word map. */
  words() {
    return keptIn(this.#promises, "words.dl", async () => namedLines(linesOf(await linesAt(this.#address("words.dl")))));
  }

  #name(taxonomy, names) {
    if (!this.names.has(taxonomy)) this.names.set(taxonomy, new Map());
    for (const [slug, written] of names) this.names.get(taxonomy).set(slug, written);
  }

  #address(name) {
    return `${this.folder}${name}?${this.#tag}`;
  }

  /* What volume.dl has; a saved one may be of another format. */
  #contents() {
    return keptIn(this.#promises, "volume.dl", () => contentsAt(this.#address("volume.dl")));
  }

  async #ask(asks) {
    const { instance, articles } = await keptIn(this.#promises, "instance", () => this.#open());
    const answers = await Promise.all((asks.length ? asks : [[null]]).map((ask) => either(instance, ask, this.#language)));
    if (lost(`${this.folder}index/`)) {
      this.#promises.delete("instance");   // Pagefind does not ask a second time for what it missed
      throw new Error(`${this.folder}: a part of the index is missing`);
    }
    const counts = answers.map(({ size }) => size);
    const fewest = answers.toSorted((one, other) => one.size - other.size)[0];
    const hits = [];
    for (const id of fewest.keys()) {
      const found = answers.map((answer) => answer.get(id));
      const article = articles.get(id);
      if (article && found.every(Boolean)) hits.push(new Hit(this, article, asks.length ? found.map(inOrder) : []));
    }
    return { hits, counts };
  }

  async #open() {
    const [{ entry, metadata, articles }] = await Promise.all([this.#contents(), this.#engine.load()]);
    const columns = articles.fragment.map((fragment, number) => [fragment, {
      fragment,
      key: articles.key[number],
      date: articles.date[number],
      length: articles.length[number],
    }]);
    if (!metadata) return { instance: { search: () => ({ results: [] }) }, articles: new Map() };   // no word at all
    const { hash, wasm } = entry.languages[this.#language] ?? Object.values(entry.languages)[0];
    const bytes = Uint8Array.from(atob(metadata), (character) => character.charCodeAt(0)).buffer;
    const instance = await this.#engine.instance(this.folder, entry, hash, wasm ?? "unknown", bytes);
    return { instance, articles: new Map(columns) };
  }
}

/* Where a word stands in an article, each place once. */
function inOrder(places) {
  return [...new Set(places)].sort((one, other) => one - other);
}

/* The places of what Pagefind finds for `ask`, one of several ways to write a thing, by fragment. */
async function either(instance, ask, language) {
  const found = new Map();
  for (const way of ask) {
    for (const { id, words } of await resultsOf(instance, way, language)) found.set(id, [...(found.get(id) ?? []), ...words]);
  }
  return found;
}

/*
 * Pagefind's results for one word or phrase. Where no word begins with the one asked, it takes the longest that the one
 * asked begins with: “of” for “office”. A character that occurs nowhere, added to the word, shows what that gives.
 */
async function resultsOf(instance, way, language) {
  const { results } = await instance.search(way);
  if (way === null || way.startsWith('"') || !results.length || UNSPACED.test(language)) return results;
  if ((await instance.search(`"${way}"`)).results.length) return results;
  const shorter = (await instance.search(`${way}\u0001`)).results;
  const where = (found) => found.map(({ id, words }) => `${id} ${words}`).sort().join();
  return where(results) === where(shorter) ? [] : results;
}
