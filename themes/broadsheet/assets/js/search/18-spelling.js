/*
 * The words that a reader may have meant: those that differ in one letter, or in two that changed places. A word is
 * found where its beginning is right in its shard, and where its end is right among the words with that ending.
 */

const SHORTEST_MEANT = 4;    // letters of a word that is put right
const MOST_MEANT = 3;        // suggestions for one word
const MORE_COMMON = 3;       // classes of counts by which a neighbour outdoes a word that stands somewhere

/* Whether one letter was left out, put in, or taken for another, or two neighbours changed places. */
function oneSlip(one, other) {
  const [first, second] = [[...one], [...other]];
  if (Math.abs(first.length - second.length) > 1 || one === other) return false;
  let start = 0;
  while (start < Math.min(first.length, second.length) && first[start] === second[start]) start += 1;
  let end = 0;
  while (end < Math.min(first.length, second.length) - start && first.at(-1 - end) === second.at(-1 - end)) end += 1;
  const [left, right] = [first.length - start - end, second.length - start - end];
  if (left <= 1 && right <= 1) return true;
  return left === 2 && right === 2 && first[start] === second[start + 1] && first[start + 1] === second[start];
}

/* The class of a count, as lists of endings have them. */
function countClass(count) {
  return Math.floor(Math.log(Math.max(1, count)) / Math.log(CLASSES));
}

/*
 * The best of [word, class] that a slip makes `word` of: the most common, of these those that begin alike. What only goes
 * on where `word` ends is found by it, as half-typed.
 */
function likeliest(word, candidates) {
  const known = new Map(candidates.filter(([other]) => oneSlip(word, other) && !other.startsWith(word)));
  const alike = (other) => Number(other[0] === word[0]);
  return [...known].sort(([one, common], [other, commoner]) => {
    return commoner - common || alike(other) - alike(one) || (one < other ? -1 : 1);
  }).slice(0, MOST_MEANT).map(([other]) => other);
}

function inShard(shard) {
  return shard.words.map((word) => [word, countClass(shard.entry(word).frequency)]);
}

/* What was meant by a word that does not occur; `files` is how many may be fetched to find it. */
async function meantBy(word, shard, map, files) {
  const letters = [...word];
  if (letters.length < SHORTEST_MEANT || /\p{N}/u.test(word)) return [];
  const near = inShard(shard).filter(([other]) => oneSlip(word, other));
  const same = letters.length;
  const other = same < LONG_WORD ? LONG_WORD : LONG_WORD - 1;   // a length whose endings are filed by more letters, or fewer
  const lists = [() => map.endings(word, same), ...swapsInside(letters).map((swapped) => () => classed(swapped, map))];
  if (Math.abs(other - same) <= 1) lists.splice(1, 0, () => map.endings(word, other));
  const told = await Promise.all(lists.slice(0, files).map((list) => list()));
  return likeliest(word, [...told.flat(), ...near]);
}

/*
 * What was meant by one of the `parts` of a compound that does not occur: such that the whole is a word, if any, else
 * what may stand in one article with the other parts.
 */
async function meantByPart({ word, parts, shard }, map, files) {
  const whole = parts.join("");
  if (whole === word) return meantBy(word, shard, map, files);
  const at = parts.indexOf(word);
  const [before, after] = [parts.slice(0, at).join(""), parts.slice(at + 1).join("")];
  const wholes = await meantBy(whole, await map.shard(whole), map, files);
  const fitting = wholes.filter((each) => each.startsWith(before) && each.endsWith(after));
  if (fitting.length) return fitting.map((each) => each.slice(before.length, each.length - after.length));
  const beside = await Promise.all(parts.toSpliced(at, 1).map(async (part) => (await map.shard(part)).entry(part)));
  if (!beside.every(Boolean)) return [];
  return (await meantBy(word, shard, map, 0)).filter((each) => mayMeet([shard.entry(each), ...beside]));
}

/*
 * What a short word was if two letters of it changed places of which one is in its beginning, the other in its end:
 * neither is right then. The likelier comes first.
 */
function swapsInside(letters) {
  const tail = letters.length < LONG_WORD ? SHORT_TAIL : TAIL;
  const swaps = [];
  for (let at = letters.length - tail - 1; at < HEAD; at += 1) {
    swaps.push([...letters.slice(0, at), letters[at + 1], letters[at], ...letters.slice(at + 2)].join(""));
  }
  return swaps;
}

/* A word with how common it is, where it stands in the map. */
async function classed(word, map) {
  const entry = (await map.shard(word)).entry(word);
  return entry ? [[word, countClass(entry.frequency)]] : [];
}

/* What was rather meant by a word that stands in very few articles: a neighbour that is much more common. */
function ratherMeantBy(word, shard) {
  if ([...word].length < SHORTEST_MEANT || /\p{N}/u.test(word)) return [];
  const own = countClass(shard.entry(word)?.frequency ?? 0);
  return likeliest(word, inShard(shard).filter(([, common]) => common >= own + MORE_COMMON));
}
