/*
 * Marks the words that a search found, in the text of the article that it leads to:
 *
 *     …/cyclone-gervaise/?highlight=cyclones&highlight=Vacoas
 *
 *     <found-words data-words="Search words are highlighted." data-remove="Remove highlighting" hidden></found-words>
 *
 * The element becomes a line at the foot of the window that says so, with a button that takes the marks away and the
 * words out of the address.
 * Where the browser can, nothing of the article changes (CSS Custom Highlight API); elsewhere <mark> is put in.
 */

const MOST_MARKS = 2000;

customElements.define("found-words", class extends HTMLElement {
  connectedCallback() {
    const story = this.closest("article");
    const words = new URLSearchParams(location.search).getAll("highlight").filter((word) => /[\p{L}\p{N}]/u.test(word));
    if (!words.length) return;
    const ranges = rangesOf(words, story.querySelectorAll("h1, .kicker, .subtitle, figcaption, .prose"));
    if (!ranges.length) return;
    const unmark = globalThis.Highlight && CSS.highlights ? painted(ranges) : wrapped(ranges);

    const button = document.createElement("button");
    button.type = "button";
    button.textContent = this.dataset.remove;
    button.addEventListener("click", () => {
      unmark();
      this.remove();
      const address = new URL(location.href);
      address.searchParams.delete("highlight");
      history.replaceState(history.state, "", address);
      document.querySelector("main").focus({ preventScroll: true });
    });
    this.append(this.dataset.words, " ", button);
    this.hidden = false;
  }
});

/* Where one of `words`, or phrases, stands in `places`. */
function rangesOf(words, places) {
  const pattern = patternOf(words);
  const ranges = [];
  for (const place of places) {
    const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    while (texts.nextNode() && ranges.length < MOST_MARKS) {
      for (const { index, 0: found } of texts.currentNode.data.matchAll(pattern)) {
        const range = document.createRange();
        range.setStart(texts.currentNode, index);
        range.setEnd(texts.currentNode, index + found.length);
        ranges.push(range);
      }
    }
  }
  return ranges;
}

/* Finds whole words and phrases, the longest that fit; accents count, for they are the text's own. */
function patternOf(words) {
  const longestFirst = [...new Set(words)].sort((one, other) => other.length - one.length);
  const any = longestFirst.map((word) => word.split(/\s+/).filter(Boolean).map(literally).join("\\s+")).join("|");
  return new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])(?:${any})(?![\\p{L}\\p{M}\\p{N}])`, "giu");
}

/* A pattern that stands for `text` alone. Which characters may be escaped by a backslash depends on flags; a number never does. */
function literally(text) {
  return text.replace(/[^\p{L}\p{M}\p{N}]/gu, (character) => `\\u{${character.codePointAt(0).toString(16)}}`);
}

function painted(ranges) {
  CSS.highlights.set("found", new Highlight(...ranges));
  return () => CSS.highlights.delete("found");
}

/* From the last to the first: a text that is split keeps what stands before. */
function wrapped(ranges) {
  const marks = ranges.toReversed().map((range) => {
    const mark = document.createElement("mark");
    range.surroundContents(mark);
    return mark;
  });
  return () => {
    for (const mark of marks) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
  };
}
