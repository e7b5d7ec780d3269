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

/* Orders by date, the newest first. */
function later({ facts: { date: one } }, { facts: { date: other } }) {
  if (one === other) return 0;
  return one < other ? 1 : -1;
}

const ORDERS = {
  relevance: (one, other) => other.score - one.score || later(one, other),
  newest: later,
  oldest: (one, other) => later(other, one),
};

/* “2014, 2009–2011”: the stretch of each, as few words as that takes. */
function spans(volumes) {
  return [...new Set(volumes.map((volume) => span([volume])))].join(", ");
}

const MANY_STRETCHES = 6;

/*
 * “2009–2011, 2014”: volumes that follow one another in `all` (newest first) as one stretch. Where a year is parted
 * between a stretch and its neighbour, its months are said. Of very many, the newest are named.
 */
function stretches(volumes, all) {
  const found = [];
  all.forEach((volume, index) => {
    if (!volumes.includes(volume)) return;
    if (index && volumes.includes(all[index - 1])) found.at(-1).push(index);
    else found.push([index]);
  });
  const texts = found.map((indexes) => {
    const [newest, oldest] = [all[indexes[0]], all[indexes.at(-1)]];
    const year = (date) => date?.slice(0, 4);
    const parted = year(all[indexes[0] - 1]?.first) === year(newest.last) || year(all[indexes.at(-1) + 1]?.last) === year(oldest.first);
    return parted ? months(oldest.first, newest.last) : span([oldest, newest]);
  });
  return [...texts.slice(0, MANY_STRETCHES), ...(texts.length > MANY_STRETCHES ? ["…"] : [])].join(", ");
}

/* “Jan – Mar 2014” */
function months(first, last) {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { month: "short", year: "numeric", timeZone: "UTC" });
  return format.formatRange(new Date(first), new Date(last));
}

/* “1968–2024”, or one year. */
function span(volumes) {
  const years = volumes.flatMap(({ first, last }) => [first.slice(0, 4), last.slice(0, 4)]).sort();
  return years.at(0) === years.at(-1) ? years[0] : `${years[0]}–${years.at(-1)}`;
}
