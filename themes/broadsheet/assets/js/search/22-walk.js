/*
 * A search that goes through the volumes by date, from the newest or the oldest, a few at a time, until there is
 * enough to show: where articles are ordered by date, where filters narrow the search, and where there is no word map
 * to lead it. Volumes that cannot hold what is asked, as the map knows, are passed over; chosen days are searched whole.
 */

const NOTHING_YET = 60;         // how many volumes are asked before the reader is, where nothing was found
const READ_TO_RANK = 200;       // articles of saved volumes that are read to find the best

class Walk extends Search {
  searched = [];
  #all;
  #scope;
  #left;
  #withTerms;
  #error = null;

  /* `saved` are the paths of the only volumes to search; without it, all are. */
  constructor(volumes, question, saved = null) {
    super(question);
    this.#all = volumes;
    this.cutOff = saved !== null;
    this.#withTerms = this.query.narrowed;
    const inTime = volumes.filter((volume) => volume.overlaps(this.query.from, this.query.to));
    this.#scope = inTime.filter(({ path }) => !saved || saved.has(path));
    this.unsaved = inTime.filter((volume) => !this.#scope.includes(volume));
    const possible = question.hopeless ? [] : this.#scope.filter(({ id }) => question.prospects?.volumes.includes(id) ?? true);
    this.#left = this.#inOrder(possible);
  }

  /* The volumes as they are asked: by date, or those first that promise most. */
  #inOrder(volumes) {
    if (this.query.sort === "oldest") return volumes.toReversed();
    if (this.query.sort === "newest" || !this.question.prospects) return volumes;
    const { promises } = this.question.prospects;
    return volumes.toSorted((one, other) => promises.get(other.id) - promises.get(one.id));
  }

  get done() {
    return this.#left.length === 0;
  }

  /* The volumes that are dealt with: also those that were not asked, because they cannot hold what is. */
  get covered() {
    return this.done ? this.#scope.filter((volume) => !this.missed.includes(volume)) : this.searched;
  }

  /* How many articles each year has, whatever days are chosen. */
  get years() {
    const years = yearCounts(this.hits, this.query);
    if (!this.#foreseen) return years;
    const { prospects } = this.question;
    for (const id of prospects.volumes.filter((each) => !this.searched.some((volume) => volume.id === each))) {
      prospects.years(id).forEach((count, year) => years.set(year, (years.get(year) ?? 0) + count));
    }
    return years;
  }

  /* The volumes whose years are known, at least about. */
  get charted() {
    return this.#foreseen ? this.#all : this.covered;
  }

  /* Whether the map knows what volumes hold that have not been asked: it knows nothing of filters. */
  get #foreseen() {
    return this.question.prospects && !this.query.filters.size;
  }

  /* How many volumes have been dealt with, of how many. */
  get progress() {
    const done = this.searched.length + this.missed.length;
    return [done, done + this.#left.length];
  }

  /* How many articles pass the filters in the volumes searched; about how many there are in all, where the map knows. */
  get total() {
    const found = this.#found;
    if (this.done || this.query.narrowed || !this.question.prospects) return { count: found, exact: true };
    return { count: Math.max(found, aboutFigure([...this.years.values()].reduce((one, other) => one + other, 0))), exact: false };
  }

  /* How many articles were found that pass the filters. */
  get #found() {
    return this.hits.filter((hit) => passes(hit, this.query)).length;
  }

  /* How many further volumes it will take, if they hold what those asked so far do: each costs the reader bytes. */
  #likely(wanted, asked) {
    const found = this.#found;
    return Math.min(AT_ONCE, found ? Math.max(1, Math.ceil((wanted - found) * asked / found)) : asked + 1);
  }

  /*
   * Asks further volumes until `wanted` articles are found, or `most` of them have answered; `tell` is called whenever some
   * have, and ends the search where it gives false.
   */
  async further(wanted, tell, most = 0) {
    const { from, to } = this.query;
    const ranksSaved = this.cutOff && this.query.sort === "relevance" && this.query.asks.length > 0;
    const least = from || to || ranksSaved ? Infinity : most;
    for (let asked = 0; this.#left.length && asked < Math.max(least, this.#found ? FARTHEST : NOTHING_YET);) {
      if (asked >= least && asked && this.#found >= wanted && !this.#left[0].knows(this.question.asks)) return;
      const batch = this.#left.slice(0, least ? AT_ONCE : this.#likely(wanted, asked));
      const answers = await Promise.allSettled(batch.map((volume) => this.#answer(volume)));
      this.#left.splice(0, batch.length);
      asked += batch.length;
      for (const [index, { value, reason }] of answers.entries()) {
        if (value) this.#take(batch[index], value);
        else {
          this.missed.push(batch[index]);
          this.#error = reason;
        }
      }
      if (this.query.sort === "relevance") this.#weigh();
      if (tell() === false) return;
    }
    if (!this.searched.length && this.#error) throw this.#error;
    if (ranksSaved) await this.#readBest(tell);
  }

  /* Reads the best of what saved volumes hold, which costs nothing: their texts tell more than Pagefind does. */
  async #readBest(tell) {
    const best = this.hits.toSorted(ORDERS.relevance).slice(0, READ_TO_RANK);
    if (!this.question.weighed) this.question.weigh(this.counts, this.#articles);
    const loaded = await Promise.allSettled(best.map((hit) => hit.load(this.question)));
    best.filter((_, index) => loaded[index].status === "rejected").forEach((hit) => this.lose(hit));
    tell();
  }

  async #answer(volume) {
    const [answer] = await Promise.all([volume.answer(this.question.asks), this.#withTerms && volume.fetchTerms()]);
    return answer;
  }

  #take(volume, { hits, counts }) {
    this.searched.push(volume);
    this.hits.push(...hits);
    counts.forEach((count, at) => { this.counts[at] = (this.counts[at] ?? 0) + count; });
  }

  /* How many articles the volumes hold that were searched. */
  get #articles() {
    return this.searched.reduce((sum, volume) => sum + volume.articles, 0);
  }

  /* Scores what was found by how often words stand in articles, and in how few articles they do. */
  #weigh() {
    const { prospects, wishes } = this.question;
    const weights = prospects ? wishes.map(({ weight }) => weight) : this.counts.map((count) => rarity(count, this.#articles));
    for (const hit of this.hits) hit.weigh(weights, prospects);
  }
}
