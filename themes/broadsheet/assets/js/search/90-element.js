/*
 * The search page.
 *
 *     <archive-search data-index="/archive/search/data/" data-base="/archive/" data-found-one="…" …>
 *       <form><input type="search" name="q"></form>
 *       <details class="refine">…</details>          see 35-refine.js and 36-years.js
 *       <p class="search-status" role="status"></p>   see 70-status.js
 *       <p class="search-unsaved" aria-live="polite"></p>
 *       <p class="search-completions" hidden></p>     see 56-completions.js
 *       <p class="search-terms" hidden></p>           see 55-suggest.js
 *       <p class="search-suggest" hidden></p>
 *       <select name="sort">…</select>
 *       <ol class="search-results" hidden></ol>
 *       <button class="search-more" hidden></button>
 *       <button class="search-all" hidden></button>
 *       <div class="search-some" hidden>…</div>       see 46-some-words.js
 *       <div class="search-loosen" hidden>…</div>     see 50-loosen.js
 *     </archive-search>
 *
 * The element enhances what stands in it: the form asks, the paragraph says how many articles were found, or about how
 * many, the list holds the best, ten at a time. Without this script the form still leads here, and
 * <noscript> shows other ways.
 *
 * What is asked stands in the address (05-query.js). Sending the form or choosing a filter makes a step that the back
 * button undoes; typing makes one where it begins upon another search, and then changes it in place.
 *
 * `data-status` on the element is one of idle, searching, found, none, error.
 */

const PAGE = 10;
const PAUSE = 200;       // ms without a key until a word that stands in the archive is searched for
const REST = 1000;       // and one that may be half-typed
const BY_SCROLLING = 5;  // how many times scrolling brings more; then the button does, and the footer can be reached

class ArchiveSearch extends HTMLElement {
  #form = this.querySelector("form");
  #input = this.querySelector("input[type=search]");
  #sort = this.querySelector("select");
  #status = new SearchStatus(this);
  #list = new ResultList(this.querySelector("ol"), this.dataset.base);
  #more = this.querySelector(".search-more:not(.search-all)");
  #all = this.querySelector(".search-all");
  #refine;
  #years;
  #help;
  #completions;

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
  #typing = false;          // whether the newest step in the history is one of typing
  #timer = 0;

  connectedCallback() {
    const query = () => this.#typed();
    const choose = (changed) => this.#go(changed, "push");
    const take = (changed) => {
      choose(changed);
      this.#input.focus();
    };
    const refine = this.querySelector(".refine");
    this.#refine = new Refine(refine, query, choose, () => this.#searchOn(FARTHEST));
    this.#years = new Years(refine.querySelector(".refine-years"), query, choose);

    this.#help = new Help(this, this.#refine, take);
    this.#completions = new Completions(this.querySelector(".search-completions"), (words) => take(query().with({ words })));

    this.#input.addEventListener("focus", () => this.#open().catch(() => {}), { once: true });
    this.#input.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#paused(), PAUSE);
    });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#go(this.#typed(), "push");
    });
    this.#sort.addEventListener("change", () => this.#go(query().with({ sort: this.#sort.value }), "push"));
    this.#more.addEventListener("click", () => this.#showMore(true));
    this.#all.addEventListener("click", () => this.#searchOn(Infinity));
    this.addEventListener("keydown", (event) => this.#key(event));
    addEventListener("scroll", () => this.#reached(), { passive: true });
    addEventListener("popstate", () => this.#restore());
    this.addEventListener("click", (event) => {
      if (event.target.closest(".search-results a, .search-partial a")) this.#leave();
    });
    this.#restore();
  }

  /* The query with what stands in the field. */
  #typed() {
    return this.#query.with({ words: this.#input.value.trim() });
  }

  /* The reader has paused: a word that stands in the archive is searched for, one that may be half-typed is waited for. */
  async #paused() {
    const typed = this.#input.value;
    const same = () => this.#input.value === typed;
    const archive = await this.#open().catch(() => null);
    const finished = archive?.map && same() ? await this.#completions.show(typed, archive.map, same).catch(() => true) : true;
    if (!same()) return;
    const search = () => {
      const onward = this.#typing || this.#query.empty;
      this.#go(this.#typed(), onward ? "replace" : "push");
      this.#typing = true;
    };
    clearTimeout(this.#timer);
    if (finished) search();
    else this.#timer = setTimeout(search, REST);
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
    if (how !== "replace") this.#completions.hide();   // while one types they stay
    this.#typing = false;
    if (how) this.#first = PAGE;
    const address = location.pathname + query.address();
    if (how && address !== location.pathname + location.search) history[`${how}State`](null, "", address);
    if (this.#input.value.trim() !== query.words) this.#input.value = query.words;
    this.#query = query;
    this.#sort.value = query.sort;
    this.#years.days(query);
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
    const search = await searchFor(query, archive, saved);
    if (!current()) return null;
    this.#wanted = this.#first;
    let fresh = true;
    await this.#advance(search, archive, current, {
      first: () => {
        if (!fresh) return;
        fresh = false;
        this.#search = search;
        this.#list.clear();
        this.#help.begin(search);
      },
    });
    if (current() && search.done) await this.#help.onward(search, archive, current);
    return search;
  }

  #noneSaved() {
    this.#clear();
    this.#status.noneSaved();
  }

  /* Goes on until enough is found, or `most` volumes have answered, showing what comes; `first` is called before that. */
  async #advance(search, archive, current, { first = () => {}, most = 0 } = {}) {
    this.#busy = true;
    try {
      const tell = () => {
        if (!current()) return false;
        first();
        this.#narrow(search, archive);
        if (most) this.#status.progress(search.progress);
        else if (search instanceof Ranked) this.#status.foretold(search);
        this.#showing = this.#showing.catch(() => {}).then(() => this.#list.show(search, this.#wanted, current));
        return true;
      };
      await search.further(() => this.#list.passing(search).length, this.#wanted, tell, most);
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
    this.#refine.show(search, archive.volumes, words !== this.#words);
    this.#years.show(search, archive.volumes);
    this.#words = words;
  }

  /* Says what was found, when the search has come to rest. */
  #settle(search, archive) {
    const found = this.#list.passing(search).length;
    this.#status.found(search, archive.volumes);
    this.#narrow(search, archive);
    const waiting = found > this.#list.length;
    const onward = search.query.sort === "oldest" ? this.dataset.onward : this.dataset.back;
    this.#more.textContent = waiting || search instanceof Ranked ? this.dataset.more : onward;
    this.#more.hidden = !waiting && search.done;
    this.#all.hidden = search.done || search.progress[0] === search.progress[1];
    this.#help.rest(search, found, archive);
  }

  /* Asks `most` of the volumes that are left, with their terms. */
  async #searchOn(most) {
    const search = this.#search;
    if (!search || this.#busy || search.done) return;
    const number = this.#asked;
    const current = () => number === this.#asked;
    this.#all.setAttribute("aria-disabled", "true");
    try {
      const archive = await this.#open();
      await this.#advance(search, archive, current, { most });
      if (current() && search.done) await this.#help.onward(search, archive, current);
    } catch (error) {
      if (current()) this.#status.say("error", this.dataset.error);
      console.warn(error);
    } finally {
      this.#all.removeAttribute("aria-disabled");
    }
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
        await this.#list.show(search, this.#wanted, current);
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
    const links = [...this.#list.links, ...this.#help.links];
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
    this.#all.hidden = true;
    this.#help.hide();
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
