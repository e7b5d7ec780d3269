/*
 * Says in the page's own words what a comment lacks, and closes the form in time: pages are not made anew for that.
 *
 *     <comment-form data-until="2024-12-24T00:00:00+04:00" data-closed="Comments are closed.">
 *       <form>… <textarea id="…" required data-missing="Please enter your comment"></textarea> …
 *               <input id="…" type="email" data-wrong="Please enter a valid e-mail address"> …</form>
 *     </comment-form>
 *
 * `data-until` is empty where comments stay open. Without the script, browsers check the fields in their own words.
 */

customElements.define("comment-form", class extends HTMLElement {
  connectedCallback() {
    if (this.isOver) {
      this.close();
      return;
    }
    const form = this.querySelector("form");
    form.noValidate = true;
    form.addEventListener("submit", (event) => this.check(event));
    form.addEventListener("input", ({ target }) => this.settle(target, ""));
  }

  get isOver() {
    return Date.parse(this.dataset.until) <= Date.now();
  }

  close() {
    const note = document.createElement("p");
    note.className = "comment-closed";
    note.textContent = this.dataset.closed;
    this.replaceChildren(note);
  }

  check(event) {
    if (this.isOver) {
      event.preventDefault();
      this.close();
      return;
    }
    const fields = [...event.target.querySelectorAll("[data-missing], [data-wrong]")];
    for (const field of fields) this.settle(field, faultOf(field));
    const first = fields.find((field) => field.ariaInvalid);
    if (!first) return;
    event.preventDefault();
    first.focus();
  }

  /* Shows below `field` what is wrong with it; with no words, that nothing is. */
  settle(field, words) {
    const id = `${field.id}-fault`;
    this.querySelector(`#${CSS.escape(id)}`)?.remove();
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
    if (!words) return;
    const note = document.createElement("span");
    note.id = id;
    note.className = "comment-fault";
    note.textContent = words;
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", id);
    field.after(note);
  }
});

function faultOf(field) {
  if (field.required && !field.value.trim()) return field.dataset.missing;
  return field.validity.typeMismatch ? field.dataset.wrong : "";
}
