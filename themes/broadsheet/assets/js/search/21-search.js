/*
 * What is common to the ways to search: the best of the whole archive (23-ranked.js), and by date (22-walk.js).
 *
 * A search also tells, as it goes on:
 *
 *     done        whether nothing is left to ask
 *     covered     the volumes that are dealt with; null where that is not known
 *     charted     those whose years are known, at least about
 *     progress    [how many volumes have been dealt with, of how many]
 *     years       Map of year → number of articles
 *     total       { count: the number of articles, exact: whether it is known }
 */

const PAGE = 10;                // results that are shown at first, and with each step further
const AT_ONCE = 4;              // how many volumes are asked at once, at most
const FARTHEST = 24;            // how many are asked before the reader is, where something was found

class Search {
  unsaved = [];    // volumes that were passed over, because they are not saved and the archive cannot be reached
  cutOff = false;  // whether only saved ones are searched
  missed = [];     // volumes that could not be fetched, when others could
  counts = [];     // in how many articles each of what is asked stands
  hits = [];       // whatever was found so far; filters are for others to heed

  constructor(question) {
    this.question = question;
    this.query = question.query;
  }

  /* Whether it knows the best, and about how many there are, before it has asked all volumes. */
  get foretells() {
    return false;
  }

  /* Leaves out a hit whose article could not be fetched. */
  lose(hit) {
    this.hits = this.hits.filter((each) => each !== hit);
    if (!this.missed.includes(hit.volume)) this.missed.push(hit.volume);
  }
}

/* Two digits of a figure that is not exact. */
function aboutFigure(number) {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, number))) - 1);
  return Math.round(number / step) * step;
}
