/*
 * How well an article answers: the more often a word stands in it, the shorter it is, and the rarer the word, the
 * better (BM25). An article with all words in its headline stands before all others, one whose headline is just what
 * was asked before these; where words stand near one another, and near the beginning, tells the rest apart.
 *
 * The same weighing serves for what the map says (generator/dateline/search/statements.py), for what Pagefind says, and
 * for the text itself.
 */

// SATURATION is usual for BM25; the other weights were set by hand, so that the order described above holds.
const SATURATION = 1.2;
const USUAL_LENGTH = 400;   // words
const TITLE = 0.8;          // shares of a word's weight
const ALL_IN_TITLE = 2;     // with TITLE, 2.8: no less than all that an article without it can have
const HEADLINE = 4;         // with these, 6.8: others have 4.8 at most
const COVERAGE = 0.3;
const NEAR = 0.5;
const EARLY = 0.2;
const BEGINNING = 60;       // words

/* How rare a word is, that stands in `count` of `all` articles. */
function rarity(count, all) {
  return Math.log(1 + all / Math.max(1, count));
}

/* What a word adds that stands `times` in an article of `length` words: 0 to 1, and less for each further one. */
function saturated(times, length) {
  return times / (times + SATURATION * (0.5 + 0.5 * length / USUAL_LENGTH));
}

/*
 * A score of what is known of each thing asked: its `weight`, its `share` (as `saturated` gives it), whether it stands
 * in the `title`, and its `places` in the text. `headline` tells that nothing else stands in the title, `coverage` how
 * much of the title was asked for.
 */
function weigh(signs, { headline = false, coverage = 0 }) {
  const all = signs.reduce((sum, { weight }) => sum + weight, 0);
  let score = 0;
  for (const { weight, share, title, places } of signs) {
    score += weight * share;
    if (title) score += weight * TITLE;
    if (places.length && places[0] < BEGINNING) score += weight * EARLY * (1 - places[0] / BEGINNING);
  }
  if (signs.every(({ title }) => title)) score += all * ALL_IN_TITLE;
  if (headline) score += all * HEADLINE;
  const near = (where) => nearness(signs.map((sign) => sign[where] ?? []));
  if (signs.length > 1) score += all * NEAR * Math.max(near("places"), near("titlePlaces"));
  return score + all * COVERAGE * coverage;
}

/* How near to one another all things stand where they do most: 1 where they follow one another, 0 where one is missing. */
function nearness(places) {
  if (places.some(({ length }) => !length)) return 0;
  const at = places.map(() => 0);
  let shortest = Infinity;
  for (;;) {
    const here = places.map((each, index) => each[at[index]]);
    const first = Math.min(...here);
    shortest = Math.min(shortest, Math.max(...here) - first + 1);
    const moved = here.indexOf(first);
    at[moved] += 1;
    if (at[moved] === places[moved].length) return Math.min(1, places.length / shortest);
  }
}
