/*
 * The arithmetic of the histogram of years (36-years.js).
 */

const BARS = 80;   // more years than that share bars

/* How many hits each year has, whatever days are chosen. */
function yearCounts(hits, query) {
  const counts = new Map();
  for (const hit of hits) {
    if (!passes(hit, query, "date")) continue;
    const year = Number(hit.facts.date.slice(0, 4));
    counts.set(year, (counts.get(year) ?? 0) + 1);
  }
  return counts;
}

/* The first and the last year of which there are articles. */
function yearsOf(volumes) {
  const years = volumes.flatMap(({ first, last }) => [Number(first.slice(0, 4)), Number(last.slice(0, 4))]);
  return [Math.min(...years), Math.max(...years)];
}

function yearsPerBar(first, last) {
  return Math.ceil((last - first + 1) / BARS);
}

/* The bars: the first `year` of each, how many it holds by the `counts` of years, and whether one of the `charted` volumes is of it. */
function barsOf(counts, volumes, charted) {
  const [first, last] = yearsOf(volumes);
  const step = yearsPerBar(first, last);
  const bars = [];
  for (let year = first; year <= last; year += step) {
    const years = Array.from({ length: step }, (_, index) => year + index);
    const count = years.reduce((sum, each) => sum + (counts.get(each) ?? 0), 0);
    const [start, end] = [year, years.at(-1)].map(fourDigits);
    const known = charted.some((volume) => volume.overlaps(`${start}-01-01`, `${end}-12-31`));
    bars.push({ year, count: count && Math.max(1, Math.round(count)), known });
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
