/*
 * The years that volumes are of, in words.
 */

/* “2014, 2009–2011”: the stretch of each, as few words as that takes. */
function spans(volumes) {
  return [...new Set(volumes.map((volume) => span([volume])))].join(", ");
}

const MANY_STRETCHES = 6;

/*
 * “2009–2011, 2014”: volumes that follow one another in `all` (newest first) as one stretch. Where a year is parted
 * between a stretch and its neighbour, its months are said. Of very many, the newest are named.
 */
function stretches(volumes, all) {
  const found = [];
  all.forEach((volume, index) => {
    if (!volumes.includes(volume)) return;
    if (index && volumes.includes(all[index - 1])) found.at(-1).push(index);
    else found.push([index]);
  });
  const texts = found.map((indexes) => {
    const [newest, oldest] = [all[indexes[0]], all[indexes.at(-1)]];
    const year = (date) => date?.slice(0, 4);
    const parted = year(all[indexes[0] - 1]?.first) === year(newest.last) || year(all[indexes.at(-1) + 1]?.last) === year(oldest.first);
    return parted ? months(oldest.first, newest.last) : span([oldest, newest]);
  });
  return [...texts.slice(0, MANY_STRETCHES), ...(texts.length > MANY_STRETCHES ? ["…"] : [])].join(", ");
}

/* “Jan – Mar 2014” */
function months(first, last) {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { month: "short", year: "numeric", timeZone: "UTC" });
  return format.formatRange(new Date(first), new Date(last));
}

/* “1968–2024”, or one year. */
function span(volumes) {
  const years = volumes.flatMap(({ first, last }) => [first.slice(0, 4), last.slice(0, 4)]).sort();
  return years.at(0) === years.at(-1) ? years[0] : `${years[0]}–${years.at(-1)}`;
}
