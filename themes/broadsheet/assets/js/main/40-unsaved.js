/*
 * Says which links of the page cannot be followed while the archive's server cannot be reached.
 *
 *     <unsaved-links data-mark="not saved" hidden>What is dimmed is not saved. …</unsaved-links>
 *
 * The service worker knows what is saved. It is asked when the page is opened, and again when the browser loses its
 * network or has one again.
 */

customElements.define("unsaved-links", class extends HTMLElement {
  #marked = new Map();   // link → what was added to it

  connectedCallback() {
    this.#ask();
    addEventListener("offline", () => this.#ask());
    addEventListener("online", () => this.#ask(true));
    addEventListener("pageshow", (event) => event.persisted && this.#ask());
  }

  #ask(isBack = false) {
    const worker = navigator.serviceWorker?.controller;
    if (!worker) return;
    const links = this.#links();
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", ({ data: unsaved }) => this.#show(links, new Set(unsaved)), { once: true });
    port1.start();
    worker.postMessage({ links: [...links.keys()], isOffline: !navigator.onLine, isBack }, [port2]);
  }

  /* The links to other pages and files of the site, by their paths. */
  #links() {
    const root = new URL("../", mainScript).pathname;
    const found = new Map();
    for (const link of document.links) {
      const { origin, pathname } = link;
      if (origin !== location.origin || pathname === location.pathname || !pathname.startsWith(root)) continue;
      if (!found.has(pathname)) found.set(pathname, []);
      found.get(pathname).push(link);
    }
    return found;
  }

  #show(links, unsaved) {
    for (const [link, words] of this.#marked) {
      link.classList.remove("unsaved");
      words.remove();
    }
    this.#marked.clear();
    for (const [path, those] of links) if (unsaved.has(path)) those.forEach((link) => this.#mark(link));
    this.hidden = !this.#marked.size;
  }

  #mark(link) {
    const words = document.createElement("span");
    words.className = "hidden";
    words.textContent = ` (${this.dataset.mark})`;
    link.append(words);
    link.classList.add("unsaved");
    this.#marked.set(link, words);
  }
});
