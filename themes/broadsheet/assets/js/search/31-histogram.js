/*
 * The arithmetic of the histogram of years (36-years.js).
 */

const BARS = 80;   // more years than that share bars

/* The first and the last year of which there are articles. */
function yearsOf(volumes) {
  const years = volumes.flatMap(({ first, last }) => [Number(first.slice(0, 4)), Number(last.slice(0, 4))]);
  return [Math.min(...years), Math.max(...years)];
}

function yearsPerBar(first, last) {
  return Math.ceil((last - first + 1) / BARS);
}

/* The bars: the first `year` of each, how many of `hits` it holds, and whether a volume of it is among the `searched`. */
function barsOf(hits, query, volumes, searched) {
  const [first, last] = yearsOf(volumes);
  const step = yearsPerBar(first, last);
  const counts = yearCounts(hits, query);
  const bars = [];
  for (let year = first; year <= last; year += step) {
    const covered = Array.from({ length: step }, (_, index) => year + index);
    const count = covered.reduce((sum, each) => sum + (counts.get(each) ?? 0), 0);
    const [start, end] = [year, covered.at(-1)].map(fourDigits);
    const known = searched.some((volume) => volume.overlaps(`${start}-01-01`, `${end}-12-31`));
    bars.push({ year, count, known });
  }
  return bars;
}

/* The days of a stretch of years, as a query has them; none where the stretch begins or ends with the archive. */
function daysOf(from, to, first, last) {
  return {
    from: from > first ? `${fourDigits(from)}-01-01` : "",
    to: to < last ? `${fourDigits(to)}-12-31` : "",
  };
}

function fourDigits(year) {
  return String(year).padStart(4, "0");
}
