/*
 * One result: headline, date, place and weather, and the part of the text that holds most of what was found, marked.
 * Its link, when it is followed, takes along the words as they stand in the text, for assets/js/main/20-highlight.js to mark.
 */

const EXCERPT = 34;      // words of an excerpt
const HIGHLIGHTED = 24;  // words that a link takes along

/* The list item of an article: `fragment` is Pagefind's, `base` the path of the site's root. */
function resultItem(hit, fragment, query, base) {
  const words = wordsOf(fragment);
  const places = hit.places.filter((place) => words[place]);
  const [phrases, found] = query.phrases.length ? inPhrases(words, places, query) : [[], places];
  const [title, inTitle] = headline(joined(fragment.meta.title), query.plainWords.map(plain));
  const forms = phrases.length ? phrases : [...inTitle, ...found.map((place) => bare(words[place])[1])];
  const url = pageLink(base + (fragment.raw_url ?? fragment.url).replace(/^\//, ""));
  const link = make("a", { href: url }, ...title);
  link.dataset.highlight = highlight(forms);
  const item = make("li", {}, make("h2", {}, link));
  const folio = [fragment.meta.date, fragment.meta.place && joined(fragment.meta.place), hit.facts.weather];
  item.append(make("p", { className: "found-folio" }, folio.filter(Boolean).join(" · ")));
  const text = make("p", { className: "found-excerpt" });
  text.append(...excerpt(words, found));
  if (words.length) item.append(text);
  return item;
}

/*
 * Of the `places` of words that were found, those that stand in one of the phrases, or were asked for by themselves;
 * and before them these phrases and words as the text has them.
 */
function inPhrases(words, places, { phrases, singles }) {
  const forms = [];
  const found = new Set();
  const at = (place) => plain(bare(words[place] ?? "")[1]);
  for (const place of places) {
    for (const phrase of phrases) {
      if (!phrase.every((word, index) => at(place + index) === word)) continue;
      const run = phrase.map((_, index) => place + index);
      forms.push(bare(joined(run.map((each) => words[each]).join(" ")))[1]);
      run.forEach((each) => found.add(each));
    }
    if (!singles.some((word) => at(place).startsWith(word))) continue;
    forms.push(bare(words[place])[1]);
    found.add(place);
  }
  return [forms, found.size ? [...found].sort((one, other) => one - other) : places];
}

/* The words of the article as Pagefind counts them. */
function wordsOf(fragment) {
  const text = fragment.raw_content.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
  return text.split(text.includes("\u200B") ? "\u200B" : /\s+/).filter((word, index) => word || index);
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
  const nodes = [];
  let text = start ? "… " : "";
  for (let place = start; place < end; place += 1) {
    if (place > start && !endsInElision(words[place - 1], words[place])) text += " ";
    if (!found.includes(place)) {
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
  const [, before, middle, after] = word.match(/^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su);
  return middle ? [before, middle, after] : ["", word, ""];
}

function endsInElision(word, next) {
  const both = `${word} ${next}`;
  return joined(both) !== both;
}

/* Text and marks of a title, and the words marked: those that begin with one asked. Pagefind does not say which. */
function headline(title, asked) {
  const forms = [];
  const nodes = title.split(/([\p{L}\p{M}\p{N}]+)/u).map((part, index) => {
    if (index % 2 === 0 || !asked.some((word) => plain(part).startsWith(word))) return part;
    forms.push(part);
    return make("mark", {}, part);
  });
  return [nodes, forms];
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
