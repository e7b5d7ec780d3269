/*
 * Offers an article's citation in the formats that reference managers read, to copy or to save, and its
 * plain text, which stands above, to copy.
 *
 *     <cite-formats data-edition="Morning" data-text="Text" data-copy="Copy" data-save="Save" data-copied="Copied"></cite-formats>
 *
 * What it cites is in the page's metadata (citation_title and so on), with the edition in the element. It belongs in
 * a closed <details>, so that nothing moves when the buttons appear. Where the browser does not let it copy, the text
 * is shown and selected instead.
 */

customElements.define("cite-formats", class extends HTMLElement {
  connectedCallback() {
    const cited = citationIn(document, this.dataset.edition);
    const list = document.createElement("ul");
    list.append(this.item(this.dataset.text, this.button(this.dataset.copy, this.dataset.text, () => this.copy(this.plain))));
    for (const { name, extension, type, write } of CITATION_FORMATS) {
      const copy = this.button(this.dataset.copy, name, () => this.copy(write(cited)));
      const save = this.button(this.dataset.save, name, () => saveText(write(cited), `${keyOf(cited)}.${extension}`, type));
      list.append(this.item(name, copy, save));
    }
    this.status = document.createElement("p");
    this.status.setAttribute("role", "status");
    this.replaceChildren(list, this.status);
  }

  /* The citation as readers see it. */
  get plain() {
    return this.parentElement.querySelector(".cite-text").innerText.trim();
  }

  item(...parts) {
    const item = document.createElement("li");
    item.append(...parts);
    return item;
  }

  button(text, format, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.setAttribute("aria-label", `${text} ${format}`);
    button.addEventListener("click", act);
    return button;
  }

  async copy(text) {
    this.querySelector("textarea")?.remove();
    this.status.textContent = "";
    try {
      await navigator.clipboard.writeText(text);
      this.status.textContent = this.dataset.copied;
    } catch {
      const field = document.createElement("textarea");
      field.readOnly = true;
      field.rows = 8;
      field.value = text;
      field.setAttribute("aria-label", this.dataset.copy);
      this.append(field);
      field.select();
    }
  }
});

function saveText(text, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
