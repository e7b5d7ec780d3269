/*
 * What the map says of the things that are asked for, put together before any volume is asked: which volumes can hold
 * all of them, which articles are known to, how good one that is not named can be, and about how many there are.
 *
 * Evidence is { complete, volumes }: by volume { best, years, named }, as an entry has it. It is complete where every
 * article that matches is named; a named one that may not match after all (a phrase, say) is not `sure`.
 */

const IMPACT_STEPS = 7;
const IN_A_ROW = 1 / 7;   // of the articles that hold some words, how many hold them in a row: as measured, for 2 to 5 words

/* The evidence of the forms of a word: an article may have any of them. `sizes` is how many articles volumes have. */
function anyOf(entries, sizes) {
  if (entries.length === 1) return entries[0];
  const volumes = new Map();
  for (const entry of entries) {
    for (const [id, { best, years, named }] of entry.volumes) {
      if (!volumes.has(id)) volumes.set(id, { best: 0, years: new Map(), named: new Map() });
      const into = volumes.get(id);
      into.best = Math.max(into.best, best);
      for (const [year, count] of years) into.years.set(year, oneOrOther(into.years.get(year) ?? 0, count, sizes.get(id)));
      for (const [key, { impact, title, sure }] of named) {
        const known = into.named.get(key) ?? { impact: 0, title: false, sure: false };
        into.named.set(key, { impact: Math.max(impact, known.impact), title: title || known.title, sure: sure || known.sure });
      }
    }
  }
  return { volumes, complete: entries.every(({ complete }) => complete) };
}

/* About how many of `all` articles have one form of a word or another: where one is, the other is more often. */
function oneOrOther(one, other, all) {
  const byChance = one + other - Math.min(one, other, one * other / all);
  return (Math.max(one, other) + byChance) / 2;
}

/* The evidence of words that must all stand in an article, one after the other: it has them, but perhaps apart. */
function allOf(evidence, sizes) {
  if (evidence.length === 1) return evidence[0];
  const volumes = new Map();
  for (const id of sharedVolumes(evidence)) {
    const parts = evidence.map(({ volumes: all }) => all.get(id));
    const named = namedKeys(evidence, parts).map((key) => {
      const said = parts.map((part) => part.named.get(key) ?? { impact: part.best, title: false });
      const impact = Math.min(...said.map((each) => each.impact));
      return [key, { impact, title: said.every(({ title }) => title), sure: false }];
    });
    const best = Math.min(...parts.map((part) => part.best));
    const years = new Map([...yearsTogether(parts, sizes.get(id))].map(([year, count]) => [year, count * IN_A_ROW]));
    volumes.set(id, { best, years, named: new Map(named) });
  }
  return { volumes, complete: evidence.some(({ complete }) => complete) };
}

/* The volumes in which each of `evidence` has something. */
function sharedVolumes(evidence) {
  const [fewest, ...others] = evidence.toSorted((one, other) => one.volumes.size - other.volumes.size);
  return [...fewest.volumes.keys()].filter((id) => others.every(({ volumes }) => volumes.has(id)));
}

/* The articles of a volume to consider: those in all that is complete; where nothing is, all that are named. */
function namedKeys(evidence, parts) {
  const complete = parts.filter((_, index) => evidence[index].complete);
  if (!complete.length) return [...new Set(parts.flatMap(({ named }) => [...named.keys()]))];
  return [...complete[0].named.keys()].filter((key) => complete.every(({ named }) => named.has(key)));
}

/* Whether there may be an article that is in all of `evidence`. */
function mayMeet(evidence) {
  const volumes = sharedVolumes(evidence);
  if (!evidence.some(({ complete }) => complete)) return volumes.length > 0;
  return volumes.some((id) => namedKeys(evidence, evidence.map(({ volumes: all }) => all.get(id))).length > 0);
}

/* About how many articles of each year hold all: between what chance would have, and all that can. */
function yearsTogether(parts, articles) {
  const [first, ...others] = parts.map(({ years }) => years);
  const found = new Map();
  for (const [year, count] of first) {
    const counts = [count, ...others.map((years) => years.get(year) ?? 0)];
    const size = Math.max(...counts, articles / first.size);
    const chance = counts.reduce((product, each) => product * each / size, size);
    const about = (3 * chance + Math.min(...counts)) / 4;
    if (about > 0) found.set(year, about);
  }
  return within(found, articles);
}

/* The same years, with no more than `articles` in all. */
function within(years, articles) {
  const sum = [...years.values()].reduce((one, other) => one + other, 0);
  return sum > articles ? new Map([...years].map(([year, count]) => [year, count * articles / sum])) : years;
}

/* All that is asked, as far as the map knows it. */
class Prospects {
  findings;     // [{ evidence, weight, ask }], of what the map was asked about; `ask` counts all that is asked
  volumes;      // ids of those that can hold all
  complete;
  #sizes;

  /* `sizes` is how many articles each volume has; `headlines` are articles with just this headline. */
  constructor(findings, sizes, headlines) {
    this.findings = findings;
    this.#sizes = sizes;
    const evidence = findings.map((each) => each.evidence);
    this.volumes = sharedVolumes(evidence);
    this.complete = evidence.some(({ complete }) => complete);
    this.headlines = new Set(headlines.map(({ volume, key }) => volume + key));
  }

  /* The articles that are named, the most promising first: [{ volume, key, score, sure }, …]. */
  get candidates() {
    const found = [];
    for (const id of this.volumes) {
      const parts = this.#parts(id);
      const evidence = this.findings.map((each) => each.evidence);
      for (const key of namedKeys(evidence, parts)) found.push(this.#candidate(id, key, parts));
    }
    return found.sort((one, other) => other.score - one.score || (one.volume < other.volume ? 1 : -1));
  }

  #candidate(volume, key, parts) {
    const said = parts.map(({ named }) => named.get(key));
    const signs = said.map((each, index) => ({
      weight: this.findings[index].weight,
      share: each ? (each.impact + 0.5) / IMPACT_STEPS : parts[index].best / 2 / IMPACT_STEPS,
      title: Boolean(each?.title),
      places: [],
    }));
    const headline = this.headlines.has(volume + key);
    return { volume, key, score: weigh(signs, { headline }), sure: said.every((each) => each?.sure) };
  }

  #parts(id) {
    return this.findings.map(({ evidence }) => evidence.volumes.get(id));
  }

  /* The best score of an article in a volume that is not named, at most. */
  bound(id) {
    const signs = this.#parts(id).map(({ best }, index) => ({
      weight: this.findings[index].weight,
      share: Math.min(1, (best + 1) / IMPACT_STEPS),
      title: false,
      places: [],
    }));
    return weigh(signs, {});
  }

  /* The best score of any article in each volume, as far as the map knows: Map of id → score. */
  get promises() {
    const best = new Map(this.volumes.map((id) => [id, this.bound(id)]));
    for (const { volume, score } of this.candidates) best.set(volume, Math.max(best.get(volume), score));
    return best;
  }

  /* For each thing asked, whether it stands in the headline of an article. */
  titled(id, key) {
    const titled = [];
    for (const { evidence, ask } of this.findings) titled[ask] = Boolean(evidence.volumes.get(id)?.named.get(key)?.title);
    return titled;
  }

  /* About how many articles of each year of a volume hold all. */
  years(id) {
    return yearsTogether(this.#parts(id), this.#sizes.get(id));
  }

  /* The articles that hold some of what is asked, those that hold most first. */
  get partial() {
    const found = new Map();
    for (const { evidence, weight } of this.findings) {
      for (const [volume, { named }] of evidence.volumes) {
        for (const [key, { impact, title }] of named) {
          const known = found.get(volume + key) ?? { volume, key, score: 0, held: 0 };
          known.held += 1;
          known.score += weigh([{ weight, share: (impact + 0.5) / IMPACT_STEPS, title, places: [] }], {});
          found.set(volume + key, known);
        }
      }
    }
    return [...found.values()].sort((one, other) => other.held - one.held || other.score - one.score);
  }
}
