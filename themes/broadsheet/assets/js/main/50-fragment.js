/*
 * Loads a fragment, a list or an advertisement, into its place when that comes near the window:
 *
 *     <page-fragment src="…/fragments/latest.html"><p><a href="…">See the front page</a></p></page-fragment>
 *
 * A fragment is a document of which the first element of the body is taken, without scripts. It takes the place of the
 * link; a drawing that keeps the space stays. Of a list, entries are left out that the aside shows further up, and the
 * article that is being read. A list of which nothing is left is hidden with its heading, and one of fewer entries than
 * there is room for gives the rest back; where something that is in the window would move for it, the first is only made
 * invisible, and the other keeps its room. Until that is known, neither is shown: see 45-fragments.css.
 * Where the fragment cannot be had, the link stays; an aside that has none, as that of an advertisement, is hidden.
 */

customElements.define("page-fragment", class extends HTMLElement {
  #loaded;

  connectedCallback() {
    const near = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      near.disconnect();
      this.load();
    }, { rootMargin: "100%" });
    near.observe(this);
  }

  /* Resolves once the fragment is in its place, or it is known that it will not be. */
  load() {
    if (this.#loaded) return this.#loaded;
    this.setAttribute("aria-busy", "true");
    this.#loaded = this.#load().catch(() => {}).then(this.#drawn).then(() => this.#settle());
    return this.#loaded;
  }

  /* Resolves once a frame is drawn: a list that another pushed elsewhere is shown only where it stays. */
  #drawn() {
    return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  }

  #settle() {
    this.removeAttribute("aria-busy");
    const aside = this.closest("aside");
    if (aside && !this.querySelector(":scope > :not(svg)")) aside.hidden = true;
  }

  async #load() {
    const others = this.#before("page-fragment").map((other) => other.load());
    const [response] = await Promise.all([fetch(this.getAttribute("src")), ...others]);
    const text = response.ok ? await response.text() : "";
    const fragment = new DOMParser().parseFromString(text, "text/html").body.firstElementChild;
    if (fragment) this.#show(document.adoptNode(fragment));
  }

  #show(fragment) {
    for (const script of fragment.querySelectorAll("script")) script.remove();
    const entries = [...fragment.querySelectorAll("li")];
    const shown = new Set([location.pathname, ...this.#before(".headline a").map((link) => link.pathname)]);
    for (const entry of entries) if (shown.has(entry.querySelector("a")?.pathname)) entry.remove();
    if (entries.length && !fragment.querySelector("li")) {
      this.#leaveOut();
      return;
    }
    this.querySelector("p")?.remove();
    this.append(fragment);
    if (entries.length) this.#giveBack((gives) => this.classList.toggle("fragment-fitted", gives));
  }

  /* Hides the list and its heading. */
  #leaveOut() {
    const section = this.closest("section");
    if (!this.#giveBack((gives) => { section.hidden = gives; })) section.classList.add("fragment-empty");
  }

  /* Gives room back by `shrink(true)`, unless what is in the window and not in the same aside would move for it. */
  #giveBack(shrink) {
    const [section, sheet] = [this.closest("section"), this.closest("aside").parentElement];
    const [{ top }, { height }] = [section.getBoundingClientRect(), sheet.getBoundingClientRect()];
    shrink(true);
    if (top >= innerHeight || sheet.getBoundingClientRect().height === height) return true;
    shrink(false);
    return false;
  }

  /* What stands further up in the same aside. */
  #before(selector) {
    const found = [...(this.closest("aside")?.querySelectorAll(selector) ?? [])];
    return found.filter((one) => one.compareDocumentPosition(this) & Node.DOCUMENT_POSITION_FOLLOWING);
  }
});
