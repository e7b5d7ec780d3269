/*
 * Words and the nodes that show them. What a reader sees is made of text nodes and never of HTML.
 */

const numbers = new Intl.NumberFormat(document.documentElement.lang);
const plurals = new Intl.PluralRules(document.documentElement.lang);

/* “{count} articles” with its names replaced by `values`. */
function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/* An element with properties and children; a child that is no node becomes text. */
function make(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
