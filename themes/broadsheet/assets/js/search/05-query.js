/*
 * What is asked, as it stands in the address:
 *
 *     ?q=storm "port louis"&from=1975-02-01&to=1975-12-31&sort=newest&tags=cyclone&tags=shipping&places=vacoas
 *
 * `from` and `to` are days, each counted in; `sort` is newest or oldest, and relevance where it is absent. Every
 * taxonomy has its own name; an article must have one of the terms in each taxonomy that is named.
 */

const SORTS = ["relevance", "newest", "oldest"];
/* A taxonomy with the name of something else in the address is written with a mark. */
const parameter = (taxonomy) => (["q", "from", "to", "sort"].includes(taxonomy) ? `${taxonomy}-` : taxonomy);
const DAY = /^\d{4}(-\d\d(-\d\d)?)?$/;   // or a year, or a month
const PHRASE = /"([^"]*)"/g;

class Query {
  words = "";
  from = "";
  to = "";
  sort = "relevance";
  filters = new Map();   // taxonomy → slugs
  odd = [];              // what stands in the address as a day and is none
  turned = false;        // whether the days were the wrong way round

  /* The query in the search part of an address. */
  static read(search, taxonomies) {
    const given = new URLSearchParams(search);
    const query = new Query();
    query.words = (given.get("q") ?? "").trim();
    const written = [given.get("from"), given.get("to")];
    const turned = Boolean(lastDay(written[1])) && firstDay(written[0]) > lastDay(written[1]);
    const [from, to] = turned ? written.toReversed() : written;
    [query.from, query.to] = [firstDay(from), lastDay(to)];
    if (SORTS.includes(given.get("sort"))) query.sort = given.get("sort");
    for (const name of taxonomies) {
      const slugs = [...new Set(given.getAll(parameter(name)).filter(Boolean))];
      if (slugs.length) query.filters.set(name, slugs);
    }
    const odd = ["from", "to"].filter((name) => !query[name]).map((name) => given.get(name)).filter(Boolean);
    return Object.assign(query.with({}), { odd, turned });
  }

  /* This query with some things changed; days the wrong way round are turned. */
  with(changes) {
    const query = Object.assign(new Query(), this, changes, { odd: [] });
    query.turned = Boolean(query.from && query.to && query.from > query.to);
    if (query.turned) [query.from, query.to] = [query.to, query.from];
    return query;
  }

  /* With a term of a taxonomy taken in, or left out. */
  withTerm(taxonomy, slug, wanted) {
    const slugs = (this.filters.get(taxonomy) ?? []).filter((each) => each !== slug);
    if (wanted) slugs.push(slug);
    const filters = new Map(this.filters);
    if (slugs.length) filters.set(taxonomy, slugs);
    else filters.delete(taxonomy);
    return this.with({ filters });
  }

  /* The search part of its address. Terms are left out for another language, which has its own. */
  address({ terms = true } = {}) {
    const parts = new URLSearchParams();
    if (this.words) parts.set("q", this.words);
    if (this.from) parts.set("from", this.from);
    if (this.to) parts.set("to", this.to);
    if (this.sort !== "relevance") parts.set("sort", this.sort);
    for (const [taxonomy, slugs] of terms ? this.filters : []) {
      for (const slug of slugs) parts.append(parameter(taxonomy), slug);
    }
    return parts.size ? `?${parts}` : "";
  }

  get narrowed() {
    return Boolean(this.from || this.to || this.filters.size);
  }

  get empty() {
    return !this.asks.length && !this.narrowed;
  }

  /*
   * What must all be found in an article: each a list of ways to write it. Quotation marks of any kind hold a
   * phrase together; Pagefind knows one alone, and passes over words that do not occur, so each is asked by
   * itself. Temperatures have words of their own.
   */
  get asks() {
    const straight = this.words.replace(/[“”„‟«»]/g, '"');
    const asks = [];
    const unquoted = straight.replace(PHRASE, (whole, phrase) => {
      const text = phrase.replace(ELISION, french ? "$1 " : "$1").trim();
      if (lettered(text)) asks.push(spellings(text).map((each) => `"${each}"`));
      return " ";
    });
    const rest = unquoted.replace(TEMPERATURE, (...found) => {
      asks.push([`"${temperatureWord(found)}"`, `"${partsOf(found[0]).join(" ")}"`]);
      return " ";
    });
    const words = french ? rest.replace(ELISION, " ") : rest;
    for (const word of words.replaceAll('"', " ").split(/\s+/)) {
      if (lettered(word)) asks.push(waysToWrite(word));
    }
    return [...new Map(asks.map((ask) => [ask[0], ask])).values()];
  }
}

/* The first day of a year, a month or a day as written; nothing for what is none of these. */
function firstDay(written) {
  if (!DAY.test(written ?? "")) return "";
  const [year, month = "01", date = "01"] = written.split("-");
  return existing(new Date(`${year}-${month}-${date}`), written);
}

/* The last day, likewise. */
function lastDay(written) {
  const found = new Date(firstDay(written));
  if (written?.length === 4) found.setUTCMonth(12, 0);
  if (written?.length === 7) found.setUTCMonth(found.getUTCMonth() + 1, 0);
  return existing(found, written);
}

/* A day as it is written, where it is in what was `written`: some browsers take February 30 for March 2. */
function existing(found, written) {
  const day = Number.isNaN(found.getTime()) ? "" : found.toISOString().slice(0, 10);
  return day.startsWith(written) ? day : "";
}

function lettered(text) {
  return /[\p{L}\p{N}]/u.test(text);
}

/* The ways to look for a word: “port-louis” also as two words, “C++” as the letter that Pagefind makes of it. */
function waysToWrite(word) {
  const parts = word.toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean);
  if (parts.length > 1) return [...spellings(word), `"${parts.join(" ")}"`];
  return /[+#]/.test(word) && parts[0].length < 3 ? [`"${parts[0]}"`] : spellings(word);
}

/* Pagefind takes é for e, but not œ for oe. */
function spellings(text) {
  const lower = text.toLowerCase();
  const apart = lower.replaceAll("œ", "oe").replaceAll("æ", "ae");
  const together = lower.replaceAll("oe", "œ").replaceAll("ae", "æ");
  return [...new Set([lower, apart, together])];
}
