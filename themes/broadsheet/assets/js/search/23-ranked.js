/*
 * The search for the best articles of the whole archive, led by the word map.
 *
 * Articles that the map names are fetched and read, the most promising first. Where every article that can match is
 * named, that is all. Otherwise Pagefind is asked, volume by volume, those first in which an article can score best:
 * as many as the first answer may cost, and none once what was found cannot be bettered. The rest is for the reader to
 * ask for. A volume that has answered is known exactly; of the others the map says about how much they hold.
 */

const PACKS_TO_CHECK = 20;                // fragment packs fetched for articles that may match, instead of volumes
const READ_TO_CHECK = 60;                 // and how many articles of them are read
const MOST_BESIDE = 8;                    // likewise, where volumes are asked too
// Prices, as measured on 10,000 articles in volumes of some 500: volume.dl has 8 KB, a part of an index 36, a pack 12 to 22.
const OF_AN_ARTICLE = 16;                 // bytes of volume.dl, compressed
const OF_A_CHUNK = 36_000;                // of the part of an index that has a word
const OF_AN_INDEX = 1_500;                // and of the whole index, for each of its articles
const OF_A_PACK = 19_000;
const FIRST_ANSWER = { bytes: 160_000, requests: 18 };   // what asking volumes may cost before the reader asks for more
const BETTER_ANSWER = { bytes: 80_000, requests: 18 };   // likewise, where ten are shown already
const IN_ALL = { bytes: 420_000, requests: 34 };         // what they may cost with all else, where few are found
const TIMES_IN_ALL = 3;                                  // and how many times that for more than two words
const FOR_EXACTNESS = { bytes: 60_000, requests: 12 };   // and where it only makes a number exact

class Ranked extends Search {
  #archive;
  #queue;          // candidates that have not been read
  #left;           // volumes that have not been asked, the best first
  #answered = new Set();
  #before;
  #begun = false;
  #error = null;

  /* `before` is the traffic before the question was looked up. */
  constructor(archive, question, before) {
    super(question);
    this.#archive = archive;
    this.#before = before;
    const { prospects } = question;
    this.#queue = question.hopeless ? [] : prospects.candidates;
    const ids = question.hopeless || prospects.complete ? [] : prospects.volumes;
    const bounds = new Map(ids.map((id) => [id, prospects.bound(id)]));
    this.#left = ids.toSorted((one, other) => bounds.get(other) - bounds.get(one)).map((id) => archive.byId.get(id));
    this.counts = question.found.map((found) => (found ? undefined : 0));
  }

  get foretells() {
    return true;
  }

  get done() {
    return !this.#left.length && !this.#queue.length;
  }

  /* The volumes that are dealt with, once it is known how many articles there are. */
  get covered() {
    return this.total.exact ? this.#archive.volumes.filter((volume) => !this.missed.includes(volume)) : null;
  }

  /* The map knows something of every year. */
  get charted() {
    return this.#archive.volumes;
  }

  /* How many volumes have been dealt with, of how many that can hold what is asked. */
  get progress() {
    const done = this.#answered.size + this.missed.length;
    return [done, done + this.#left.length];
  }

  /* How many articles there are, and whether that is exact. */
  get total() {
    const known = this.hits.length + this.#queue.filter(({ sure }) => sure).length;
    const exact = !this.#left.length && this.#queue.every(({ sure }) => sure);
    if (exact || this.question.hopeless) return { count: known, exact: true };
    let sum = 0;
    for (const count of this.years.values()) sum += count;
    return { count: Math.max(known, this.hits.length + 1, aboutFigure(sum)), exact: false };
  }

  /* How many articles each year has, as far as it is known. */
  get years() {
    const years = new Map();
    const { prospects, hopeless } = this.question;
    if (hopeless) return years;
    const add = (year, count) => years.set(year, (years.get(year) ?? 0) + count);
    const open = new Set([...this.#left.map(({ id }) => id), ...this.#queue.map(({ volume }) => volume)]);
    const expected = prospects.volumes.map((id) => [id, prospects.years(id)]);
    const ratio = this.#ratio(expected);
    for (const [id, about] of expected) {
      if (open.has(id)) about.forEach((count, year) => add(year, count * ratio));
    }
    for (const { volume, facts } of this.hits) {
      if (!open.has(volume.id)) add(Number(facts.date.slice(0, 4)), 1);
    }
    return years;
  }

  /* How many times more, or fewer, the volumes that have answered hold than was expected of them. */
  #ratio(expected) {
    const asked = new Set([...this.#answered].map(({ id }) => id));
    const sum = expected.filter(([id]) => asked.has(id)).flatMap(([, years]) => [...years.values()]).reduce((one, other) => one + other, 0);
    const found = this.hits.filter(({ volume }) => this.#answered.has(volume)).length;
    return sum ? (found + 1) / (sum + 1) : 1;
  }

  /*
   * Finds the best until there are `wanted`, or `most` volumes have answered with their terms; `tell` is called whenever
   * there is something new, and ends the search where it gives false.
   */
  async further(wanted, tell, most = 0) {
    if (!this.#begun) {
      this.#begun = true;
      if (tell() === false) return;   // what the map says by itself
      await this.#first(wanted, tell);
    } else {
      await this.#onward(wanted, tell, most);
    }
    if (!this.hits.length && this.#error) throw this.#error;
    tell();
  }

  async #onward(wanted, tell, most) {
    if (!most) await this.#readOn(() => this.hits.length < wanted, tell);
    const [limit, enough] = most ? [most, Infinity] : [FARTHEST, wanted];
    for (let asked = 0; this.#left.length && asked < limit && this.hits.length < enough;) {
      const batch = this.#left.slice(0, AT_ONCE);
      await this.#ask(batch);
      asked += batch.length;
      if (tell() === false) return;
    }
    if (!most) return;
    await Promise.all([...this.#answered].map((volume) => volume.fetchTerms()));
    if (!this.#left.length) await this.#readOn(() => true, tell);
  }

  /* Reads candidates as long as `more()` are wanted. */
  async #readOn(more, tell) {
    while (this.#queue.length && more()) {
      await this.#check(this.#queue.slice(0, PAGE));
      if (tell() === false) return;
    }
  }

  /* What the reader sees first. */
  async #first(wanted, tell) {
    const sure = this.#queue.filter((candidate) => candidate.sure).slice(0, wanted);
    const open = this.#left.length > 0;
    const unsure = this.#queue.filter((candidate) => !candidate.sure);
    if (!open) {
      await this.#check(this.#inFewPacks([...sure, ...unsure]));
      while (this.hits.length < wanted && this.#queue.length && this.#leftToSpend.bytes > PACKS_TO_CHECK * OF_A_PACK) {
        if (tell() === false) return;
        await this.#check(this.#inFewPacks(this.#queue));
      }
      return;
    }
    const promising = unsure.slice(0, sure.length < wanted ? this.#beside : 0);
    const volumes = this.#affordable(FIRST_ANSWER);
    if (this.question.prospects.headlines.size) {
      await this.#check([...sure, ...promising]);
      if (this.hits.some(({ reading }) => reading.headline)) return;   // what was meant is found
      await this.#ask(volumes);
    } else if (sure.length < wanted) {
      await Promise.all([this.#check([...sure, ...promising]), this.#ask(volumes)]);
    } else {
      await this.#check(sure);
      tell();
      const [single, few] = [this.question.asks.length === 1, this.#affordable(FOR_EXACTNESS)];
      if (few.length === this.#left.length) await this.#ask(few);
      else if (single || !this.#canBeBettered(wanted)) return;
      else await this.#ask(this.#affordable(BETTER_ANSWER));
    }
    if (this.question.led.some((led, index) => led && this.counts[index] === 0)) {
      [this.#left, this.#queue] = [[], []];   // what only looked like a form of it is none
    }
    await this.#afford(wanted, tell);
    await this.#readBest(wanted);
  }

  /* The first of some candidates, those that few fragment packs hold. */
  #inFewPacks(candidates) {
    const packs = new Set();
    return candidates.slice(0, READ_TO_CHECK).filter(({ volume: id, key }) => {
      const pack = id + this.#archive.byId.get(id).packOf(key);
      if (packs.size < PACKS_TO_CHECK) packs.add(pack);
      return packs.has(pack);
    });
  }

  /* As long as few are found, asks as many further volumes as the first answer can still pay for. */
  async #afford(wanted, tell) {
    while (this.hits.length < wanted && this.#left.length) {
      const { bytes, requests } = this.#leftToSpend;
      const next = this.#cost(this.#left[0]);
      if (bytes < next.bytes || requests < next.requests) return;
      await this.#ask(this.#affordable({ bytes, requests }).slice(0, AT_ONCE));
      if (tell() === false) return;
    }
  }

  /* What the first answer may still cost, with the articles that are to be read. */
  get #leftToSpend() {
    const times = this.question.asks.length > 2 ? TIMES_IN_ALL : 1;
    const unread = this.hits.filter(({ reading }) => !reading).length;
    return {
      bytes: IN_ALL.bytes * times - (traffic.bytes - this.#before.bytes) - unread * OF_A_PACK,
      requests: IN_ALL.requests * times - (traffic.requests - this.#before.requests) - unread,
    };
  }

  /* About what it takes to ask a volume. In a small one, several words are in the same part of its index. */
  #cost({ articles }) {
    const parts = Math.min(this.question.words * OF_A_CHUNK, articles * OF_AN_INDEX);
    return { bytes: articles * OF_AN_ARTICLE + parts, requests: 1 + Math.ceil(parts / OF_A_CHUNK) };
  }

  /* How many articles that may match are read beside volumes: for a few words, volumes tell more for their price. */
  get #beside() {
    const { words } = this.question;
    return words > 2 ? Math.min(MOST_BESIDE, 2 * words) : 1;
  }

  /* As many of the volumes that are left, the best first, as `limit` allows; one at least, except of very many words. */
  #affordable({ bytes, requests }) {
    const { words } = this.question;
    const sum = { bytes: 0, requests: 0 };
    const number = this.#left.findIndex((volume, index) => {
      const cost = this.#cost(volume);
      sum.bytes += cost.bytes;
      sum.requests += cost.requests;
      return (index > 0 || words > MOST_LOOKED_UP) && (sum.bytes > bytes || sum.requests > requests);
    });
    return number < 0 ? this.#left : this.#left.slice(0, number);
  }

  /* Whether a volume that was not asked may hold something better than the last of the best. */
  #canBeBettered(wanted) {
    const last = this.hits.toSorted(ORDERS.relevance)[wanted - 1];
    return !last || this.#left.some(({ id }) => this.question.prospects.bound(id) > last.score);
  }

  /* Fetches candidates and keeps those that hold all that is asked. */
  async #check(candidates) {
    const chosen = new Set(candidates);
    this.#queue = this.#queue.filter((candidate) => !chosen.has(candidate));
    const known = new Set(this.hits.map(({ id }) => id));
    await Promise.all(candidates.map(async ({ volume: id, key }) => {
      const volume = this.#archive.byId.get(id);
      try {
        for (const article of await volume.articlesOf(key)) {
          const hit = Hit.of(volume, key, article, this.question);
          if (hit.reading.whole && !known.has(hit.id)) this.hits.push(hit);
        }
      } catch (error) {
        this.#miss(volume, error);
      }
    }));
  }

  async #ask(volumes) {
    this.#left = this.#left.filter((volume) => !volumes.includes(volume));
    const answers = await Promise.allSettled(volumes.map((volume) => volume.answer(this.question.asks)));
    const { prospects, wishes } = this.question;
    const weights = wishes.map(({ weight }) => weight);
    for (const [index, { value, reason }] of answers.entries()) {
      const volume = volumes[index];
      if (!value) {
        this.#miss(volume, reason);
        continue;
      }
      this.#answered.add(volume);
      this.#queue = this.#queue.filter((candidate) => candidate.volume !== volume.id);
      const known = new Set(this.hits.map(({ id }) => id));
      for (const hit of value.hits.filter(({ id }) => !known.has(id))) {
        hit.weigh(weights, prospects);
        this.hits.push(hit);
      }
      value.counts.forEach((count, at) => { this.counts[at] = (this.counts[at] ?? 0) + count; });
    }
  }

  #miss(volume, error) {
    if (!this.missed.includes(volume)) this.missed.push(volume);
    this.#error = error;
  }

  /* Reads the best until the best are all read: a text can turn out worse than was thought. */
  async #readBest(wanted) {
    for (;;) {
      const best = this.hits.toSorted(ORDERS.relevance).slice(0, wanted);
      const unread = best.filter(({ reading }) => !reading);
      if (!unread.length) return;
      const loaded = await Promise.allSettled(unread.map((hit) => hit.load(this.question)));
      for (const [index, { status }] of loaded.entries()) {
        if (status === "rejected") this.lose(unread[index]);
      }
    }
  }
}
