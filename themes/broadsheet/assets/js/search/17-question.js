/*
 * What is asked, looked up in the word map: each thing becomes a wish, to be found in texts, and a finding, what the
 * map says of it. All words are looked up at once; the shards that they need are fetched in one go.
 */

const MOST_LOOKED_UP = 24;   // words of a very long query: the longest, which are the rarest
const VERY_FEW = 2;          // articles of a word that may be a slip

class Question {
  query;
  archive;          // whose map was asked, if one was
  asked;            // all parts of the words asked, in order
  wishes = [];      // as 16-matching.js has them
  asks = [];        // as Pagefind is to be asked
  failing = [];     // words that occur nowhere, each with its shard, and the parts of the compound that it is in
  doubtful = [];    // and those that may have been meant otherwise: they stand in few articles, or as a beginning alone
  found = [];       // for each wish, whether it can be fulfilled
  led = [];         // for each wish, whether only the likeness of its words speaks for it
  weighed = false;  // whether it is known how rare each thing asked is, so that articles can be scored by their text
  prospects = null; // where the archive has a word map, and something can be found
  terms = [];       // pages of places, authors and the like of just this name
  partial = [];     // articles that hold some of several things asked

  constructor(query, archive = null) {
    this.query = query;
    this.archive = archive;
    this.asked = partsOf(query.words);
  }

  /* Whether no article can hold all that is asked. */
  get hopeless() {
    return this.failing.length > 0 || (this.prospects !== null && !this.prospects.volumes.length);
  }

  /* Learns how rare each thing asked is, from how many of all `articles` hold it (`counts`). */
  weigh(counts, articles) {
    this.wishes.forEach((wish, index) => { wish.weight = rarity(counts[index], articles); });
    this.weighed = true;
  }

  get words() {
    return this.asks.reduce((sum, [way]) => sum + partsOf(way).length, 0);
  }

  /* Articles that hold some of what is asked, those that hold most first: at most `most`, none of those `found`. */
  async some(most, found) {
    const known = new Set(found.map(({ id }) => id));
    const read = await Promise.all(this.partial.slice(0, most + known.size).map(async ({ volume: id, key }) => {
      const volume = this.archive.byId.get(id);
      return (await volume.articlesOf(key)).map((article) => Hit.of(volume, key, article, this));
    }));
    const hits = read.flat().filter((hit) => hit.reading.held && !known.has(hit.id));
    return hits.sort((one, other) => other.reading.held - one.reading.held || other.reading.score - one.reading.score).slice(0, most);
  }
}

/* The ways to write one thing asked, each a list of folded words that follow one another. */
function foldedWays(ask) {
  const ways = ask.map((way) => {
    const parts = partsOf(way);
    if (way.startsWith('"') || parts.length === 1) return parts;
    const whole = joinedWords(way).find(({ word }) => word === parts.join(""));
    return whole ? [whole.word] : [];
  });
  return [...new Map(ways.filter(({ length }) => length).map((way) => [way.join(" "), way])).values()];
}

/* Whether the reader may not have finished a word: it stands alone, without quotation marks. */
function maybeHalf(ask) {
  return ask.every((way) => !way.startsWith('"'));
}

/* A query in a language without a word map, or away from it: what begins as asked is taken for found. */
function plainQuestion(query) {
  const question = new Question(query);
  question.asks = query.asks;
  question.wishes = query.asks.map((ask) => {
    const half = maybeHalf(ask);
    const formsOfWord = (word) => ({ has: (part) => (half ? part.startsWith(word) : part === word) });
    const ways = foldedWays(ask).map((way) => way.map(formsOfWord));
    return { ways, typed: new Set(foldedWays(ask).flat()), weight: 1 };
  });
  question.found = question.wishes.map(() => true);
  question.led = question.wishes.map(() => false);
  return question;
}

/* A query looked up in the word map of an archive. */
async function lookedUp(query, archive) {
  const question = new Question(query, archive);
  const folded = query.asks.map(foldedWays);
  const halves = new Set(query.asks.flatMap((ask, index) => (maybeHalf(ask) ? folded[index].flat() : [])));
  const words = [...new Set(folded.flat(2))].sort((one, other) => other.length - one.length).slice(0, MOST_LOOKED_UP);
  const [first] = question.asked;
  const [whole, ...found] = await Promise.all([
    first ? archive.map.shard(first) : null,
    ...words.map((word) => formsOf(word, archive.map, halves.has(word))),
  ]);
  const forms = new Map(words.map((word, index) => [word, found[index]]));
  const findings = query.asks.map((ask, index) => {
    const one = wishOf(folded[index], forms, archive);
    question.wishes.push(one.wish);
    question.asks.push(one.begun ? ask : ask.map((way) => (partsOf(way).length > 1 || way.startsWith('"') ? way : `"${way}"`)));
    question.found.push(one.missing.length === 0);
    question.led.push(one.led);
    question.failing.push(...one.missing);
    question.doubtful.push(...one.doubtful);
    return { evidence: one.evidence, weight: one.wish.weight, ask: index };
  });
  question.terms = whole ? whole.terms(question.asked.join(" ")) : [];
  const known = findings.filter(({ evidence }) => evidence);
  if (!known.length) return question;
  const prospects = new Prospects(known, archive.sizes, whole.headline(question.asked));
  if (query.asks.length > 1) question.partial = prospects.partial;
  if (!question.failing.length) question.prospects = prospects;
  question.weighed = true;
  return question;
}

/* The wish for one thing asked, and what the map says of it: nothing where its words were not looked up. */
function wishOf(ways, forms, archive) {
  const kindOf = (word) => forms.get(word)?.kind;
  const kinds = ways.flat().map(kindOf);
  const lookedUpOf = (way) => way.filter((word) => forms.has(word)).map((word) => ({ word, parts: ways.length > 1 ? way : [word], ...forms.get(word) }));
  const open = ways.filter((way) => way.every((word) => kindOf(word) !== "none"));
  const missing = open.length ? [] : lookedUpOf(ways.at(-1)).filter(({ kind }) => kind === "none");
  const sets = (open.length ? open : ways).map((way) => way.map((word) => {
    return new Set([word, ...(forms.get(word)?.entries ?? []).map((entry) => entry.word)]);
  }));
  const led = open.length > 0 && open.every((way) => way.some((word) => kindOf(word) === "led"));
  const said = open.map((way) => evidenceOf(way, forms, archive)).filter(Boolean);
  const evidence = said.length ? anyOf(said, archive.sizes) : null;
  const frequency = evidence ? frequencyOf(evidence) : 1;
  const weight = rarity(frequency, archive.articles);
  const wish = { ways: sets, typed: new Set(ways.flat()), weight };
  const rare = evidence && frequency <= VERY_FEW * (ways.at(-1).length > 1 ? IN_A_ROW : 1);   // whether or not they hold the words in a row
  const doubtful = open.length && (rare || !kinds.includes("known")) ? lookedUpOf(ways.at(-1)) : [];
  return { wish, evidence, missing, doubtful, led, begun: kinds.includes("begun") };
}

/* What the map says of one way to write a thing. */
function evidenceOf(way, forms, archive) {
  const known = way.map((word) => forms.get(word)).filter(Boolean);
  if (!known.length) return null;
  const said = allOf(known.map(({ entries }) => anyOf(entries, archive.sizes)), archive.sizes);
  if (known.every(({ kind }) => kind !== "led") && known.length === way.length) return said;
  return doubted(said);
}

/* Evidence of which no article is sure. */
function doubted({ volumes }) {
  const unsure = ([key, said]) => [key, { ...said, sure: false }];
  return {
    complete: false,
    volumes: new Map([...volumes].map(([id, said]) => [id, { ...said, named: new Map([...said.named].map(unsure)) }])),
  };
}

