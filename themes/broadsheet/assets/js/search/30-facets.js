/*
 * Counting, filtering and ordering hits by what the volumes' facet files say of them: a date, and the slugs of each
 * taxonomy. Filters hold together: an article must have one of the terms in every taxonomy that is chosen from.
 */

/* Whether a hit passes the filters of a query, but for those of the taxonomy `except` ("date" for the days). */
function passes({ facts }, query, except = "") {
  if (except !== "date") {
    const date = facts.date.slice(0, 10);   // may be a month or a year alone
    if (query.from && date < query.from.slice(0, date.length)) return false;
    if (query.to && date > query.to.slice(0, date.length)) return false;
  }
  for (const [taxonomy, slugs] of query.filters) {
    if (taxonomy === except) continue;
    const own = facts[taxonomy] ?? [];
    if (!slugs.some((slug) => own.includes(slug))) return false;
  }
  return true;
}

/* How many hits each term of a taxonomy would leave: a map of slugs, the most frequent first. */
function termCounts(hits, query, taxonomy) {
  const counts = new Map((query.filters.get(taxonomy) ?? []).map((slug) => [slug, 0]));
  for (const hit of hits) {
    if (!passes(hit, query, taxonomy)) continue;
    for (const slug of hit.facts[taxonomy] ?? []) counts.set(slug, (counts.get(slug) ?? 0) + 1);
  }
  return new Map([...counts].sort(([one, few], [other, many]) => many - few || (one < other ? -1 : 1)));
}

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

const later = (one, other) => (one.facts.date < other.facts.date ? 1 : one.facts.date > other.facts.date ? -1 : 0);

const ORDERS = {
  relevance: (one, other) => other.score - one.score || later(one, other),
  newest: later,
  oldest: (one, other) => later(other, one),
};

/* “2014, 2009–2011”: the stretch of each, as few words as that takes. */
function spans(volumes) {
  return [...new Set(volumes.map((volume) => span([volume])))].join(", ");
}

/* “1968–2024”, or one year. */
function span(volumes) {
  const years = volumes.flatMap(({ first, last }) => [first.slice(0, 4), last.slice(0, 4)]).sort();
  return years.at(0) === years.at(-1) ? years[0] : `${years[0]}–${years.at(-1)}`;
}
