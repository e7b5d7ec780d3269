/*
 * An article's citation in the formats that reference managers read: BibTeX (in UTF-8, as biber and Zotero read it), RIS
 * and CSL-JSON. Names are given as they are written, since nobody can tell which part of a name is the family's.
 */

/* What is cited. `date` has as many parts as are known; `today` is the day on which the page is read. */
function citationIn(page, edition = "", now = new Date()) {
  const all = (name) => [...page.querySelectorAll(`meta[name="citation_${name}"]`)].map((meta) => oneLine(meta.content));
  const one = (name) => all(name)[0] ?? "";
  return {
    title: one("title"),
    authors: all("author"),
    paper: one("journal_title"),
    date: one("publication_date").split("/"),
    page: one("firstpage"),
    edition: oneLine(edition),
    lang: one("language"),
    url: one("public_url"),
    today: [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => `${part}`.padStart(2, "0")),
  };
}

/* A line of its own in RIS, and a value in BibTeX, may hold no line break. */
function oneLine(text) {
  return text.replace(/[\s\p{Cc}]+/gu, " ").trim();
}

/* A name for the reference: the last word of the first author, the year, and a word of the title. */
function keyOf({ authors: [author = ""], date: [year], title }) {
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const word = plain(title).find((found) => found.length > 3) ?? plain(title)[0] ?? "";
  return `${plain(author).at(-1) ?? ""}${year}${word}`;
}

/* BibTeX in UTF-8. Braces around the title keep its capitals. */
function bibtexOf(cited) {
  const [year, month, day] = cited.date;
  const fields = {
    author: cited.authors.map(bibtexName).join(" and "),
    title: `{${inBibtex(cited.title)}}`,
    journal: inBibtex(cited.paper),
    year,
    month: month && `${Number(month)}`,
    day: day && `${Number(day)}`,
    pages: inBibtex(cited.page),
    edition: inBibtex(cited.edition),
    language: cited.lang,
    url: inBibtexAddress(cited.url),
    urldate: cited.today.join("-"),
  };
  const lines = Object.entries(fields).filter(([, value]) => value).map(([name, value]) => `  ${name} = {${value}},\n`);
  return `@article{${keyOf(cited)},\n${lines.join("")}}\n`;
}

/* Commas and “and” would divide a name, unless it is in braces. */
function bibtexName(name) {
  return /,|\sand\s/i.test(name) ? `{${inBibtex(name)}}` : inBibtex(name);
}

const BIBTEX_COMMANDS = {
  "\\": "\\textbackslash{}",
  "{": "\\textbraceleft{}",
  "}": "\\textbraceright{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
};

/* Braces must be balanced even where a backslash is before them, so they are commands. */
function inBibtex(text) {
  return text.replace(/[\\{}~^]/g, (character) => BIBTEX_COMMANDS[character]).replace(/[&%$#_]/g, "\\$&");
}

/* An address is set as it is written, but may not unbalance the braces either. */
function inBibtexAddress(address) {
  return address.replace(/[\\{}\s]/g, encodeURIComponent);
}

/* RIS: one value in each line, the tag in its first two columns. */
function risOf(cited) {
  const [year, month = "", day = ""] = cited.date;
  const lines = [
    ["TY", "NEWS"],
    ...cited.authors.map((author) => ["AU", author]),
    ["TI", cited.title],
    ["T2", cited.paper],
    ["PY", year],
    ["DA", `${year}/${month}/${day}/`],
    ["ET", cited.edition],
    ["SP", cited.page],
    ["LA", cited.lang],
    ["UR", cited.url],
    ["Y2", `${cited.today.join("/")}/`],
    ["ER", ""],
  ];
  return lines.filter(([tag, value]) => value || tag === "ER").map(([tag, value]) => `${tag}  - ${value}\r\n`).join("");
}

function cslOf(cited) {
  const day = (parts) => ({ "date-parts": [parts.map(Number)] });
  const item = {
    id: keyOf(cited),
    type: "article-newspaper",
    title: cited.title,
    author: cited.authors.map((literal) => ({ literal })),
    "container-title": cited.paper,
    issued: day(cited.date),
    edition: cited.edition,
    page: cited.page,
    language: cited.lang,
    URL: cited.url,
    accessed: day(cited.today),
  };
  const known = Object.entries(item).filter(([, value]) => value.length !== 0);
  return `${JSON.stringify([Object.fromEntries(known)], null, 2)}\n`;
}

const CITATION_FORMATS = [
  { name: "BibTeX", extension: "bib", type: "application/x-bibtex", write: bibtexOf },
  { name: "RIS", extension: "ris", type: "application/x-research-info-systems", write: risOf },
  { name: "CSL-JSON", extension: "json", type: "application/vnd.citationstyles.csl+json", write: cslOf },
];
