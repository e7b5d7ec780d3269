/*
 * Loads a fragment, a list or an advertisement, into its place when that comes near the window:
 *
 *     <page-fragment src="…/fragments/latest.html"><p><a href="…">See the front page</a></p></page-fragment>
 *
 * A fragment is a document of which the first element of the body is taken, without scripts. It takes the place of the
 * link; a drawing that keeps the space stays. Entries of a list that the page shows already are left out: the article
 * itself, and what is in the same aside. Where the fragment cannot be had, the link stays.
 */

customElements.define("page-fragment", class extends HTMLElement {
  connectedCallback() {
    const near = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      near.disconnect();
      this.#load();
    }, { rootMargin: "100%" });
    near.observe(this);
  }

  async #load() {
    try {
      const response = await fetch(this.getAttribute("src"));
      if (!response.ok) return;
      const found = new DOMParser().parseFromString(await response.text(), "text/html").body.firstElementChild;
      if (found) this.#show(document.adoptNode(found));
    } catch {
      // There is no network. The link stays.
    }
  }

  #show(fragment) {
    for (const script of fragment.querySelectorAll("script")) script.remove();
    const shown = new Set([location.pathname]);
    for (const { pathname } of this.closest("aside")?.querySelectorAll(".headline a") ?? []) shown.add(pathname);
    for (const entry of fragment.querySelectorAll("li")) {
      if (shown.has(entry.querySelector("a")?.pathname)) entry.remove();
    }
    this.querySelector("p")?.remove();
    this.append(fragment);
  }
});
