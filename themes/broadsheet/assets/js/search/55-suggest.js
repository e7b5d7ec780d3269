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

  /* Offers what was meant; `meant` has the suggestions for each word, `nowhere` the words of which there is no article. */
  show(query, meant, nowhere) {
    const words = this.#host.dataset;
    const buttons = meant.flatMap(([word, suggestions]) => suggestions.map((each) => {
      const instead = withInstead(query.words, word, each);
      const button = make("button", { type: "button" }, instead);
      button.addEventListener("click", () => this.#change(query.with({ words: instead })));
      return button;
    }));
    const said = nowhere.map((word) => fill(words.nowhere, { words: quoted(word, words.marks) }));
    this.#host.replaceChildren(...said.flatMap((sentence) => [sentence, " "]), ...(buttons.length ? [words.meant, " ", ...buttons] : []));
    this.#host.hidden = !this.#host.childNodes.length;
  }
}

/* What was written, with one word put in the place of another. */
function withInstead(written, word, other) {
  return written.replace(/[\p{L}\p{M}\p{N}]+/gu, (part) => (fold(part) === word ? other : part));
}
