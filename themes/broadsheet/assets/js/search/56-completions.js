/*
 * Words that a half-typed one may become, as buttons below the field. Only the word map is asked for them.
 *
 *     <p class="search-completions" aria-label="Words that begin like this" hidden></p>
 */

const MOST_COMPLETIONS = 5;

class Completions {
  #host;
  #change;

  /* `change(words)` is called with the query that a reader completes. */
  constructor(host, change) {
    this.#host = host;
    this.#change = change;
  }

  hide() {
    this.#host.hidden = true;
    this.#host.replaceChildren();
  }

  /* Offers words for the last one `written`; tells whether it may be one already. */
  async show(written, map, current) {
    const last = /[\p{L}\p{M}\p{N}]+$/u.exec(written)?.[0] ?? "";
    const word = fold(last);
    if (!word) {
      this.hide();
      return true;
    }
    const shard = await map.shard(word);
    if (!current()) return false;
    const before = written.slice(0, written.length - last.length);
    this.#host.replaceChildren(...completionsOf(word, shard, MOST_COMPLETIONS).map((completion) => {
      const button = make("button", { type: "button" }, completion);
      button.addEventListener("click", () => this.#change(before + completion));
      return button;
    }));
    this.#host.hidden = !this.#host.childElementCount;
    return Boolean(shard.entry(word));
  }
}
