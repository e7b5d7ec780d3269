/*
 * The list of results: what was found, in order, as much of it as is wanted. Its order may change until the reader
 * touches the page; from then on what is shown stays where it is, also when something is found that would stand above.
 */

class ResultList {
  #element;
  #base;
  #shown = [];           // hits in the list, in order
  #items = new Map();    // hit → its list item
  #touched = false;

  /* `element` is the list, `base` the path of the site's root. */
  constructor(element, base) {
    this.#element = element;
    this.#base = base;
    for (const kind of ["click", "auxclick"]) element.addEventListener(kind, takeWordsAlong);
    const touch = () => { this.#touched = true; };
    for (const kind of ["pointerdown", "keydown", "wheel", "touchstart"]) addEventListener(kind, touch, { passive: true });
    for (const kind of ["pointermove", "focusin"]) element.addEventListener(kind, touch, { passive: true });
  }

  get length() {
    return this.#shown.length;
  }

  get links() {
    return [...this.#element.querySelectorAll("a")];
  }

  get hasFocus() {
    return this.#element.contains(document.activeElement);
  }

  set hidden(hidden) {
    this.#element.hidden = hidden;
  }

  clear() {
    this.#shown = [];
    this.#items.clear();
    this.#element.replaceChildren();
    this.#touched = false;
  }

  /* The hits of a search that its filters let pass. */
  passing({ hits, query }) {
    return hits.filter((hit) => passes(hit, query));
  }

  /* Those that are not shown yet, in order. */
  waiting(search) {
    const shown = new Set(this.#shown);
    return this.passing(search).filter((hit) => !shown.has(hit)).sort(ORDERS[search.query.sort]);
  }

  /* Shows the best, `wanted` of them, as long as the search is `current()`. */
  async show(search, wanted, current) {
    const order = ORDERS[search.query.sort];
    const best = this.passing(search).sort(order).slice(0, wanted);
    await this.#load(this.#touched ? this.waiting(search).slice(0, Math.max(0, wanted - this.length)) : best, search);
    if (!current()) return;
    if (this.#touched) {
      this.#put([...this.#shown, ...this.waiting(search).filter(({ reading }) => reading).slice(0, Math.max(0, wanted - this.length))]);
    } else {
      this.#put(best.filter(({ reading }) => reading).sort(order));
    }
  }

  /* Fetches the articles of hits. Those that cannot be had are left out, unless none can. */
  async #load(hits, search) {
    const loaded = await Promise.allSettled(hits.map((hit) => hit.load(search.question)));
    const unavailable = hits.filter((_, index) => loaded[index].status === "rejected");
    if (hits.length && unavailable.length === hits.length) throw loaded[0].reason;
    for (const hit of unavailable) search.lose(hit);
  }

  /* Brings the list to these hits, moving as few items as that takes. */
  #put(hits) {
    const wanted = new Set(hits);
    for (const hit of this.#shown.filter((each) => !wanted.has(each))) this.#items.get(hit).remove();
    hits.forEach((hit, at) => {
      if (!this.#items.has(hit)) this.#items.set(hit, resultItem(hit, this.#base));
      const item = this.#items.get(hit);
      if (this.#element.children[at] !== item) this.#element.insertBefore(item, this.#element.children[at] ?? null);
    });
    this.#shown = hits;
    this.#element.hidden = !hits.length;
  }
}
