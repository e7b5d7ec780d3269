/*
 * What a search finds, shown as it comes: the list, how many there are, the filters and years, and the buttons for more.
 */

const BY_SCROLLING = 5;  // how many times scrolling brings more; then the button does, and the footer can be reached

/* Resolves once what was changed is on the screen; at once where nobody looks, since no frame comes then. */
function painted() {
  if (document.hidden) return Promise.resolve();
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

class Showing {
  #host;
  #status;
  #list;
  #refine;
  #years;
  #help;
  #more;
  #all;
  #search = null;           // whose results are shown
  #archive = null;
  #current = () => false;   // whether it is still the newest
  #wanted = PAGE;
  #drawn = Promise.resolve();
  #words = null;            // words and order of which the filters are
  #scrolled = 0;
  #placed = 0;              // where the page was put, not by the reader
  #busy = false;
  #next = [];               // what the reader pressed while something was under way

  /* `host` is the element of the search page. */
  constructor(host, { status, refine, years, help }) {
    this.#host = host;
    this.#list = new ResultList(host.querySelector(".search-results"), host.dataset.base);
    [this.#status, this.#refine, this.#years, this.#help] = [status, refine, years, help];
    [this.#more, this.#all] = [host.querySelector(".search-more:not(.search-all)"), host.querySelector(".search-all")];
    this.#more.addEventListener("click", () => this.#showMore(true));
    this.#all.addEventListener("click", () => this.searchOn(Infinity));
    addEventListener("scroll", () => this.#reached(), { passive: true });
  }

  /* How many results are shown. */
  get length() {
    return this.#list.length;
  }

  /* What the arrow keys go through: the links of all results, and the buttons below them. */
  get steps() {
    const buttons = [this.#more, this.#all].filter(({ hidden }) => !hidden);
    return [...this.#list.links, ...buttons, ...this.#help.links];
  }

  /* Shows the `wanted` best of a search, as long as it is `current()`. */
  async begin(search, archive, wanted, current) {
    this.#scrolled = 0;
    this.#forget();
    this.#work(true);
    let fresh = true;
    const first = () => {
      if (!fresh) return;
      fresh = false;
      [this.#search, this.#archive, this.#current] = [search, archive, current];
      this.#list.clear();
      for (const button of [this.#more, this.#all]) button.hidden = true;   // what stands below the results would be pushed down by them
      this.#help.begin(search);
    };
    try {
      await painted();
      await this.#advance({ search, archive, current }, wanted, { first });
    } finally {
      if (current()) this.#rest();
    }
    if (current() && search.done) await this.#help.onward(search, current);
  }

  /* The page is where the reader was before, at `top`. */
  place(top) {
    this.#placed = top;
    if (top && this.length) scrollTo({ top, behavior: "instant" });
  }

  clear(query) {
    this.#forget();
    this.#work(false);
    this.#search = null;
    this.#words = null;
    this.#list.clear();
    this.#list.hidden = true;
    this.#more.hidden = true;
    this.#all.hidden = true;
    this.#help.hide();
    this.#refine.clear(query);
    this.#years.hide(query);
    this.#status.clear();
  }

  /* Goes on until enough is found, or `most` volumes have answered, showing what comes; `first` is called before that. */
  async #advance({ search, archive, current }, wanted, { first = () => {}, most = 0 } = {}) {
    this.#wanted = wanted;
    const tell = () => {
      if (!current()) return false;
      first();
      this.#narrow(search, archive);
      if (most) this.#status.progress(search.progress);
      else if (search.foretells) this.#status.foretold(search);
      this.#drawn = this.#drawn.catch(() => {}).then(() => this.#list.show(search, this.#wanted, current));
      return true;
    };
    await search.further(this.#wanted, tell, most);
    if (!current()) return;
    first();
    await this.#drawn;
    if (current()) this.#settle(search, archive);
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
    const { more, back, onward } = this.#host.dataset;
    this.#status.found(search, archive.volumes);
    this.#narrow(search, archive);
    const waiting = found > this.#list.length;
    const further = search.query.sort === "oldest" ? onward : back;
    this.#more.textContent = waiting || search.foretells ? more : further;
    this.#more.hidden = !waiting && search.done;
    this.#all.hidden = search.done || search.progress[0] === search.progress[1];
    this.#help.rest(search, found, archive);
  }

  /* Asks `most` of the volumes that are left, with their terms. */
  searchOn(most) {
    return this.#goOn(this.#all, async (part) => {
      if (part.search.done) return;
      await this.#advance(part, this.length, { most });
      if (part.current() && part.search.done) await this.#help.onward(part.search, part.current);
    });
  }

  /* Ten more: of those that wait, or from further volumes. With `move`, the focus goes to the first of them. */
  #showMore(move) {
    if (this.#more.hidden || this.#more.hasAttribute("aria-disabled")) return;
    const had = this.length;
    this.#goOn(this.#more, async (part) => {
      const { search, archive, current } = part;
      if (this.#list.waiting(search).length) {
        this.#wanted = had + PAGE;
        await this.#list.show(search, this.#wanted, current);
        if (current()) this.#settle(search, archive);
      } else {
        await this.#advance(part, had + PAGE);
      }
      if (move && current()) this.#list.links[had]?.focus();
    }, move);
  }

  /*
   * Lets the search that is shown go on by `step`, as `button` does; after what is under way. `asked` where a reader
   * pressed it.
   */
  async #goOn(button, step, asked = true) {
    const part = { search: this.#search, archive: this.#archive, current: this.#current };
    if (!part.search) return;
    button.setAttribute("aria-disabled", "true");
    if (this.#busy) {
      this.#next.push(() => this.#goOn(button, step, asked));
      return;
    }
    this.#work(true, asked);
    try {
      await painted();
      await step(part);
    } catch (error) {
      if (part.current()) this.#status.say("error", this.#host.dataset.error);
      console.error(error);
    } finally {
      button.removeAttribute("aria-disabled");
      if (part.current()) this.#rest();
    }
  }

  #forget() {
    this.#next = [];
    for (const button of [this.#more, this.#all]) button.removeAttribute("aria-disabled");
  }

  /*
   * Whether something is under way: meanwhile, the footer is not to be seen moving, nor are the buttons where nobody
   * pressed one (44-search.css).
   */
  #work(busy, asked = true) {
    this.#busy = busy;
    this.#host.toggleAttribute("data-arriving", busy);
    if (busy) this.#host.dataset.arriving = asked ? "" : "unasked";
  }

  /* Nothing is under way any more: what the reader pressed meanwhile comes next. */
  #rest() {
    this.#work(false);
    this.#next.shift()?.();
  }

  /* More comes when the end of the list is near, to those who scroll down. */
  #reached() {
    if (this.#busy || this.#more.hidden || this.#scrolled >= BY_SCROLLING || scrollY <= this.#placed) return;
    if (this.#more.matches(":focus") || this.#list.hasFocus) return;   // keyboard users press the button
    if (this.#more.getBoundingClientRect().top > innerHeight * 1.5) return;
    this.#scrolled += 1;
    this.#showMore(false);
  }
}
