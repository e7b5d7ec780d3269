/*
 * One volume in the list: what it holds, whether it is saved, and the buttons for it.
 *
 *     <li class="volume" data-state="absent | saving | busy | saved | changed | interrupted | lost | gone">…</li>
 */

class VolumeRow {
  #words;
  #id;
  #volume;        // as the site has it now; null where it has none of that name any more
  #lists;         // the packs that are saved before it: { id, tag, pack, size }
  #library;       // what this browser has
  #stop = null;   // ends the saving that is under way
  #changed;       // called when something was saved or removed
  #facts = make("p", { className: "volume-facts" });
  #note = make("p", { className: "volume-note" });
  #bar = make("progress");
  #buttons = make("div", { className: "volume-buttons" });
  #articles = make("details", { className: "volume-articles" });

  constructor(words, id, volume, lists, library, changed) {
    this.#words = words;
    this.#id = id;
    this.#volume = volume;
    this.#lists = lists;
    this.#library = library;
    this.#changed = changed;
    this.element = make("li", { className: "volume" });
    this.element.dataset.volume = id;
    const name = make("p", { className: "volume-name" }, this.label);
    this.#bar.max = 1;
    this.#bar.setAttribute("aria-label", words.text("saving", { volume: this.label }));
    this.element.append(name, this.#facts, this.#bar, this.#note, this.#buttons, this.#articles);
    this.#articles.append(make("summary", {}, words.text("articles-of", { volume: this.label })), make("ol"));
    this.#articles.addEventListener("toggle", () => this.#list());
    this.#show(this.#state);
  }

  get id() {
    return this.#id;
  }

  get isSaved() {
    return Boolean(this.#saved);
  }

  /* Whether the site has it, under this name. */
  get isOnSite() {
    return Boolean(this.#volume);
  }

  get isBusy() {
    return this.#library.busy.has(this.#id);
  }

  get isWanted() {
    return Boolean(this.#volume) && !this.isBusy && (this.#isOld || this.#lacksLists);
  }

  /* With its pictures. */
  get size() {
    const kept = Object.entries(this.#library.lists).map(([id, list]) => ({ id, ...list }));
    const files = (this.#volume ? this.#lists : kept).filter((list) => this.#isOwn(list));
    return sumOf([this.#volume ?? this.#saved, ...files].map(({ size }) => size));
  }

  /* How many bytes of the volume, without its lists, are to be fetched. */
  get missing() {
    return this.#isOld ? this.#volume.size : 0;
  }

  get lists() {
    return this.#lists;
  }

  /* The packs of lists that other volumes need as well. */
  get sharedLists() {
    return this.#lists.filter((list) => !this.#isOwn(list));
  }

  /* Whether a pack has files of this volume alone. */
  #isOwn({ id }) {
    return id.startsWith(`${this.#id}/`);
  }

  /* The packs of its lists that are to be fetched. */
  get missingLists() {
    return this.#lists.filter(({ id, tag }) => this.#library.lists[id]?.tag !== tag);
  }

  get articles() {
    return (this.#volume ?? this.#saved).articles;
  }

  get label() {
    if (this.#id.endsWith("/all")) return this.#words.part("whole");
    return (this.#volume ?? this.#saved).label;
  }

  /* As this browser has it, or undefined. */
  get #saved() {
    return this.#library.saved[this.#id];
  }

  get #isOld() {
    return this.#saved?.tag !== this.#volume.tag;
  }

  get #lacksLists() {
    return this.#lists.some(({ id }) => !this.#library.lists[id]);
  }

  get #state() {
    const { interrupted, lost } = this.#library;
    if (this.#stop) return "saving";
    if (this.isBusy) return "busy";
    if (!this.#volume) return "gone";
    if (this.#saved) return this.isWanted ? "changed" : "saved";
    if (interrupted.has(this.#id)) return "interrupted";
    return lost[this.#id] ? "lost" : "absent";
  }

  /* Shows what this browser has by now. */
  update(library) {
    this.#library = library;
    if (this.#stop) return;
    if (!this.#volume && !this.#saved) this.element.remove();
    else this.#show(this.#state);
  }

  /* Saves the volume, or what is new of it; says whether that went well. */
  async save(progress = () => {}) {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    const size = sumOf([this.missing, ...this.missingLists.map((list) => list.size)]);
    const arrived = (bytes) => {
      this.#bar.value = Math.min(bytes / size, 1);
      progress(bytes);
    };
    this.#show("saving");
    let reason = "done";
    try {
      await saveVolume(this.#id, this.#volume, this.#lists, arrived, signal);
    } catch (error) {
      reason = signal.aborted ? "stopped" : await reasonFor(error, this.#id);
      const ids = [this.#id, ...this.#lists.map((list) => list.id)];
      if (reason.startsWith("full")) await forgetArriving(({ id }) => ids.includes(id));
      await sweep();
    }
    this.#stop = null;
    this.#library = await readLibrary();
    this.#show(this.#state, reason === "done" ? "" : reason);
    await this.#changed(this.#words.text(reason, { volume: this.label }), this);
    return reason === "done";
  }

  stop() {
    this.#stop?.abort();
  }

  async #remove() {
    const { label } = this;
    await removeVolumes([this.#id]);
    this.#articles.open = false;
    await this.#changed(this.#words.text("removed", { volume: label }));
  }

  #show(state, reason = "") {
    const words = this.#words;
    const focused = this.#buttons.contains(document.activeElement);
    this.element.dataset.state = state;
    this.#facts.textContent = [words.count("articles", this.articles), this.#sizes].join(" · ");
    this.#bar.hidden = state !== "saving";
    this.#bar.value = 0;
    const note = reason || (["busy", "saved", "changed", "interrupted", "lost", "gone"].includes(state) ? `is-${state}` : "");
    this.#note.textContent = note ? words.text(note, { volume: this.label }) : "";
    this.#note.hidden = !note;
    this.#articles.hidden = !this.isSaved;
    const offered = {
      absent: ["save"],
      saving: ["stop"],
      busy: [],
      saved: ["remove"],
      changed: ["refresh", "remove"],
      interrupted: ["save", "remove"],
      lost: ["save"],
      gone: ["remove"],
    };
    this.#buttons.replaceChildren(...offered[state].map((action) => this.#button(action)));
    if (focused) this.#buttons.firstChild?.focus();
  }

  /* Its size, and that of lists which come with it where none are here yet. */
  get #sizes() {
    const size = this.#words.size(this.size);
    const missing = this.sharedLists.filter(({ id }) => !this.#library.lists[id]);
    if (this.isSaved || !missing.length) return size;
    const lists = this.#words.size(sumOf(missing.map((list) => list.size)));
    return this.#words.text("with-lists", { size, lists });
  }

  #button(action) {
    const button = make("button", { className: `volume-${action}` }, this.#words.text(action, { volume: this.label }));
    button.type = "button";
    const actions = {
      save: () => this.save(),
      refresh: () => this.save(),
      remove: () => this.#remove(),
      stop: () => this.stop(),
    };
    button.addEventListener("click", actions[action]);
    return button;
  }

  /* The volume's articles, newest first, when they are first asked for. */
  async #list() {
    if (!this.#articles.open || !this.#saved) return;
    const items = (await savedArticles(this.#saved)).reverse().map(({ url, title, date }) => {
      const item = make("li");
      const link = make("a", {}, title);
      link.href = url;
      const time = make("time", {}, this.#words.day(date));
      time.dateTime = date;
      item.append(link, " ", time);
      return item;
    });
    this.#articles.lastChild.replaceChildren(...items);
  }
}

/* Why a volume was not saved. Where there is no room, only who has saved another volume can remove one. */
async function reasonFor(error, id) {
  if (error instanceof Busy) return "busy";
  if (error.name === "QuotaExceededError") {
    const others = Object.keys(await readSaved()).filter((other) => other !== id);
    return others.length ? "full" : "full-alone";
  }
  console.warn(error);
  return "failed";
}

function sumOf(sizes) {
  return sizes.reduce((sum, number) => sum + number, 0);
}
