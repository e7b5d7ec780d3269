/*
 * An article that was found: by Pagefind, which gives the places of words in it, or by the word map, and then read.
 */

class Hit {
  article = null;   // once it has been fetched
  reading = null;   // and read
  #estimate = 0;
  #volume;
  #found;

  /* `article` has its key, date, length and fragment; `places` are those of each thing asked. */
  constructor(volume, article, places) {
    this.#volume = volume;
    this.#found = article;
    this.places = places;
  }

  /* An article that was fetched, read for a question. */
  static of(volume, key, article, question) {
    const hit = new Hit(volume, { fragment: article.fragment, key, date: article.iso, length: article.words }, []);
    hit.read(article, question);
    return hit;
  }

  get id() {
    return this.#volume.path + this.#found.fragment;
  }

  get volume() {
    return this.#volume;
  }

  get key() {
    return this.#found.key;
  }

  /* Whether its terms are known. */
  get termed() {
    return Boolean(this.article || this.#volume.terms);
  }

  /* What filters and orders heed; terms as far as they are known. */
  get facts() {
    const own = () => Object.fromEntries(Object.entries(this.article.terms).map(([taxonomy, terms]) => [taxonomy, terms.map(([slug]) => slug)]));
    const terms = this.#volume.terms?.get(this.#found.fragment) ?? (this.article ? own() : {});
    return { date: this.#found.date, terms };
  }

  /* Scores it by what Pagefind and the map say of it, as long as its text has not been read. */
  weigh(weights, prospects) {
    const titled = prospects?.titled(this.#volume.id, this.key) ?? [];
    this.#estimate = weigh(this.places.map((places, index) => ({
      weight: weights[index],
      share: saturated(Math.max(1, places.length), this.#found.length),
      title: Boolean(titled[index]),
      places,
    })), { headline: Boolean(prospects?.headlines.has(this.#volume.id + this.key)) });
  }

  /* What it is ordered by. */
  get score() {
    return this.reading?.weighed ? this.reading.score : this.#estimate;
  }

  /* Fetches the article, and reads it for what a question asks. */
  async load(question) {
    if (!this.article) {
      const articles = await this.#volume.articlesOf(this.key);
      this.article = articles.find(({ fragment }) => fragment === this.#found.fragment);
      if (!this.article) throw new Error(`${this.id}: an article is missing`);
    }
    this.read(this.article, question);
  }

  /* Takes the article itself, and reads it; once more, where it was read before it was known what is rare. */
  read(article, question) {
    this.article = article;
    if (!this.reading || (question.weighed && !this.reading.weighed)) this.reading = new Reading(article, question);
  }
}
