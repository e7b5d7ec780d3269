/*
 * Counting and filtering hits by what the volumes' facet files say of them: a date, and the slugs of each taxonomy.
 * Filters hold together: an article must have one of the terms in every taxonomy that is chosen from.
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
    const own = facts.terms[taxonomy] ?? [];
    if (!slugs.some((slug) => own.includes(slug))) return false;
  }
  return true;
}

/* How many hits each term of a taxonomy would leave: a map of slugs, the most frequent first. */
function termCounts(hits, query, taxonomy) {
  const counts = new Map((query.filters.get(taxonomy) ?? []).map((slug) => [slug, 0]));
  for (const hit of hits) {
    if (!passes(hit, query, taxonomy)) continue;
    for (const slug of hit.facts.terms[taxonomy] ?? []) counts.set(slug, (counts.get(slug) ?? 0) + 1);
  }
  return new Map([...counts].sort(([one, few], [other, many]) => many - few || (one < other ? -1 : 1)));
}
