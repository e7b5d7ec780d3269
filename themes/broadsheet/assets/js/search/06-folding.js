/*
 * Words as the word map has them: folded, parted at every character that is neither a letter nor a digit, and joined
 * where a single one of some such characters stands between them. What a reader types must match what was stored, so
 * generator/dateline/search/words.py does the same; a test compares the two.
 */

const INVISIBLE = /\u00ad|\u200c|\u200d|\u2060|\ufeff/g;   // soft hyphens and the like, which are within words

/* Text without capitals, accents, ligatures and soft hyphens. */
function fold(text) {
  return text.toLowerCase().replace(INVISIBLE, "").normalize("NFD").replace(/\p{M}/gu, "")
    .replaceAll("œ", "oe").replaceAll("æ", "ae").replaceAll("ß", "ss");
}

const JOINING = document.documentElement.lang.startsWith("fr") ? "\\-.‐‑_·/&@" : "'’\\-.‐‑_·/&@";
const CHAIN = new RegExp(`[\\p{L}\\p{N}]+(?:[${JOINING}][\\p{L}\\p{N}]+)*`, "gu");
const PART = /[\p{L}\p{N}]+/gu;
const MOST_JOINED = 4;   // parts of which a word is made, at most
const LONGEST_WORD = 60; // letters of a word that the map has

/* The runs of letters and digits in a text, folded. */
function partsOf(text) {
  return (fold(text).match(PART) ?? []).map(shortened);
}

/* A word as the map has it: the beginning of a very long one. */
function shortened(word) {
  return word.length > LONGEST_WORD ? firstLetters(word, LONGEST_WORD) : word;
}

/* The words made of joined parts: “Port-Louis 24.7” → [{ word: "portlouis", part: 0 }, { word: "247", part: 2 }]; `part` counts parts. */
function joinedWords(text) {
  const found = [];
  let part = 0;
  for (const [chain] of fold(text).matchAll(CHAIN)) {
    const parts = chain.match(PART);
    if (parts.length > 1 && parts.length <= MOST_JOINED) found.push({ word: shortened(parts.join("")), part });
    part += parts.length;
  }
  return found;
}

/* The grammar of temperatures in generator/dateline/content/weather.py. */
const TEMPERATURE = new RegExp(
  "(?<![\\p{L}\\p{N}_.])([-−–+]?)(\\d{1,3})(?:[.,](\\d+))?\\s*(?:[°º]\\s*|degrees?\\s+|deg\\s+)?"
  + "([CFK])(?:elsius|ahrenheit|elvin)?(?![\\p{L}\\p{N}_])",
  "giu",
);

/* The made-up word for a temperature that TEMPERATURE finds: “24,7 °C” → “t24d7c”. */
function temperatureWord([, sign, whole, decimals = "", scale]) {
  const fraction = decimals.replace(/0+$/, "");
  return `t${/[-−–]/.test(sign) ? "m" : ""}${Number(whole)}${fraction && `d${fraction}`}${scale.toLowerCase()}`;
}

/* The 32-bit FNV-1a hash of a text, which picks a word's shard. */
function hashOf(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

const KEY_CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

/* Which of `packs` fragment packs holds the article with a key. */
function packOf(key, packs) {
  return (KEY_CHARACTERS.indexOf(key[0]) * 64 + KEY_CHARACTERS.indexOf(key[1])) % packs;
}
