/*
 * Words and the nodes that show them. What a reader sees is made of text nodes and never of HTML.
 */

const numbers = new Intl.NumberFormat(document.documentElement.lang);
const plurals = new Intl.PluralRules(document.documentElement.lang);

/* “{count} articles” with its names replaced by `values`. */
function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/* The sentence for `count` among data-<name>-zero, -one, -two, -few, -many and -other of `host`. */
function counted(host, name, count, values = {}) {
  const form = count === 0 ? "zero" : plurals.select(count);
  const words = host.getAttribute(`data-${name}-${form}`) ?? host.getAttribute(`data-${name}-other`);
  return fill(words, { count: numbers.format(count), ...values });
}

/* An element with properties and children; a child that is no node becomes text. */
function make(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/* The reader's words as they can stand within quotation marks. */
function quoted(words) {
  return words.replace(/"([^"]*)"?/g, french ? "“$1”" : "‘$1’");
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
const AFTER_ELISION = new RegExp(`(?<![\\p{L}\\p{N}])(${ELIDED}) (?=${VOWEL})`, "giu");
const ELISION = new RegExp(`(?<![\\p{L}\\p{N}])(${ELIDED})(?=${VOWEL})`, "giu");

function joined(text) {
  return french ? text.replace(AFTER_ELISION, "$1") : text;
}
