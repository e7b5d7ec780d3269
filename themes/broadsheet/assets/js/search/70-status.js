/*
 * What the page says of a search: how many articles were found, how far back it went, what it could not reach.
 *
 * The words are the element's own, in its data attributes. `data-status` tells the same to the style sheet.
 */

const UNTOLD = 600;      // ms of searching before it is said

class SearchStatus {
  #element;
  #status;
  #days;
  #unsaved;
  #notice = 0;

  constructor(element) {
    this.#element = element;
    this.#status = element.querySelector("[role=status]");
    this.#days = element.querySelector(".search-days");
    this.#unsaved = element.querySelector(".search-unsaved");
  }

  get #words() {
    return this.#element.dataset;
  }

  /* The status is heard, so it changes when there is something to say, and not with every volume. */
  say(status, words) {
    clearTimeout(this.#notice);
    this.#element.dataset.status = status;
    if (this.#status.textContent !== words) this.#status.textContent = words;
  }

  searching() {
    clearTimeout(this.#notice);
    this.#element.dataset.status = "searching";
    this.#notice = setTimeout(() => this.say("searching", this.#words.searching), UNTOLD);
  }

  /* Says which days of a query are not taken as they stand in the address. */
  days({ odd, turned }) {
    const notes = odd.map((written) => fill(this.#words.odd, { written: quoted(written, this.#words.marks) }));
    if (turned) notes.push(this.#words.turned);
    this.#days.textContent = notes.join(" ");
  }

  /* What is known of the number of articles, while the search goes on. */
  foretold(search) {
    this.say("searching", this.#sentence(search, false));
  }

  /* How far a search through the rest of the archive has come. */
  progress([done, all]) {
    this.say("searching", fill(this.#words.progress, { done: numbers.format(done), all: numbers.format(all) }));
  }

  /* The search has come to rest. */
  found(search, volumes) {
    const far = this.#far(search, volumes);
    const missed = search.missed.length ? fill(this.#words.missed, { spans: spans(search.missed) }) : "";
    const none = search.hits.length === 0 || search.total.count === 0;
    this.say(none ? "none" : "found", [this.#sentence(search, none), far, missed].filter(Boolean).join(" · "));
  }

  #sentence({ query, total: { count, exact } }, none) {
    const words = quoted(query.words, this.#words.marks);
    if (!exact) return none ? fill(this.#words.noneYet, { query: words }) : counted(this.#element, "about", count, { query: words });
    const sentence = counted(this.#element, query.asks.length ? "found" : "listed", count, { query: words });
    return none ? this.#within(query, sentence) : sentence;
  }

  /* Without a network, and nothing of this language is saved. */
  noneSaved() {
    this.say("error", this.#words.noneSaved);
    this.#unsaved.replaceChildren(this.#offlineLink());
  }

  clear() {
    this.#unsaved.replaceChildren();
    this.say("idle", "");
  }

  /* A sentence with the days that a query is limited to. */
  #within({ from, to }, sentence) {
    if (!from && !to) return sentence;
    const { onDay, between, after, before } = this.#words;
    let words = from ? after : before;
    if (from && to) words = from === to ? onDay : between;
    return fill(words, { sentence, first: from && longDay(from), last: to && longDay(to) });
  }

  /* How far the search has gone, and what it had to leave out. */
  #far({ covered, unsaved, query }, volumes) {
    this.#unsaved.replaceChildren();
    if (!covered) return "";
    if (unsaved.length) {
      const text = fill(this.#words.unsaved, { spans: stretches(unsaved, volumes) });
      this.#unsaved.append(text, " ", this.#offlineLink());
    }
    const whole = span(volumes);
    if (covered.length === volumes.length || (!covered.length && !unsaved.length)) return fill(this.#words.searchedAll, { whole });
    if (!covered.length) return "";
    return fill(this.#words.searched, { span: query.sort === "relevance" ? stretches(covered, volumes) : span(covered), whole });
  }

  #offlineLink() {
    return make("a", { href: this.#words.offline }, this.#words.offlineLink);
  }
}
