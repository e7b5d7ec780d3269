/*
 * The search page.
 *
 *     <archive-search data-index="/archive/search/data/" data-base="/archive/" data-found-one="…" …>
 *       <form><input type="search" name="q"></form>
 *       <p class="search-status" role="status"></p>
 *       <ol class="search-results" hidden></ol>
 *       <button class="search-more" hidden>More results</button>
 *     </archive-search>
 *
 * The element enhances what stands in it: the form asks, the paragraph says how many articles were found, the
 * list holds them, ten at a time. Without this script the form still leads here, and <noscript> shows other ways.
 *
 * The index is Pagefind's, one per volume of the archive. `manifest.json` in the folder `data-index` names, for
 * each language, the folder of the engine and the volumes, newest first. Only the volumes of the page's language
 * are loaded: Pagefind would answer another language from the wrong stems, and find nothing.
 *
 * `data-status` on the element is one of idle, searching, found, none, error.
 */

const PAGE = 10;
const PAUSE = 200;
/* The engine comes with a page of its own, which is no article. */
const PLACEHOLDER = "/.engine/";

class ArchiveSearch extends HTMLElement {
  #form = this.querySelector("form");
  #input = this.querySelector("input");
  #status = this.querySelector("[role=status]");
  #list = this.querySelector("ol");
  #more = this.querySelector(".search-more");
  #language = document.documentElement.lang;

  #engine = null;   // promise of Pagefind with every volume merged
  #asked = 0;       // number of the newest query: answers to older ones are dropped
  #query = "";
  #found = [];      // results of the newest query, not yet loaded
  #next = 0;        // first of them that has not been looked at
  #total = 0;
  #timer = 0;

  connectedCallback() {
    this.#input.addEventListener("focus", () => this.#load().catch(() => {}), { once: true });
    this.#input.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        history.replaceState(null, "", this.#address());
        this.#search();
      }, PAUSE);
    });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(this.#timer);
      if (this.#address().href !== location.href) history.pushState(null, "", this.#address());
      this.#search();
    });
    this.#more.addEventListener("click", () => this.#showMore());
    addEventListener("popstate", () => this.#restore());
    this.#restore();
  }

  /* The page's address with what the reader has typed. */
  #address() {
    const address = new URL(location.href);
    const query = this.#input.value.trim();
    if (query) address.searchParams.set("q", query);
    else address.searchParams.delete("q");
    return address;
  }

  #restore() {
    clearTimeout(this.#timer);
    this.#input.value = new URL(location.href).searchParams.get("q") ?? "";
    this.#search();
  }

  /* Fetches the manifest, the engine and the volumes, once; after a failure the next query tries again. */
  #load() {
    this.#engine ??= openIndex(new URL(this.dataset.index, location.href), this.dataset.base, this.#language)
      .catch((error) => {
        this.#engine = null;
        throw error;
      });
    return this.#engine;
  }

  async #search() {
    const query = this.#input.value.trim();
    const number = ++this.#asked;
    if (!query) {
      this.#clear();
      this.#say("idle", "");
      return;
    }
    this.#say("searching", this.dataset.searching);
    try {
      const engine = await this.#load();
      if (number !== this.#asked) return;
      const { results } = await engine.search(query);
      if (number !== this.#asked) return;
      this.#query = query;
      const first = await loadResults(results, 0);
      if (number !== this.#asked) return;
      this.#clear();
      this.#found = results;
      this.#total = results.length;
      this.#append(first);
    } catch (error) {
      if (number !== this.#asked) return;
      this.#clear();
      this.#say("error", error instanceof NoIndex ? this.dataset.noIndex : this.dataset.error);
      if (!(error instanceof NoIndex)) console.error(error);
    }
  }

  async #showMore() {
    const number = this.#asked;
    this.#more.disabled = true;
    try {
      const batch = await loadResults(this.#found, this.#next);
      if (number === this.#asked) this.#append(batch)?.focus();
    } catch (error) {
      if (number === this.#asked) this.#say("error", this.dataset.error);
      console.error(error);
    } finally {
      this.#more.disabled = false;
    }
  }

  /* Adds loaded results to the list; returns the link of the first one added. */
  #append({ articles, passed, next }) {
    const items = articles.map(listItem);
    this.#list.append(...items);
    this.#next = next;
    this.#total -= passed;
    this.#list.hidden = this.#total === 0;
    this.#more.hidden = next >= this.#found.length;
    if (this.#total === 0) this.#say("none", fill(this.dataset.none, { query: this.#query }));
    else this.#say("found", this.#countOf(this.#total));
    return items[0]?.querySelector("a");
  }

  /* “12 articles for “cyclone””, with the plural form of the page's language. */
  #countOf(total) {
    const form = total === 0 ? "zero" : new Intl.PluralRules(this.#language).select(total);
    const words = this.getAttribute(`data-found-${form}`) ?? this.dataset.foundOther;
    return fill(words, { count: new Intl.NumberFormat(this.#language).format(total), query: this.#query });
  }

  #clear() {
    this.#found = [];
    this.#next = 0;
    this.#list.replaceChildren();
    this.#list.hidden = true;
    this.#more.hidden = true;
  }

  #say(status, words) {
    this.dataset.status = status;
    if (this.#status.textContent !== words) this.#status.textContent = words;
  }
}

/* The archive has no search in the language of the page. */
class NoIndex extends Error {}

/* Pagefind, ready to search every volume of `language`. `folder` is a URL, `base` the path of the site's root. */
async function openIndex(folder, base, language) {
  const answer = await fetch(new URL("manifest.json", folder));
  if (!answer.ok) throw new Error(`manifest.json: ${answer.status}`);
  const manifest = await answer.json();
  const index = manifest.languages[language];
  if (!index) throw new NoIndex(language);

  const basePath = new URL(index.engine, folder).href;
  const pagefind = await loadEngine(basePath);
  const common = { baseUrl: base, excerptLength: 30 };
  await pagefind.options({ ...common, basePath, metaCacheTag: manifest.tag, noWorker: isPortable() });
  await pagefind.init();
  await Promise.all(
    index.volumes.map((volume) =>
      pagefind.mergeIndex(new URL(volume.path, folder).href, { ...common, language, metaCacheTag: volume.tag }),
    ),
  );
  return pagefind;
}

function isPortable() {
  return Boolean(globalThis.datelinePortable);
}

/* Pagefind's module. */
function loadEngine(basePath) {
  return isPortable() ? datelinePortable.engine(basePath) : import(new URL("pagefind.js", basePath).href);
}

/* The address of a result, as the page can lead to it. */
function pageLink(url) {
  return isPortable() ? datelinePortable.link(url) : url;
}

/* The next page of `results` from number `start`: the articles, how many results were none, where to go on. */
async function loadResults(results, start) {
  const next = Math.min(start + PAGE, results.length);
  const loaded = await Promise.all(results.slice(start, next).map((result) => result.data()));
  const articles = loaded.filter((article) => !article.url.endsWith(PLACEHOLDER));
  return { articles, passed: loaded.length - articles.length, next };
}

function listItem({ url, meta, excerpt }) {
  const link = element("a", "", meta.title);
  link.href = pageLink(url);
  const item = element("li");
  item.append(link);
  const folio = [meta.date, meta.place].filter(Boolean).join(" · ");
  if (folio) item.append(element("p", "found-folio", folio));
  const text = element("p", "found-excerpt");
  text.append(...marked(excerpt));
  item.append(text);
  return item;
}

/*
 * Pagefind's excerpt is text whose < and > are escaped, with <mark> around the words found. It becomes nodes
 * here, never HTML.
 */
function marked(excerpt) {
  return excerpt.split(/<mark>(.*?)<\/mark>/s).map((part, index) => {
    const text = part.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    return index % 2 ? element("mark", "", text) : text;
  });
}

function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

customElements.define("archive-search", ArchiveSearch);
