/*
 * The word map: which volumes hold a word, how well it can score there, in about how many articles of which years, and
 * in whose headlines it stands. docs/architecture.md describes it.
 *
 * It is cut into shards by the first three letters of a word, so that the forms of a word, and the words that begin
 * with what was typed, are in one file:
 *
 *     @port louis ⇥ places ⇥ Port Louis ⇥ /places/port-louis/
 *     #1k3f9x2 ⇥ <volume><key>…                                articles with this headline
 *     harbours ⇥ harbour ⇥ =<statement>;<statement>…           one for each volume
 *
 * A statement begins with the three characters of its volume, followed by four for each year and, behind a colon, by
 * five for each article that is named.
 */

const HEAD = 3;           // letters at the beginning of a word that pick its shard
const TAIL = 3;           // and at the end, which pick where its ending stands
const SHORT_TAIL = 2;
const LONG_WORD = 6;      // letters of a word of which the last three count
const SHORTEST_ENDING = 4;
const LONGEST_ENDING = 24;
const CLASSES = 3;   // the base of the classes of counts in lists of endings and in the map of a single volume
const YEAR_ZERO = 1000;
const IN_TITLE = 8;       // added to the impact of an article that has the word in its headline
const VOLUME_LENGTH = 3;  // characters of a volume's id, of what is said of a year, and so on
const YEAR_LENGTH = 4;
const NAMED_LENGTH = 5;
const KEY_LENGTH = 4;
const HASH_LENGTH = 7;

class WordMap {
  #folder;
  #shards;
  #endings;
  #known;               // { classes: the base of the classes of counts, sizes: how many articles volumes have, by id }
  #files = new Map();   // path → promise of its content

  /* `row` is the manifest's, `folder` where search data are; `sizes` is how many articles volumes have, by id. */
  constructor(row, folder, sizes) {
    this.#known = { classes: row.classes, sizes };
    this.#folder = new URL(row.path, folder).href;
    this.#shards = row.shards;
    this.#endings = row.endings;
  }

  /* The shard in which a word stands, if it stands anywhere. */
  shard(word) {
    const number = hashOf(firstLetters(word, HEAD)) % this.#shards.length;
    return this.#file(`${number}.dl`, this.#shards[number], (text) => new Shard(namedLines(linesOf(text)), this.#known));
  }

  /* The words that end as one of `length` letters with the end of `word` does, each with how common it is, 0–6. */
  endings(word, length) {
    if (length < SHORTEST_ENDING || length > LONGEST_ENDING || !this.#endings.length) return [];
    const letters = [...word].slice(length < LONG_WORD ? -SHORT_TAIL : -TAIL).join("");
    const number = hashOf(letters) % this.#endings.length;
    return this.#file(`endings-${number}.dl`, this.#endings[number], (text) => {
      return linesOf(text).map((line) => [line.slice(0, -1), Number(line.at(-1))]);
    });
  }

  #file(name, tag, read) {
    return keptIn(this.#files, name, async () => read(tag ? await linesAt(`${this.#folder}${name}?${tag}`) : ""));
  }
}

/* The lines of one shard, each read when it is asked for. */
class Shard {
  words;                  // in it
  #lines;                 // Map of what a line is about → the rest of it; of terms, a list of these
  #entries = new Map();
  #known;

  /* `words` are those of `lines` that are in the shard. */
  constructor(lines, known, words = [...lines.keys()].filter(isWord)) {
    this.#lines = lines;
    this.#known = known;
    this.words = words;
  }

  /* What is said of a word; nothing where it does not occur. */
  entry(word) {
    if (!this.#entries.has(word) && this.#lines.has(word)) this.#entries.set(word, new Entry(word, this.#lines.get(word), this.#known));
    return this.#entries.get(word);
  }

  /* The stem of a word in it. */
  stem(word) {
    const rest = this.#lines.get(word);
    return rest.slice(0, rest.indexOf("\t")) || word;
  }

  /* The pages of places, authors, tags and the like that are called `name`, folded. */
  terms(name) {
    return (this.#lines.get(`@${name}`) ?? []).map((line) => {
      const [taxonomy, written, url] = line.split("\t");
      return { taxonomy, name: written, url };
    });
  }

  /* The articles whose headline is made of these words: [{ volume, key }, …]. */
  headline(parts) {
    const named = this.#lines.get(`#${hashOf(parts.join(" ")).toString(36).padStart(HASH_LENGTH, "0")}`) ?? "";
    return cut(named, VOLUME_LENGTH + KEY_LENGTH).map((article) => ({
      volume: article.slice(0, VOLUME_LENGTH),
      key: article.slice(VOLUME_LENGTH),
    }));
  }
}

/* What the map says of one word. */
class Entry {
  #statements;
  #known;
  #volumes = null;

  constructor(word, rest, known) {
    this.#known = known;
    const [stem, said] = rest.split("\t");
    this.word = word;
    this.stem = stem || word;
    this.complete = said.startsWith("=");   // all articles with the word are named
    this.#statements = said.slice(1);
  }

  /* By volume: { best, years: Map of year → number of articles, named: Map of key → { impact, title, sure } }. */
  get volumes() {
    this.#volumes ??= new Map(this.#statements.split(";").filter(Boolean).map((statement) => {
      const [cells, named = ""] = statement.slice(VOLUME_LENGTH).split(":");
      const { classes, sizes } = this.#known;
      const size = sizes.get(statement.slice(0, VOLUME_LENGTH));
      const years = new Map();
      let best = 0;
      for (const cell of cut(cells, YEAR_LENGTH)) {
        years.set(YEAR_ZERO + parseInt(cell.slice(0, 2), 36), usualOf(parseInt(cell[2], 36), classes, size));
        best = Math.max(best, Number(cell[3]));
      }
      const articles = cut(named, NAMED_LENGTH).map((article) => {
        const digit = parseInt(article[KEY_LENGTH], 16);
        return [article.slice(0, KEY_LENGTH), { impact: digit % IN_TITLE, title: digit >= IN_TITLE, sure: true }];
      });
      return [statement.slice(0, VOLUME_LENGTH), { best, years: this.complete ? exactly(years, articles.length) : years, named: new Map(articles) }];
    }));
    return this.#volumes;
  }

  /* About how many articles hold the word. */
  get frequency() {
    return frequencyOf(this);
  }
}

/* About how many articles there are in the years of all volumes. */
function frequencyOf({ volumes }) {
  let sum = 0;
  for (const { years } of volumes.values()) {
    for (const count of years.values()) sum += count;
  }
  return sum;
}

/*
 * How many articles a class of counts usually stands for in a volume of `size`: the middle, as ratios go, of
 * `classes` to the power of `step` and to that of the next, or of the former and all.
 */
function usualOf(step, classes, size = Infinity) {
  const least = classes ** step;
  return Math.sqrt(least * Math.max(least, Math.min(least * classes, size)));
}

/* The same years, sharing out `count` articles. */
function exactly(years, count) {
  const sum = [...years.values()].reduce((one, other) => one + other, 0);
  return new Map([...years].map(([year, share]) => [year, share * count / sum]));
}

/* What lines are about → the rest of each; of terms, of which several have one name, a list. */
function namedLines(lines) {
  const named = new Map();
  for (const line of lines) {
    const end = line.indexOf("\t");
    const [name, rest] = [line.slice(0, end), line.slice(end + 1)];
    named.set(name, line.startsWith("@") ? [...(named.get(name) ?? []), rest] : rest);
  }
  return named;
}

/* Whether what a line is about is a word, and no term or headline. */
function isWord(name) {
  return !/^[@#]/.test(name);
}

/* The first letters of a word, as many as `count`. */
function firstLetters(word, count) {
  return [...word].slice(0, count).join("");
}

/* A text in pieces of `length` characters. */
function cut(text, length) {
  return Array.from({ length: Math.floor(text.length / length) }, (_, at) => text.slice(at * length, (at + 1) * length));
}

function linesOf(text) {
  return text.split("\n").filter(Boolean);
}
