/*
 * The search page.
 *
 *     <archive-search data-index="/archive/search/data/" data-base="/archive/" data-found-one="…" …>
 *       <form><input type="search" name="q"></form>
 *       <p class="search-days" aria-live="polite"></p>
 *       <p class="search-status" role="status"></p>   see 70-status.js
 *       <p class="search-unsaved" aria-live="polite"></p>
 *       <select name="sort">…</select>
 *       <ol class="search-results" hidden></ol>
 *       <button class="search-more" hidden></button>
 *       <div class="search-loosen" hidden>…</div>     see 50-loosen.js
 *       <details class="refine">…</details>          see 35-refine.js and 36-years.js
 *     </archive-search>
 *
 * The element enhances what stands in it: the form asks, the paragraph says how many articles were found and how far
 * back the search has gone, the list holds them, ten at a time. Without this script the form still leads here, and
 * <noscript> shows other ways.
 *
 * What is asked stands in the address (05-query.js). Sending the form or choosing a filter makes a step that the back
 * button undoes. So does each query typed that comes to rest; typing changes the others in place.
 *
 * `data-status` on the element is one of idle, searching, found, none, error.
 */

const PAGE = 10;
const PAUSE = 200;       // ms without a key until a search begins
const REST = 1000;       // ms that what was found stands without a key until its query has come to rest
const BY_SCROLLING = 5;  // how many times scrolling brings more; then the button does, and the footer can be reached

class ArchiveSearch extends HTMLElement {
  #form = this.querySelector("form");
  #input = this.querySelector("input[type=search]");
  #sort = this.querySelector("select");
  #status = new SearchStatus(this);
  #list = new ResultList(this.querySelector("ol"), this.dataset.base);
  #more = this.querySelector(".search-more");
  #refine;
  #years;
  #loosen;

  #archive = null;          // promise of the archive: its engine and volumes
  #query = new Query();
  #search = null;           // the newest search, whose results are shown
  #asked = 0;               // its number: what older ones bring is dropped
  #first = PAGE;            // how many results are wanted to begin with
  #wanted = PAGE;
  #showing = Promise.resolve();
  #words = null;            // words and order of which the filters are
  #scrolled = 0;
  #placed = 0;              // where the page was put, not by the reader
  #busy = false;
  #rested = true;           // whether the newest step in the history stays when the reader types on
  #timer = 0;

  connectedCallback() {
    const query = () => this.#typed();
    const choose = (changed) => this.#go(changed, "push");
    const refine = this.querySelector(".refine");
    this.#refine = new Refine(refine, query, choose);
    this.#years = new Years(refine.querySelector(".refine-years"), query, choose);
    this.#loosen = new Loosen(this.querySelector(".search-loosen"), (changed) => {
      choose(changed);
      this.#input.focus();
    });

    this.#input.addEventListener("focus", () => this.#open().then((archive) => archive?.engine.load()).catch(() => {}), { once: true });
    this.#input.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#type(), PAUSE);
    });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#go(this.#typed(), "push");
    });
    this.#sort.addEventListener("change", () => this.#go(query().with({ sort: this.#sort.value }), "push"));
    this.#more.addEventListener("click", () => this.#showMore(true));
    this.addEventListener("keydown", (event) => this.#key(event));
    addEventListener("scroll", () => this.#reached(), { passive: true });
    addEventListener("popstate", () => this.#restore());
    this.addEventListener("click", (event) => {
      if (event.target.closest(".search-results a")) this.#leave();
    });
    this.#restore();
  }

  /* The query with what stands in the field. */
  #typed() {
    return this.#query.with({ words: this.#input.value.trim() });
  }

  /* Searches for what was typed: a further step where the query before has come to rest or is another altogether. */
  async #type() {
    const [before, query] = [this.#query, this.#typed()];
    if (query.words !== before.words) {
      const onward = query.words.startsWith(before.words) || before.words.startsWith(query.words);
      const found = ["found", "none"].includes(this.dataset.status);
      const going = this.#go(query, this.#rested || (found && !onward) ? "push" : "replace");
      this.#rested = false;
      await going;
    }
    if (query.words === this.#query.words && !query.empty) this.#timer = setTimeout(() => { this.#rested = true; }, REST);
  }

  /* Searches for what the address says, and goes to where the reader was when a result was opened from here. */
  async #restore() {
    const { shown = PAGE, top = 0 } = history.state ?? {};
    this.#query = Query.read(location.search, this.#refine.taxonomies);
    this.#input.value = this.#query.words;
    this.#first = shown;
    await this.#go(this.#query, "");
    history.scrollRestoration = "auto";
    this.#placed = 0;
    if (!top || !this.#list.length) return;
    this.#placed = top;
    scrollTo({ top, behavior: "instant" });
  }

  /* Remembers how many results are shown, and where the reader is among them: the browser's own restoring would
     come before the results, and again beside ours. */
  #leave() {
    if (!this.#list.length) return;
    history.replaceState({ shown: this.#list.length, top: Math.ceil(scrollY) }, "");
    history.scrollRestoration = "manual";
  }

  /* Takes `query` up, in the address by "push" or "replace", and searches. */
  #go(query, how) {
    clearTimeout(this.#timer);
    this.#rested = true;
    if (how) this.#first = PAGE;
    const address = location.pathname + query.address();
    if (how && address !== location.pathname + location.search) history[`${how}State`](null, "", address);
    if (this.#input.value.trim() !== query.words) this.#input.value = query.words;
    this.#query = query;
    this.#sort.value = query.sort;
    this.#years.days(query);
    this.#status.days(query);
    for (const link of document.querySelectorAll("a[hreflang]")) {
      link.search = query.address({ terms: false });
    }
    return this.#run(query);
  }

  /* Fetches the manifest, once; after a failure the next query tries again. */
  #open() {
    this.#archive ??= openArchive(this.#folder, document.documentElement.lang).catch((error) => {
      this.#archive = null;
      throw error;
    });
    return this.#archive;
  }

  get #folder() {
    return new URL(this.dataset.index, location.href).href;
  }

  async #run(query) {
    const number = ++this.#asked;
    const current = () => number === this.#asked;
    if (query.empty) return this.#fail(query.words && this.dataset.wordless, "idle");
    this.#status.searching();
    this.#scrolled = 0;
    let saved = null;
    try {
      saved = await onlySaved(this.dataset.base);
      if (!current()) return;
      const search = await this.#through(query, current, saved);
      if (!current() || saved || !search?.missed.length) return;
      saved = await onlySaved(this.dataset.base, true);
      if (current() && saved?.size) await this.#through(query, current, saved);
    } catch (error) {
      console.warn(error);
      await this.#rescue(query, current, saved);
    }
  }

  /* After a failure: what is saved, if that is why. */
  async #rescue(query, current, before) {
    const saved = before ?? (await onlySaved(this.dataset.base, true));
    if (!current()) return;
    try {
      if (saved && !before) await this.#through(query, current, saved);
      else this.#fail(this.dataset.error);
    } catch (error) {
      console.warn(error);
      if (!current()) return;
      if (saved?.size) this.#fail(this.dataset.error);
      else this.#noneSaved();
    }
  }

  /* Searches the volumes, or those `saved`; gives the search. */
  async #through(query, current, saved) {
    if (saved && ![...saved].some((path) => path.startsWith(`${document.documentElement.lang}/`))) {
      this.#noneSaved();
      return null;
    }
    const archive = await this.#open();
    if (!current()) return null;
    if (!archive) {
      this.#fail(this.dataset.noIndex);
      return null;
    }
    const search = new Search(archive.volumes, query, saved);
    this.#wanted = this.#first;
    let fresh = true;
    await this.#advance(search, archive, current, () => {
      if (!fresh) return;
      fresh = false;
      this.#search = search;
      this.#list.clear();
      this.#more.hidden = true;   // what stands below the results would be pushed down by them
      this.#loosen.hide();
    });
    return search;
  }

  #noneSaved() {
    this.#clear();
    this.#status.noneSaved();
  }

  /* Goes on through the volumes until enough is found, showing what comes; `first` is called before that. */
  async #advance(search, archive, current, first = () => {}) {
    this.#busy = true;
    try {
      const tell = () => {
        if (!current()) return false;
        first();
        this.#narrow(search, archive);
        this.#showing = this.#showing.catch(() => {}).then(() => this.#list.add(search, this.#wanted, current));
        return true;
      };
      await search.further(() => this.#list.passing(search).length, this.#wanted, tell);
      if (!current()) return;
      first();
      await this.#showing;
      if (current()) this.#settle(search, archive);
    } finally {
      if (current()) this.#busy = false;
    }
  }

  /* Filters and counts for what was found so far. */
  #narrow(search, archive) {
    const words = `${search.query.sort} ${search.query.words}`;
    this.#refine.show(search.hits, search.query, archive.volumes, words !== this.#words);
    this.#years.show(search.hits, search.query, archive.volumes, search.searched);
    this.#words = words;
  }

  /* Says what was found, when the search has come to rest. */
  #settle(search, archive) {
    const found = this.#list.passing(search).length;
    this.#status.found(found, search, archive.volumes);
    this.#list.hidden = found === 0;
    const waiting = found > this.#list.length;
    const onward = search.query.sort === "oldest" ? this.dataset.onward : this.dataset.back;
    this.#more.textContent = waiting ? this.dataset.more : onward;
    this.#more.hidden = !waiting && search.done;
    if (found) this.#loosen.hide();
    else this.#loosen.show(search.query, search.counts, (taxonomy, slug) => this.#refine.name(taxonomy, slug, archive.volumes));
  }

  /* Ten more: of those that wait, or from further volumes. With `move`, the focus goes to the first of them. */
  async #showMore(move) {
    const search = this.#search;
    if (!search || this.#busy || this.#more.hidden) return;
    const number = this.#asked;
    const current = () => number === this.#asked;
    const had = this.#list.length;
    this.#more.setAttribute("aria-disabled", "true");
    this.#busy = true;
    try {
      const archive = await this.#open();
      this.#wanted = had + PAGE;
      if (this.#list.waiting(search).length) {
        await this.#list.add(search, this.#wanted, current);
        if (current()) this.#settle(search, archive);
      } else {
        await this.#advance(search, archive, current);
      }
      if (move && current()) this.#list.links[had]?.focus();
    } catch (error) {
      if (current()) this.#status.say("error", this.dataset.error);
      console.error(error);
    } finally {
      if (current()) this.#busy = false;
      this.#more.removeAttribute("aria-disabled");
    }
  }

  /* More comes when the end of the list is near, to those who scroll down. */
  #reached() {
    if (this.#busy || this.#more.hidden || this.#scrolled >= BY_SCROLLING || scrollY <= this.#placed) return;
    if (this.#more.matches(":focus") || this.#list.hasFocus) return;   // who goes by keys presses the button
    if (this.#more.getBoundingClientRect().top > innerHeight * 1.5) return;
    this.#scrolled += 1;
    this.#showMore(false);
  }

  /* Arrows go through the field and the results; Escape begins anew. */
  #key(event) {
    const { links } = this.#list;
    const here = links.indexOf(document.activeElement);
    const inField = event.target === this.#input;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || (!inField && here < 0)) return;
    if (event.key === "Escape") {
      event.preventDefault();
      this.#go(new Query().with({ sort: this.#query.sort }), "push");
      this.#input.focus();
    } else if (event.key === "ArrowDown" && links.length) {
      event.preventDefault();
      links[Math.min(here + 1, links.length - 1)].focus();
    } else if (event.key === "ArrowUp" && here >= 0) {
      event.preventDefault();
      (here ? links[here - 1] : this.#input).focus();
    }
  }

  #clear() {
    this.#search = null;
    this.#words = null;
    this.#list.clear();
    this.#list.hidden = true;
    this.#more.hidden = true;
    this.#loosen.hide();
    this.#refine.clear(this.#query);
    this.#years.hide(this.#query);
    this.#status.clear();
  }

  #fail(words, status = "error") {
    this.#clear();
    this.#status.say(status, words);
  }
}

/* Registered when all parts have run. */
standBetween(new URL(document.querySelector("archive-search").dataset.index, location.href).href);
customElements.define("archive-search", ArchiveSearch);
