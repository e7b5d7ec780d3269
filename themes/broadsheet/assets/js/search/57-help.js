/*
 * What helps on where little was found: words that may have been meant, articles that hold some of the words, and ways
 * to loosen a query.
 */

const COST_OF_NONE = 4;   // requests for a search of one or two words that finds nothing, all help included

class Help {
  #suggest;
  #some;
  #loosen;
  #refine;
  #base;
  #ways = null;   // shows ways to loosen the query, when what stands above them is known

  /* `host` is the element of the search page, `refine` names terms; `take(query)` takes a query up. */
  constructor(host, refine, take) {
    this.#refine = refine;
    this.#suggest = new Suggest(host.querySelector(".search-terms"), host.querySelector(".search-suggest"), refine.labels, take);
    this.#some = new SomeWords(host.querySelector(".search-some"), host.dataset.base);
    this.#loosen = new Loosen(host.querySelector(".search-loosen"), take);
    this.#base = host.dataset.base;
  }

  get links() {
    return this.#some.links;
  }

  hide() {
    this.#ways = null;
    this.#suggest.hide();
    this.#some.hide();
    this.#loosen.hide();
  }

  /* A search has begun: the pages that are called what was asked stand first. */
  begin({ question }) {
    this.hide();
    this.#suggest.showTerms(question, this.#base);
  }

  /* A search has come to rest, with `found` articles. */
  rest({ query, counts, done }, found, { volumes }) {
    this.#loosen.hide();
    this.#ways = null;
    if (found) return;
    this.#ways = () => this.#loosen.show(query, counts, (taxonomy, slug) => this.#refine.name(taxonomy, slug, volumes));
    if (!done) this.#ways();
  }

  /* All is searched: helps on where fewer than a page were found. */
  async onward(search, current) {
    await this.#helpOn(search, current);
    if (current()) this.#ways?.();
  }

  async #helpOn({ question, hits, query, cutOff }, current) {
    if (!question.archive || hits.length >= PAGE) return;
    const meant = await this.#meant(question, question.archive.map, hits.length === 0).catch(() => []);
    if (!current()) return;
    const several = question.asks.length > 1;
    this.#suggest.show(question.query, meant, several ? question.failing.map(({ word }) => word) : []);
    if (query.sort !== "relevance" || query.narrowed) return;
    const some = await question.some(cutOff ? PAGE - hits.length : this.#most(question, hits.length), hits).catch(() => []);
    if (current()) this.#some.show(some);
  }

  /* How many articles that hold some of the words are worth fetching from afar, where `found` hold all. */
  #most({ found: known, words, failing }, found) {
    const several = known.filter(Boolean).length > 2;
    return found || several ? PAGE - found : Math.max(0, COST_OF_NONE - words - failing.length);
  }

  /*
   * What to put in the place of words that may be slips: a list of ways, each a Map of word → other. Of words that are in
   * no article, all are replaced at once, and left out where nothing is like them; only where there are none, others are
   * put right, each by itself. Where nothing was found, also what takes further files to find.
   */
  async #meant({ failing, doubtful, words }, map, none) {
    if (failing.length) {
      const found = await this.#meantByAll(failing, words, map);
      const most = Math.max(...found.map(([, meant]) => meant.length));
      return Array.from({ length: most }, (_, rank) => new Map(found.map(([word, meant]) => [word, meant[rank] ?? meant[0] ?? ""])));
    }
    const unknown = doubtful.filter(({ kind }) => none || kind !== "known");
    const rare = doubtful.filter((each) => !unknown.includes(each)).map(({ word, shard }) => [word, ratherMeantBy(word, shard)]);
    const found = [...await this.#meantByAll(unknown, words, map), ...rare];
    return found.flatMap(([word, meant]) => meant.map((each) => new Map([[word, each]])));
  }

  /* For each unknown word, what was meant. What files may be fetched are for those of which there is nothing like near. */
  async #meantByAll(unknown, words, map) {
    const far = unknown.filter(({ word, shard }) => !likeliest(word, inShard(shard)).length);
    const seeking = far.length ? far : unknown;
    const article = Number(words > unknown.length);   // that holds the words which are known
    const files = Math.max(Number(unknown.length === 1), Math.floor((COST_OF_NONE - words - article) / seeking.length));
    const found = await Promise.all(unknown.map(async (each) => {
      return [each.word, await meantByPart(each, map, seeking.includes(each) ? files : 0)];
    }));
    if (found.every(([, meant]) => !meant.length)) return found;
    return Promise.all(found.map(async ([word, meant], index) => {   // a query of which something was put right is worth more
      return [word, meant.length ? meant : await meantByPart(unknown[index], map, Infinity)];
    }));
  }
}
