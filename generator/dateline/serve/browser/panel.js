/*
 * The preview's panel: one line at the foot of the page that says what is wrong, and opens to tell more. It also loads
 * the page again, where it stood, when the page or anything that it shows was built anew.
 *
 *     <script src="/.dateline/panel.js" data-build="NUMBER"></script>   as the last thing of the body
 *
 * Everything that comes from files is put in as text.
 */
"use strict";

(() => {
  const OWN = "/.dateline/";
  const STOPPED_AFTER = 4000;   // milliseconds without an answer
  const STOPPED = "The preview has stopped. Start it again with “dateline serve”.";
  let build = document.currentScript.dataset.build;

  /* What outlasts a reload, in this tab alone. */
  const kept = {
    read() {
      try {
        return JSON.parse(sessionStorage.getItem("dateline preview")) ?? {};
      } catch {
        return {};
      }
    },
    write(changes) {
      try {
        sessionStorage.setItem("dateline preview", JSON.stringify({ ...kept.read(), ...changes }));
      } catch { /* where nothing can be stored, the page begins at its top */ }
    },
  };

  function addressOf(url) {
    const path = new URL(url, location.href).pathname.replace(/\/index\.html$/, "/");
    try {
      return decodeURIComponent(path);
    } catch {
      return path;
    }
  }

  /* The addresses of this page and of all that it has loaded. */
  function used() {
    const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
    const ours = loaded.filter((url) => new URL(url, location.href).origin === location.origin);
    return new Set([location.href, ...ours].map(addressOf));
  }

  function make(name, properties = {}, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  class PreviewPanel extends HTMLElement {
    #line = make("span", { className: "line" });
    #button = make("button", { type: "button" }, this.#line);
    #lists = make("div", { id: "lists", className: "lists", tabIndex: 0 });
    #bar = make("section", { ariaLabel: "Preview", hidden: true }, this.#button, this.#lists);
    #status = make("p", { className: "status" });
    #shown = "";
    #unfolded = Boolean(kept.read().unfolded);

    connectedCallback() {
      const style = make("link", { rel: "stylesheet", href: `${OWN}panel.css` });
      this.#button.setAttribute("aria-controls", "lists");
      this.#lists.setAttribute("role", "group");
      this.#lists.setAttribute("aria-label", "Problems");
      this.#status.setAttribute("role", "status");
      const root = this.attachShadow({ mode: "open" });
      root.append(style, this.#status, this.#bar);
      this.#open(Boolean(kept.read().open));
      this.#button.addEventListener("click", () => this.#open(this.#lists.hidden));
      this.#bar.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || this.#lists.hidden) return;
        this.#open(false);
        this.#button.focus();
      });
    }

    get hasFocus() {
      return this.shadowRoot.activeElement !== null;
    }

    takeFocus() {
      this.#button.focus({ preventScroll: true });
    }

    /* What is shown already is left alone, with what is unfolded in it and how far it is scrolled. */
    show({ line, level, lists }) {
      const told = JSON.stringify([line, level, lists]);
      if (told === this.#shown) return;
      this.#shown = told;
      this.#bar.hidden = level === "none";
      this.#bar.dataset.level = level;
      this.#line.replaceChildren(...line.flatMap((part) => [" ", make("span", { textContent: part })]).slice(1));
      this.#lists.replaceChildren(...lists.map((list) => this.#list(list)));
      this.#say(line.join(" "));
    }

    /* Screen readers are told when it differs from what they were told last, on this page or before. */
    #say(line) {
      const text = line || "No problems.";
      const before = kept.read().said ?? "No problems.";
      if (text !== before) this.#status.textContent = text;
      kept.write({ said: text });
    }

    #open(open) {
      this.#lists.hidden = !open;
      this.#button.setAttribute("aria-expanded", String(open));
      kept.write({ open });
    }

    #list({ title, folded, problems = [], pages = [], more }) {
      const items = problems.map(({ place, severity, text }) =>
        make("li", {},
          make("p", { className: "place" },
            make("strong", { className: severity, textContent: severity }), " ", make("code", { textContent: place })),
          make("p", { textContent: text })));
      items.push(...pages.map(({ href, place, text }) =>
        make("li", {}, make("a", { href }, make("code", { textContent: place })), ` (${text})`)));
      const parts = [make("ul", {}, ...items)];
      if (more) parts.push(make("p", { className: "more", textContent: more }));
      if (!folded) return make("div", {}, ...(title ? [make("h2", { textContent: title })] : []), ...parts);
      const details = make("details", { open: this.#unfolded },
        make("summary", { textContent: title }), ...parts);
      details.addEventListener("toggle", () => {
        this.#unfolded = details.open;
        kept.write({ unfolded: details.open });
      });
      return details;
    }
  }

  customElements.define("preview-panel", PreviewPanel);
  const panel = document.createElement("preview-panel");
  document.body.append(panel);

  /* A page that stands in the place of another has no place of its own to come back to. */
  function reload() {
    const { path, scrolled } = kept.read();
    const stands = "notice" in document.documentElement.dataset && path === location.pathname;
    kept.write({
      path: location.pathname,
      scrolled: stands ? scrolled : scrollY,
      reloading: true,
      focused: panel.hasFocus,
    });
    location.reload();
  }

  let refocus = false;   // whether the panel had the focus, and takes it again once it is seen

  /* The place where the page was read, though it may have another length now. */
  function restore() {
    const { path, scrolled, reloading, focused } = kept.read();
    kept.write({ reloading: false });
    if (!reloading || path !== location.pathname) return;
    history.scrollRestoration = "manual";
    const scroll = () => scrollTo({ top: scrolled, behavior: "instant" });
    scroll();
    addEventListener("load", scroll);
    // Until the page is left, or the browser would still bring back where the page before it stood.
    addEventListener("pagehide", () => (history.scrollRestoration = "auto"));
    refocus = focused;
  }

  function take({ changed, moved, ...told }) {
    if (moved) {
      location.replace(encodeURI(moved));
      return;
    }
    const inUse = used();
    if (changed === null || changed.some((address) => inUse.has(address))) reload();
    else panel.show(told);
    if (refocus) panel.takeFocus();
    refocus = false;
  }

  /* A browser opens few connections to one host, so only pages that are looked at listen. */
  let source = null;
  let stopped = 0;

  function listen() {
    if (source || document.hidden) return;
    source = new EventSource(`${OWN}events?${new URLSearchParams({ page: addressOf(location.href), build })}`);
    source.addEventListener("open", answered);
    source.addEventListener("error", () => {
      stopped ||= setTimeout(() => panel.show({ line: [STOPPED], level: "error", lists: [] }), STOPPED_AFTER);
    });
    source.addEventListener("news", (event) => {
      build = event.lastEventId;
      take(JSON.parse(event.data));
    });
  }

  function answered() {
    clearTimeout(stopped);
    stopped = 0;
  }

  function cease() {
    answered();
    source?.close();
    source = null;
  }

  performance.setResourceTimingBufferSize(5000);
  restore();
  listen();
  document.addEventListener("visibilitychange", () => (document.hidden ? cease() : listen()));
  addEventListener("pagehide", cease);
  addEventListener("pageshow", listen);
})();
