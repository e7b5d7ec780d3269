/*
 * The words of the page, from the data-* attributes of its element: `{name}` stands for a value. A number of things
 * has one attribute for each plural form: data-articles-one, data-articles-other.
 */

class Words {
  #element;
  #language = document.documentElement.lang;

  constructor(element) {
    this.#element = element;
  }

  text(name, values = {}) {
    const filled = fill(this.part(name), values);
    // “third quarter of 2014 is saved.” begins a sentence.
    return filled.charAt(0).toLocaleUpperCase(this.#language) + filled.slice(1);
  }

  /* A part of a sentence, as it is. */
  part(name) {
    return this.#element.getAttribute(`data-${name}`) ?? "";
  }

  count(name, number) {
    const form = `${name}-${plurals.select(number)}`;
    const known = this.#element.hasAttribute(`data-${form}`) ? form : `${name}-other`;
    return this.text(known, { count: numbers.format(number) });
  }

  size(bytes) {
    const units = ["kilobyte", "megabyte", "gigabyte"];
    let size = bytes / 1000;
    while (size >= 1000 && units.length > 1) {
      size /= 1000;
      units.shift();
    }
    const maximumFractionDigits = size < 10 && units[0] !== "kilobyte" ? 1 : 0;
    const style = { style: "unit", unit: units[0], maximumFractionDigits };
    // A number and its unit stay on one line.
    return new Intl.NumberFormat(this.#language, style).format(Math.max(size, 1)).replace(" ", "\u00A0");
  }

  /* “5 Mar 2014”, or as much of it as is known. */
  day(iso) {
    const [year, month, day] = iso.split("-").map(Number);
    const parts = { year: "numeric", month: month && "short", day: day && "numeric", timeZone: "UTC" };
    const date = new Date(Date.UTC(2000, (month || 1) - 1, day || 1));
    date.setUTCFullYear(year);
    return new Intl.DateTimeFormat(this.#language, parts).format(date);
  }
}
