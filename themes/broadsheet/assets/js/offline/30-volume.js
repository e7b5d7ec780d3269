/*
 * One volume in the list: what it holds, whether it is saved, and the buttons for it.
 *
 *     <li class="volume" data-state="absent | saving | saved | changed | interrupted | lost | gone">…</li>
 */

class VolumeRow {
  #words;
  #id;
  #volume;        // as the site has it now; null where it has none of that name any more
  #saved;         // as this browser has it, or undefined
  #stop = null;   // ends the saving that is under way
  #changed;       // called when something was saved or removed
  #facts = make("p", "volume-facts");
  #note = make("p", "volume-note");
  #bar = make("progress");
  #buttons = make("div", "volume-buttons");
  #articles = make("details", "volume-articles");

  constructor(words, id, volume, saved, fault, changed) {
    this.#words = words;
    this.#id = id;
    this.#volume = volume;
    this.#saved = saved;
    this.#changed = changed;
    this.element = make("li", "volume");
    this.element.dataset.volume = id;
    const name = make("p", "volume-name", this.#label);
    this.#bar.max = 1;
    this.#bar.setAttribute("aria-label", words.text("saving", { volume: this.#label }));
    this.element.append(name, this.#facts, this.#bar, this.#note, this.#buttons, this.#articles);
    this.#articles.append(make("summary", "", words.text("articles-of", { volume: this.#label })), make("ol"));
    this.#articles.addEventListener("toggle", () => this.#list());
    this.#show(fault ?? this.#state);
  }

  get id() {
    return this.#id;
  }

  get isSaved() {
    return Boolean(this.#saved);
  }

  get isWanted() {
    return Boolean(this.#volume) && this.#saved?.tag !== this.#volume.tag;
  }

  get size() {
    return (this.#volume ?? this.#saved).size;
  }

  get articles() {
    return (this.#volume ?? this.#saved).articles;
  }

  get #label() {
    if (this.#id.endsWith("/all")) return this.#words.part("whole");
    return (this.#volume ?? this.#saved).label;
  }

  get #state() {
    if (!this.#volume) return "gone";
    if (!this.#saved) return "absent";
    return this.#saved.tag === this.#volume.tag ? "saved" : "changed";
  }

  /* Saves the volume, or what is new of it; says whether that went well. */
  async save() {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.#show("saving");
    try {
      await saveVolume(this.#id, this.#volume, (part) => this.#progress(part), signal);
      this.#saved = (await readSaved())[this.#id];
      this.#show(this.#state);
      this.#changed(this.#words.text("done", { volume: this.#label }));
      return true;
    } catch (error) {
      const reason = signal.aborted ? "stopped" : await reasonFor(error, this.#id);
      if (reason === "stopped" || reason.startsWith("full")) await deleteCaches(this.#id, this.#saved?.cache);
      this.#show(this.#state, reason);
      this.#changed(this.#words.text(reason, { volume: this.#label }));
      return false;
    } finally {
      this.#stop = null;
    }
  }

  async #remove() {
    await removeVolume(this.#id);
    const label = this.#label;
    this.#saved = undefined;
    this.#articles.open = false;
    if (this.#volume) this.#show("absent");
    else this.element.remove();
    this.#changed(this.#words.text("removed", { volume: label }));
  }

  #progress(part) {
    this.#bar.value = part;
  }

  #show(state, reason = "") {
    const words = this.#words;
    const focused = this.#buttons.contains(document.activeElement);
    this.element.dataset.state = state;
    this.#facts.textContent = [words.count("articles", this.articles), words.size(this.size)].join(" · ");
    this.#bar.hidden = state !== "saving";
    this.#bar.value = 0;
    const note = reason || (["saved", "changed", "interrupted", "lost", "gone"].includes(state) ? `is-${state}` : "");
    this.#note.textContent = note ? words.text(note, { volume: this.#label }) : "";
    this.#note.hidden = !note;
    this.#articles.hidden = !this.isSaved;
    const offered = {
      absent: ["save"],
      saving: ["stop"],
      saved: ["remove"],
      changed: ["refresh", "remove"],
      interrupted: this.#saved ? ["refresh", "remove"] : ["save"],
      lost: ["save"],
      gone: ["remove"],
    };
    this.#buttons.replaceChildren(...offered[state].map((action) => this.#button(action)));
    if (focused) this.#buttons.firstChild.focus();
  }

  #button(action) {
    const button = make("button", `volume-${action}`, this.#words.text(action, { volume: this.#label }));
    button.type = "button";
    const actions = {
      save: () => this.save(),
      refresh: () => this.save(),
      remove: () => this.#remove(),
      stop: () => this.#stop?.abort(),
    };
    button.addEventListener("click", actions[action]);
    return button;
  }

  /* The volume's articles, newest first, when they are first asked for. */
  async #list() {
    if (!this.#articles.open || !this.#saved) return;
    const items = (await savedArticles(this.#saved)).reverse().map(({ url, title, date }) => {
      const item = make("li");
      const link = make("a", "", title);
      link.href = url;
      const time = make("time", "", this.#words.day(date));
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

function make(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}
