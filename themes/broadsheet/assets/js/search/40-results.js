/*
 * One result: headline, date, place and weather, and the part of the text that holds most of what was found, marked.
 * Its link, when it is followed, takes along the words as they stand in the text, for assets/js/main/20-highlight.js to mark.
 */

const EXCERPT = 34;      // words of an excerpt
const HIGHLIGHTED = 24;  // words that a link takes along

/* The list item of an article that has been read, `base` the path of the site's root. */
function resultItem({ article, reading, places }, base) {
  const { words } = reading.text;
  const found = placesOf(reading.found, words.length);
  const inText = found.length ? found : [...new Set(places.flat())].filter((place) => words[place]);
  const inTitle = placesOf(reading.titleFound, reading.title.words.length);
  const forms = [...formsAt(reading.titleFound, reading.title.words), ...formsAt(reading.found, words), ...(found.length ? [] : inText.map((place) => bare(words[place])[1]))];
  const url = pageLink(base + article.url.replace(/^\//, ""));
  const link = make("a", { href: url }, ...marked(reading.title.words, inTitle));
  link.dataset.highlight = highlight(forms);
  const item = make("li", {}, make("h2", {}, link));
  const folio = [article.date, article.place, article.weather];
  item.append(make("p", { className: "found-folio" }, folio.filter(Boolean).join(" · ")));
  const text = make("p", { className: "found-excerpt" });
  text.append(...excerpt(words, inText));
  if (words.length) item.append(text);
  return item;
}

/* The places of all words found, in order. */
function placesOf(found, length) {
  const places = found.flat().flatMap(({ place, words }) => Array.from({ length: words }, (_, index) => place + index));
  return [...new Set(places)].filter((place) => place < length).sort((one, other) => one - other);
}

/* What was found as it stands among `words`. */
function formsAt(found, words) {
  return found.flat().map(({ place, words: count }) => bare(joined(words.slice(place, place + count).join(" ")))[1]);
}

/* Text and marks: the stretch of words that holds most of those found, the earliest where several do. */
function excerpt(words, found) {
  let start = 0;
  let most = 0;
  for (const place of found) {
    const from = Math.max(0, place - 6);
    const here = found.filter((other) => other >= from && other < from + EXCERPT).length;
    if (here > most) [start, most] = [from, here];
  }
  start = Math.max(0, Math.min(start, words.length - EXCERPT));
  const end = Math.min(words.length, start + EXCERPT);
  return marked(words, found, start, end);
}

/* The words from `start` to `end` as text, those `found` in marks. */
function marked(words, found, start = 0, end = words.length) {
  const all = new Set(found);
  const nodes = [];
  let text = start ? "… " : "";
  for (let place = start; place < end; place += 1) {
    if (place > start && !endsInElision(words[place - 1], words[place])) text += " ";
    if (!all.has(place)) {
      text += words[place];
      continue;
    }
    const [before, word, after] = bare(words[place]);
    nodes.push(text + before, make("mark", {}, word));
    text = after;
  }
  return [...nodes, end < words.length ? `${text} …` : text].filter((node) => node !== "");
}

/* A word without the signs around it, and those: “(‘storm,’)” → “(‘”, “storm”, “,’)”. */
function bare(word) {
  const start = word.search(/[\p{L}\p{N}]/u);
  if (start < 0) return ["", word, ""];
  const [last] = [...word.matchAll(/[\p{L}\p{N}]/gu)].slice(-1);
  const end = last.index + last[0].length;
  return [word.slice(0, start), word.slice(start, end), word.slice(end)];
}

function endsInElision(word, next) {
  const both = `${word} ${next}`;
  return joined(both) !== both;
}

/* The search part of a link that takes along each of the words `found` once. */
function highlight(found) {
  const forms = new Map(found.map((form) => [form.toLowerCase(), form]));
  const query = new URLSearchParams([...forms.values()].slice(0, HIGHLIGHTED).map((form) => ["highlight", form]));
  return query.size ? `?${query}` : "";
}

/* The link has these words only while it is followed: what a reader copies is the article's own address. */
function takeWordsAlong({ target }) {
  const link = target.closest("a");
  if (!link?.dataset.highlight) return;
  link.search = link.dataset.highlight;
  setTimeout(() => { link.search = ""; });
}
