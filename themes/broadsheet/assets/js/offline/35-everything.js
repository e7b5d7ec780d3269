/*
 * All volumes together, in every language: saves what is missing of them, one after the other, or removes all.
 *
 *     <section class="offline-everything">…</section>
 */

class Everything {
  #words;
  #rows;
  #library;
  #changed;
  #saving = null;   // the row that is being saved
  #isStopped = false;
  #facts = make("p", { className: "volume-facts" });
  #note = make("p", { className: "volume-note" });
  #bar = make("progress");
  #buttons = make("div", { className: "volume-buttons" });

  constructor(words, rows, library, changed) {
    this.#words = words;
    this.#rows = rows;
    this.#changed = changed;
    this.element = make("section", { className: "offline-everything volume" });
    const name = make("h2", { className: "volume-name" }, words.text("everything"));
    this.element.setAttribute("aria-label", name.textContent);
    this.#bar.max = 1;
    this.#bar.setAttribute("aria-label", name.textContent);
    this.element.append(name, this.#facts, this.#bar, this.#note, this.#buttons);
    this.update(library);
  }

  /* Shows what this browser has by now. */
  update(library) {
    this.#library = library;
    const focused = this.#buttons.contains(document.activeElement);
    const saved = Object.values(library.saved);
    const missing = this.#missing();
    const articles = sumOf(this.#rows.map((row) => row.articles));
    const shared = this.#once(this.#rows.flatMap((row) => row.sharedLists));
    const whole = sumOf([...this.#rows, ...shared].map(({ size }) => size));
    this.#facts.textContent = [this.#words.count("articles", articles), this.#words.size(whole)].join(" · ");
    this.#bar.hidden = !this.#saving;
    this.#note.hidden = !this.#saving;
    const buttons = [];
    if (this.#saving) {
      buttons.push(this.#button("stop-everything", "volume-stop", () => this.#stop()));
    } else {
      if (missing) buttons.push(this.#button(this.#saveWords, "volume-save", () => this.#save(), missing));
      const kept = sumOf([...saved, ...Object.values(library.lists)].map(({ size }) => size));
      if (saved.length) buttons.push(this.#button("remove-everything", "volume-remove", () => this.#remove(), kept));
    }
    this.#buttons.replaceChildren(...buttons);
    if (focused) this.#buttons.firstChild?.focus();
  }

  get #saveWords() {
    const { saved, interrupted } = this.#library;
    if (this.#rows.every((row) => row.isSaved)) return "refresh-everything";
    return Object.keys(saved).length || interrupted.size ? "save-rest" : "save-everything";
  }

  #once(lists) {
    return [...new Map(lists.map((list) => [list.id, list])).values()];
  }

  /* How many bytes are to be fetched. */
  #missing() {
    const rows = this.#rows.filter((row) => row.isWanted);
    const lists = this.#once(this.#rows.flatMap((row) => row.lists)).filter(({ id, tag }) => this.#library.lists[id]?.tag !== tag);
    return sumOf([...rows.map((row) => row.missing), ...lists.map(({ size }) => size)]);
  }

  /* Newest first. Where only lists have changed, those of the newest volume that has them are refreshed. */
  async #save() {
    const whole = this.#missing();
    const after = (before) => (bytes) => {
      this.#bar.value = Math.min((before + bytes) / whole, 1);
    };
    let before = 0;
    this.#isStopped = false;
    for (const row of this.#rows) {
      if (this.#isStopped) break;
      if (row.isBusy || !(row.isWanted || row.missingLists.length)) continue;
      this.#saving = row;
      this.#note.textContent = this.#words.text("saving", { volume: row.label });
      this.update(this.#library);
      const size = sumOf([row.missing, ...row.missingLists.map((list) => list.size)]);
      if (!(await row.save(after(before)))) break;
      before += size;
    }
    this.#saving = null;
    this.#bar.value = 0;
    this.update(await readLibrary());
  }

  #stop() {
    this.#isStopped = true;
    this.#saving.stop();
  }

  async #remove() {
    const { saved, lost, interrupted } = await readLibrary();
    await removeVolumes([...Object.keys(saved), ...Object.keys(lost), ...interrupted]);
    await this.#changed(this.#words.text("removed-everything"));
  }

  #button(name, className, action, size = 0) {
    const button = make("button", { className }, this.#words.text(name, { size: this.#words.size(size) }));
    button.type = "button";
    button.addEventListener("click", action);
    return button;
  }
}
