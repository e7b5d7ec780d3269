/*
 * What was asked, found again in the text of an article.
 *
 * A wish is one thing asked: { ways, typed, weight }. Each way is a list of words that must follow one another, each a
 * set of forms; `typed` are the forms as they were written, which count for more than others of the same stem.
 */

const OTHER_FORM = 0.7;

/* A text as words to show, and the parts of them that count. */
class Passage {
  words;        // as they are shown
  #parts = [];
  #places = []; // for each part, which of the words it is in
  #joined = new Map();   // word → parts at which it begins

  constructor(words) {
    this.words = words;
    words.forEach((word, place) => {
      const start = this.#parts.length;
      for (const part of partsOf(word)) {
        this.#parts.push(part);
        this.#places.push(place);
      }
      if (this.#parts.length - start > 1) {
        for (const { word: whole, part } of joinedWords(word)) this.#join(whole, start + part);
      }
    });
    this.#temperatures();
  }

  get parts() {
    return this.#parts;
  }

  #join(word, part) {
    this.#joined.set(word, [...(this.#joined.get(word) ?? []), part]);
  }

  #temperatures() {
    const text = this.words.join(" ");
    if (!/\d\s*(?:[°º]\s*|deg\p{L}*\s+)?[CFK]/iu.test(text)) return;
    const placed = new Map(this.#places.map((place, part) => [place, part]).toReversed());
    for (const found of text.matchAll(TEMPERATURE)) {
      const place = text.slice(0, found.index).split(" ").length - 1;
      this.#join(temperatureWord(found), placed.get(place) ?? 0);
    }
  }

  /* Where a wish is fulfilled: [{ place, words: number of them, typed }, …], in order. */
  find({ ways, typed }) {
    const found = new Map();
    for (const way of ways) {
      for (const part of way.length === 1 ? this.#single(way[0]) : this.#following(way)) {
        const place = this.#places[part] ?? 0;
        const end = this.#places[Math.min(part + way.length, this.#parts.length) - 1] ?? place;
        const known = found.get(place);
        const asTyped = way.length > 1 || typed.has(this.#parts[part]) || Boolean(known?.typed);
        found.set(place, { place, words: Math.max(end - place + 1, known?.words ?? 1), typed: asTyped });
      }
    }
    return [...found.values()].sort((one, other) => one.place - other.place);
  }

  #single(forms) {
    const found = [];
    this.#parts.forEach((part, at) => { if (forms.has(part)) found.push(at); });
    for (const [word, places] of this.#joined) {
      if (forms.has(word)) found.push(...places);
    }
    return found;
  }

  #following(way) {
    const found = [];
    for (let at = 0; at + way.length <= this.#parts.length; at += 1) {
      if (way.every((forms, index) => forms.has(this.#parts[at + index]))) found.push(at);
    }
    return found;
  }
}

/* The words of an article's text as Pagefind counts them. */
function wordsOf(text) {
  const plainText = text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
  return plainText.split(plainText.includes("\u200B") ? "\u200B" : /\s+/).filter((word, index) => word || index);
}

/* The words of a headline, each elided article by itself, as an article's text has them. */
function titleWords(title) {
  return (french ? title.replace(ELISION, "$1 ") : title).split(/\s+/).filter(Boolean);
}

/* An article, read for what a question asks. */
class Reading {
  score;
  weighed;       // whether it was known how rare each wish is
  held;          // how many of the wishes it fulfils
  whole;         // whether these are all
  found;         // for each wish, where in the text
  titleFound;    // and where in the headline
  headline;      // whether that is just what was asked

  constructor(article, { wishes, asked, weighed }) {
    this.weighed = weighed;
    this.text = new Passage(wordsOf(article.text));
    this.title = new Passage(titleWords(article.title));
    const terms = Object.values(article.terms ?? {}).flat().map(([, name]) => name);
    const others = [article.place, article.weather, article.date, ...terms].filter(Boolean);
    const about = new Passage(others.flatMap((each) => each.split(/\s+/)));
    this.found = wishes.map((wish) => this.text.find(wish));
    this.titleFound = wishes.map((wish) => this.title.find(wish));
    const signs = wishes.map((wish, index) => {
      const all = [...this.found[index], ...this.titleFound[index], ...about.find(wish)];
      const times = all.reduce((sum, { typed }) => sum + (typed ? 1 : OTHER_FORM), 0);
      return {
        weight: wish.weight,
        share: saturated(times, article.words),
        title: this.titleFound[index].length > 0,
        places: this.found[index].map(({ place }) => place),
        titlePlaces: this.titleFound[index].map(({ place }) => place),
        held: all.length > 0,
      };
    });
    this.held = signs.filter(({ held }) => held).length;
    const named = new Set(this.titleFound.flat().map(({ place }) => place));
    this.headline = asked.length > 0 && asked.join(" ") === this.title.parts.join(" ");
    this.score = weigh(signs, { coverage: named.size / Math.max(1, this.title.words.length), headline: this.headline });
    this.whole = this.held === wishes.length;
  }
}
