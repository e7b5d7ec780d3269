/*
 * What narrows a search, beside the results:
 *
 *     <details class="refine">
 *       <fieldset class="facet" data-taxonomy="tags">
 *         <legend>Tags</legend>
 *         <div class="facet-terms"></div>
 *         <button class="facet-all" data-all="All {count}" data-fewer="Fewer" hidden></button>
 *       </fieldset>
 *       <button class="refine-clear" hidden>Clear all filters</button>
 *     </details>
 *
 * A term keeps its place, and the keyboard its focus, while the words asked stay the same; only counts change.
 */

const FEW = 6;

class Refine {
  #host;
  #facets;

  /*
   * `change(query)` is called with the query that a reader's choice makes of `query()`, `ask()` where one wants to see
   * all terms.
   */
  constructor(host, query, change, ask) {
    this.#host = host;
    this.#facets = [...host.querySelectorAll(".facet")].map((fieldset) => {
      const facet = {
        taxonomy: fieldset.dataset.taxonomy,
        fieldset,
        list: fieldset.querySelector(".facet-terms"),
        all: fieldset.querySelector(".facet-all"),
        rows: new Map(),
        open: false,
      };
      facet.list.addEventListener("change", ({ target }) => {
        change(query().withTerm(facet.taxonomy, target.value, target.checked));
      });
      facet.all.addEventListener("click", () => {
        facet.open = !facet.open;
        this.#fold(facet);
        if (facet.open) ask();
      });
      return facet;
    });
    host.querySelector(".refine-clear").addEventListener("click", () => {
      change(query().with({ from: "", to: "", filters: new Map() }));
      [...host.querySelectorAll("summary, input")].find((each) => each.checkVisibility()).focus();
    });
    const wide = matchMedia("(width >= 60rem)");
    const unfold = () => { host.open = wide.matches; };
    wide.addEventListener("change", unfold);
    unfold();
  }

  /* What each taxonomy is called. */
  get labels() {
    return new Map(this.#facets.map(({ taxonomy, fieldset }) => [taxonomy, fieldset.querySelector("legend").textContent]));
  }

  get taxonomies() {
    return this.#facets.map(({ taxonomy }) => taxonomy);
  }

  /* How a term is written, by what the volumes say. */
  name(taxonomy, slug, volumes) {
    return volumes.map(({ names }) => names.get(taxonomy)?.get(slug)).find(Boolean) ?? slug;
  }

  /* Shows the terms of a search's hits, as far as they are known; `fresh` where its words are new: terms may change places. */
  show(search, volumes, fresh) {
    const hits = search.hits.filter(({ termed }) => termed);
    const { count, exact } = search.total;
    const note = this.#host.querySelector(".refine-note");
    note.hidden = !hits.length || (search.done && exact && hits.length >= count);
    note.textContent = counted(note, "partial", hits.length);
    this.#count(hits, search.query, volumes, fresh);
  }

  #count(hits, query, volumes, fresh) {
    for (const facet of this.#facets) {
      const counts = termCounts(hits, query, facet.taxonomy);
      const chosen = query.filters.get(facet.taxonomy) ?? [];
      if (fresh) {
        facet.rows.clear();
        facet.list.replaceChildren();
        facet.open = false;
      }
      for (const [slug] of counts) {
        if (facet.rows.has(slug)) continue;
        const row = termRow(slug, this.name(facet.taxonomy, slug, volumes));
        facet.rows.set(slug, row);
        facet.list.append(row.label);
      }
      for (const [slug, row] of facet.rows) {
        row.box.checked = chosen.includes(slug);
        row.count.textContent = numbers.format(counts.get(slug) ?? 0);
        row.gone = !counts.get(slug) && !row.box.checked;
      }
      this.#fold(facet);
    }
    const number = [...query.filters.values()].flat().length + Number(Boolean(query.from || query.to));
    this.#host.querySelector(".refine-number").textContent = number ? ` (${numbers.format(number)})` : "";
    this.#host.querySelector(".refine-clear").hidden = number === 0;
  }

  clear(query) {
    this.#host.querySelector(".refine-note").hidden = true;
    this.#count([], query, [], true);
  }

  /* The first few terms, or all; those chosen are always there. */
  #fold({ rows, fieldset, all, open }) {
    const there = [...rows.values()].filter((row) => !row.gone);
    let left = open ? Infinity : FEW;
    for (const row of rows.values()) {
      row.label.hidden = row.gone || (left <= 0 && !row.box.checked && !row.box.matches(":focus"));
      if (!row.gone) left -= 1;
    }
    fieldset.hidden = there.length === 0;
    all.hidden = there.length <= FEW;
    all.setAttribute("aria-expanded", String(open));
    all.textContent = fill(open ? all.dataset.fewer : all.dataset.all, { count: numbers.format(there.length) });
  }
}

function termRow(slug, name) {
  const box = make("input", { type: "checkbox", value: slug });
  const count = make("span", { className: "count" });
  const label = make("label", { className: "facet-term" }, box, make("span", {}, name), count);
  return { box, count, label, gone: false };
}
