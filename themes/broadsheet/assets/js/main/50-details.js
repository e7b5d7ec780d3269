/*
 * Loads a script when the <details> that it serves is opened, which few readers do.
 *
 *     <details data-script="/assets/cite.js">…</details>
 */

for (const details of document.querySelectorAll("details[data-script]")) {
  const load = () => {
    const script = document.createElement("script");
    script.src = details.dataset.script;
    document.head.append(script);
  };
  details.addEventListener("toggle", load, { once: true });
}
