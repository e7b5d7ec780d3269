/*
 * What the search says, and the words of readers in it.
 */

/* “March 5, 2014” */
function longDay(date) {
  return new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" }).format(new Date(date));
}

/* The sentence for `count` among data-<name>-zero, -one, -two, -few, -many and -other of `host`. */
function counted(host, name, count, values = {}) {
  const form = count === 0 ? "zero" : plurals.select(count);
  const words = host.getAttribute(`data-${name}-${form}`) ?? host.getAttribute(`data-${name}-other`);
  return fill(words, { count: numbers.format(count), ...values });
}

const MARKS = /["“”„‟«»]/g;
const LONGEST = 60;   // letters of a query that are said

/* The reader's words within `marks` (“{words}”), unless they have marks of their own; the beginning of many. */
function quoted(words, marks) {
  const letters = [...words];
  if (letters.length <= LONGEST) return words.search(MARKS) < 0 ? fill(marks, { words }) : words;
  const beginning = letters.slice(0, LONGEST).join("").replace(MARKS, "").trim();
  return fill(marks, { words: `${beginning}…` });
}

/* A link of the site as this edition has it: the portable one needs `index.html` and a relative path. */
function pageLink(url) {
  return globalThis.datelinePortable?.link?.(url) ?? url;
}

/*
 * The index holds “l’ île” in two words, so that “île” finds it; French has no space there. See
 * generator/dateline/search/documents.py.
 */
const VOWEL = "[aàâæeéèêëhiîïoôœuùûüyÿ]";
const ELIDED = "(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)['’]";
const french = document.documentElement.lang.startsWith("fr");
const AFTER_ELISION = new RegExp(`(?<![\\p{L}\\p{N}_])(${ELIDED}) (?=${VOWEL})`, "giu");
const ELISION = new RegExp(`(?<![\\p{L}\\p{N}_])(${ELIDED})(?=${VOWEL})`, "giu");

function joined(text) {
  return french ? text.replace(AFTER_ELISION, "$1") : text;
}
