/*
 * The search page.
 *
 *     <archive-search data-index="/archive/search/data/" data-base="/archive/" data-found-one="…" …>
 *       <form><input type="search" name="q"></form>
 *       <p class="search-days" aria-live="polite"></p>
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
 *       <details class="refine">…</details>          see 35-refine.js and 36-years.js
 *     </archive-search>
 *
 * The element enhances what stands in it: the form asks, the paragraph says how many articles were found, or about how
 * many, the list holds the best, ten at a time. Without this script the form still leads here, and
 * <noscript> shows other ways.
 *
 * What is asked stands in the address (05-query.js). Sending the form or choosing a filter makes a step that the back
 * button undoes. So does each query typed that comes to rest; typing changes the others in place.
 *
 * `data-status` on the element is one of idle, searching, found, none, error; `data-arriving` is there while results
 * come, “unasked” where scrolling brings them.
 */

const PAUSE = 200;       // ms without a key until a word that stands in the archive is searched for
const HALF_TYPED = 1000; // and one that may be half-typed
const REST = 1000;       // ms that what was found stands without a key until its query has come to rest

class ArchiveSearch extends HTMLElement {
  #form = this.querySelector("form");
  #input = this.querySelector("input[type=search]");
  #sort = this.querySelector("select");
  #status = new SearchStatus(this);
  #refine;
  #years;
  #showing;
  #completions;

  #archive = null;          // promise of the archive: its engine and volumes
  #query = new Query();
  #asked = 0;               // the number of the newest search: what older ones bring is dropped
  #first = PAGE;            // how many results are wanted to begin with
  #saved = null;            // the paths of saved volumes, if the last search went through these alone
  #rested = true;           // whether the newest step in the history stays when the reader types on
  #timer = 0;

  connectedCallback() {
    const query = () => this.#typed();
    const choose = (changed) => this.#take(changed, "push");
    const take = (changed) => {
      choose(changed);
      this.#input.focus();
    };
    const refine = this.querySelector(".refine");
    this.#refine = new Refine(refine, query, choose, () => this.#showing.searchOn(FARTHEST));
    this.#years = new Years(refine.querySelector(".refine-years"), query, choose);

    this.#showing = new Showing(this, {
      status: this.#status,
      refine: this.#refine,
      years: this.#years,
      help: new Help(this, this.#refine, take),
    });
    this.#completions = new Completions(this.querySelector(".search-completions"), (words) => take(query().with({ words })));

    this.#input.addEventListener("focus", () => this.#open().catch(() => {}), { once: true });
    this.#input.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#paused(), PAUSE);
    });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#take(this.#typed(), "push");
    });
    this.#sort.addEventListener("change", () => this.#take(query().with({ sort: this.#sort.value }), "push"));
    this.addEventListener("keydown", (event) => this.#key(event));
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
    const archive = await this.#reached().catch(() => null);
    const finished = archive?.map && same() ? await this.#completions.show(typed, archive.map, same).catch(() => true) : true;
    if (!same()) return;
    clearTimeout(this.#timer);
    if (finished) await this.#type();
    else this.#timer = setTimeout(() => this.#type(), HALF_TYPED);
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
    await this.#take(this.#query, "");
    history.scrollRestoration = "auto";
    this.#showing.place(top);
  }

  /* Remembers how many results are shown, and where the reader is among them: the browser's own restoring would
     come before the results, and again beside ours. */
  #leave() {
    if (!this.#showing.length) return;
    history.replaceState({ shown: this.#showing.length, top: Math.ceil(scrollY) }, "");
    history.scrollRestoration = "manual";
  }

  /* Takes up a query that the reader has done with: nothing is offered any more to complete it. */
  #take(query, how) {
    this.#completions.hide();
    return this.#go(query, how);
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

  /* The archive, or what of it is saved where the rest cannot be reached. */
  async #reached() {
    const archive = await this.#open();
    return archive && this.#saved ? archive.only(this.#saved) : archive;
  }

  get #folder() {
    return new URL(this.dataset.index, location.href).href;
  }

  async #run(query) {
    const number = ++this.#asked;
    const current = () => number === this.#asked;
    if (query.empty) return this.#fail(query.words && this.dataset.wordless, "idle");
    this.#status.searching();
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
      if (!saved) this.#archive = null;   // it may have been published anew since the page was opened
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
    this.#saved = saved;
    if (!current()) return null;
    if (!archive) {
      this.#fail(this.dataset.noIndex);
      return null;
    }
    const search = await searchFor(query, archive, saved);
    if (!current()) return null;
    await this.#showing.begin(search, archive, this.#first, current);
    return search;
  }

  #noneSaved() {
    this.#showing.clear(this.#query);
    this.#status.noneSaved();
  }

  /* Arrows go through the field, the results and the buttons below; Escape goes back to the field, or begins anew. */
  #key(event) {
    const { steps } = this.#showing;
    const here = steps.indexOf(document.activeElement);
    const inField = event.target === this.#input;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || (!inField && here < 0)) return;
    if (event.key === "Escape") {
      event.preventDefault();
      if (inField) this.#take(new Query().with({ sort: this.#query.sort }), "push");
      this.#input.focus();
    } else if (event.key === "ArrowDown" && steps.length) {
      event.preventDefault();
      steps[Math.min(here + 1, steps.length - 1)].focus();
    } else if (event.key === "ArrowUp" && here >= 0) {
      event.preventDefault();
      (here ? steps[here - 1] : this.#input).focus();
    }
  }

  #fail(words, status = "error") {
    this.#showing.clear(this.#query);
    this.#status.say(status, words);
  }
}

/* Registered when all parts have run. */
standBetween(new URL(document.querySelector("archive-search").dataset.index, location.href).href);
customElements.define("archive-search", ArchiveSearch);
