/*
 * What can be done where nothing is found, each as a button that does it (or, for another language, a link):
 *
 *     <div class="search-loosen" data-quotes="…" data-filter="… {term}" data-years="…" data-words="… {words}" data-marks="“{words}”" hidden>
 *       <p>Perhaps there is more to find:</p>
 *       <p class="loosen-ways"> <a hreflang="fr">…</a> </p>
 *       <p>Or look here:</p> <ul>…</ul>
 *     </div>
 */

const FEWER = 4;   // how many of several words are offered to be left out

class Loosen {
  #host;
  #ways;
  #change;

  constructor(host, change) {
    this.#host = host;
    this.#ways = host.querySelector(".loosen-ways");
    this.#change = change;
  }

  hide() {
    this.#host.hidden = true;
  }

  /*
   * Offers what loosens `query`; `counts` tells how many articles have each word that it asks, and
   * `name(taxonomy, slug)` how a term is written.
   */
  show(query, counts, name) {
    const words = this.#host.dataset;
    const offers = [];
    const unquoted = query.words.replace(/["“”„‟«»]/g, " ").replace(/\s+/g, " ").trim();
    if (unquoted !== query.words && unquoted.includes(" ")) offers.push([words.quotes, { words: unquoted }]);
    for (const [taxonomy, slugs] of query.filters) {
      for (const slug of slugs) {
        const { filters } = query.withTerm(taxonomy, slug, false);
        offers.push([fill(words.filter, { term: name(taxonomy, slug) }), { filters }]);
      }
    }
    if (query.from || query.to) offers.push([words.years, { from: "", to: "" }]);
    for (const fewer of unquoted === query.words ? fewerWords(unquoted.split(" "), counts) : []) {
      offers.push([fill(words.words, { words: quoted(fewer, words.marks) }), { words: fewer }]);
    }
    const buttons = offers.map(([text, changes]) => {
      const button = make("button", { type: "button" }, text);
      button.addEventListener("click", () => this.#change(query.with(changes)));
      return button;
    });
    this.#ways.querySelectorAll("button").forEach((old) => old.remove());
    this.#ways.prepend(...buttons);
    const none = this.#ways.childElementCount === 0;
    for (const part of [this.#ways, this.#ways.previousElementSibling]) part.hidden = none;
    this.#host.hidden = false;
  }
}

/* The query without the words that occur nowhere; where there are none, without each of its words in turn. */
function fewerWords(written, counts) {
  const words = written.filter(lettered);
  const known = counts.length === words.length ? words.filter((_, index) => counts[index] !== 0) : words;
  if (known.length < words.length) return known.length ? [known.join(" ")] : [];
  if (words.length < 2) return [];
  return words.slice(0, FEWER).map((_, left) => words.toSpliced(left, 1).join(" "));
}
