/*
 * The forms in which a word that was typed stands in the archive.
 *
 * Pagefind stems, and the map has words as they are written with the stem of each. A word that stands in the map leads
 * to all of its stem; one that does not may be the beginning of others; and a form that does not occur (“harbouring”)
 * leads to the words whose stem it begins with, if other words nearby have such an ending. Whether these are really of
 * its stem, Pagefind decides.
 */

const SHORTEST_BEGINNING = 3;   // letters: what begins with fewer is spread over many shards
const LONGEST_SUFFIX = 4;

/* How a word was found in the map, and the entries of its forms; `shard` is where it stands or would. */
async function formsOf(word, map, half) {
  const shard = await map.shard(word);
  const found = shard.entry(word);
  if (found) return { kind: "known", entries: await sameStem(found, shard, map), shard };
  const begun = half && word.length >= SHORTEST_BEGINNING ? shard.words.filter((each) => each.startsWith(word)) : [];
  if (begun.length) return { kind: "begun", entries: begun.map((each) => shard.entry(each)), shard };
  const led = ledTo(word, shard);
  return { kind: led.length ? "led" : "none", entries: led.map((each) => shard.entry(each)), shard };
}

/* The words of one stem, which may begin otherwise: “lying”, “lie”. */
async function sameStem(entry, shard, map) {
  const beginning = firstLetters(entry.stem, HEAD);
  const shards = [shard];
  if (beginning !== firstLetters(entry.word, HEAD)) shards.push(await map.shard(beginning));
  const entries = shards.flatMap((each) => {
    return each.words.filter((word) => each.stem(word) === entry.stem).map((word) => each.entry(word));
  });
  return [...new Map(entries.map((each) => [each.word, each])).values()];
}

/* Words of the longest stem that `word` goes on from with an ending that occurs in the shard. */
function ledTo(word, shard) {
  const words = shard.words;
  const suffixes = new Set();
  const stems = new Map();
  for (const each of words) {
    const stem = shard.stem(each);
    stems.set(stem, [...(stems.get(stem) ?? []), each]);
    if (each.startsWith(stem)) suffixes.add(each.slice(stem.length));
    if (stem.endsWith("i") && each.startsWith(stem.slice(0, -1))) suffixes.add(each.slice(stem.length - 1));
  }
  for (let left = 1; left <= LONGEST_SUFFIX && word.length - left >= SHORTEST_BEGINNING - 1; left += 1) {
    const beginning = word.slice(0, -left);
    if (!suffixes.has(word.slice(-left))) continue;
    const found = stems.get(beginning) ?? stems.get(`${beginning}i`);
    if (found) return found;
  }
  return [];
}

/* The words that begin with `beginning`, the most frequent first. */
function completionsOf(beginning, shard, most) {
  if (beginning.length < SHORTEST_BEGINNING) return [];
  return shard.words.filter((word) => word.startsWith(beginning) && word !== beginning)
    .map((word) => shard.entry(word))
    .sort((one, other) => other.frequency - one.frequency || (one.word < other.word ? -1 : 1))
    .slice(0, most).map(({ word }) => word);
}
