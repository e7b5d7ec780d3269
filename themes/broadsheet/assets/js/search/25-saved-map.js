/*
 * The word map of the volumes that this browser has saved: each brings the map of its own words, and these are put
 * together. It answers as the archive's does (12-word-map.js).
 */

class SavedMap {
  #lines = new Map();       // what a line is about → the rest of it, for all volumes
  #beginnings = new Map();  // first letters → words
  #known;

  /* `maps` are the lines of each of the volumes. */
  constructor(maps, sizes) {
    this.#known = { classes: CLASSES, sizes };
    for (const lines of maps) {
      for (const [name, rest] of lines) {
        const before = this.#lines.get(name);
        this.#lines.set(name, before === undefined ? rest : merged(name, before, rest));
      }
    }
    for (const word of [...this.#lines.keys()].filter(isWord).sort()) {
      const beginning = firstLetters(word, HEAD);
      this.#beginnings.set(beginning, [...(this.#beginnings.get(beginning) ?? []), word]);
    }
  }

  shard(word) {
    return new Shard(this.#lines, this.#known, this.#beginnings.get(firstLetters(word, HEAD)) ?? []);
  }

  /* The words that end with the last letters of `word`, each with how common it is. */
  endings(word, length) {
    const letters = [...word].slice(length < LONG_WORD ? -SHORT_TAIL : -TAIL).join("");
    const words = [...this.#lines.keys()].filter((each) => isWord(each) && each.endsWith(letters) && each.length > letters.length);
    return inShard(new Shard(this.#lines, this.#known, words));
  }
}

/* What two maps say of the same. */
function merged(name, one, other) {
  if (name.startsWith("@")) return [...new Set([...one, ...other])];
  if (name.startsWith("#")) return one + other;
  const [stem, said] = one.split("\t");
  const further = other.slice(other.indexOf("\t") + 1);
  const flag = said.startsWith("=") && further.startsWith("=") ? "=" : "~";
  return `${stem}\t${flag}${said.slice(1)};${further.slice(1)}`;
}

/* The map of saved volumes; raises an error where one was saved without its words. */
async function savedMap(volumes) {
  return new SavedMap(await Promise.all(volumes.map((volume) => volume.words())), sizesOf(volumes));
}
