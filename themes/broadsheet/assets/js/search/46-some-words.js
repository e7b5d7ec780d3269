/*
 * Below the results, where fewer than a page of articles hold all words: those that hold most of them.
 *
 *     <div class="search-some" hidden><p>These hold only some of the words:</p> <ol class="search-partial"></ol></div>
 */

class SomeWords {
  #host;
  #list;
  #base;

  constructor(host, base) {
    this.#host = host;
    this.#list = host.querySelector("ol");
    this.#base = base;
    for (const kind of ["click", "auxclick"]) host.addEventListener(kind, takeWordsAlong);
  }

  get links() {
    return [...this.#list.querySelectorAll("a")];
  }

  show(hits) {
    this.#list.replaceChildren(...hits.map((hit) => resultItem(hit, this.#base)));
    this.#host.hidden = !hits.length;
  }

  hide() {
    this.show([]);
  }
}
