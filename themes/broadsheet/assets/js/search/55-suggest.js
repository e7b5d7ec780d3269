/*
 * What a reader may have meant, and the pages of places, authors and tags that are called what was asked:
 *
 *     <p class="search-terms" hidden></p>
 *     <p class="search-suggest" data-meant="Did you mean" data-nowhere="{words} is in no article." data-marks="“{words}”" hidden></p>
 */

class Suggest {
  #terms;
  #host;
  #change;
  #labels;

  /* `change(query)` is called with the query that a reader takes up; `labels` has the name of each taxonomy. */
  constructor(terms, host, labels, change) {
    this.#terms = terms;
    this.#host = host;
    this.#labels = labels;
    this.#change = change;
  }

  hide() {
    this.#host.hidden = true;
    this.#host.replaceChildren();
    this.#terms.hidden = true;
  }

  /* Links to the pages of just this name. */
  showTerms({ terms }, base) {
    this.#terms.hidden = !terms.length;
    const links = terms.flatMap(({ taxonomy, name, url }) => {
      const link = make("a", { href: pageLink(base + url.replace(/^\//, "")) }, name);
      return [make("span", { className: "term-kind" }, this.#labels.get(taxonomy) ?? taxonomy), " ", link, " "];
    });
    this.#terms.replaceChildren(...links);
  }

  /* Offers what was meant; `meant` has what to put in the place of words, each a way, `nowhere` the words of which there is no article. */
  show(query, meant, nowhere) {
    const words = this.#host.dataset;
    const ways = new Set(meant.map((others) => withInstead(query.words, others)));
    const buttons = [...ways].filter(lettered).map((instead) => {
      const button = make("button", { type: "button" }, instead);
      button.addEventListener("click", () => this.#change(query.with({ words: instead })));
      return button;
    });
    const said = nowhere.map((word) => fill(words.nowhere, { words: quoted(word, words.marks) }));
    this.#host.replaceChildren(...said.flatMap((sentence) => [sentence, " "]), ...(buttons.length ? [words.meant, " ", ...buttons] : []));
    this.#host.hidden = !this.#host.childNodes.length;
  }
}

/* What was written, with other words put in the place of some, or with nothing. */
function withInstead(written, others) {
  const put = written.replace(/[\p{L}\p{M}\p{N}]+/gu, (part) => others.get(fold(part)) ?? part);
  return put.replace(/\s+/g, " ").trim();
}
