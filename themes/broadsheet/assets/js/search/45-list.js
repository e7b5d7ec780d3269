/*
 * The list of results: what was found, in order, as much of it as is wanted. What is shown stays where it is, also
 * when a further volume brings something that would stand above it.
 */

class ResultList {
  #element;
  #base;
  #shown = new Set();   // hits in the list

  /* `element` is the list, `base` the path of the site's root. */
  constructor(element, base) {
    this.#element = element;
    this.#base = base;
    for (const kind of ["click", "auxclick"]) element.addEventListener(kind, takeWordsAlong);
  }

  get length() {
    return this.#shown.size;
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
    this.#shown.clear();
    this.#element.replaceChildren();
  }

  /* The hits of a search that its filters let pass. */
  passing({ hits, query }) {
    return hits.filter((hit) => passes(hit, query));
  }

  /* Those that are not shown yet, in order. */
  waiting(search) {
    return this.passing(search).filter((hit) => !this.#shown.has(hit)).sort(ORDERS[search.query.sort]);
  }

  /* Adds results until the list holds `wanted`, as long as the search is `current()`. */
  async add(search, wanted, current) {
    const next = this.waiting(search).slice(0, Math.max(0, wanted - this.#shown.size));
    if (!current() || !next.length) return;
    for (const hit of next) this.#shown.add(hit);
    const fragments = await Promise.all(next.map((hit) => hit.load()));
    if (!current()) return;
    this.#element.append(...next.map((hit, index) => resultItem(hit, fragments[index], search.query, this.#base)));
    this.#element.hidden = false;
  }
}
