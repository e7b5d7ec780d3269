/*
 * The orders in which hits are shown.
 */

/* Orders by date, the newest first. */
function later({ facts: { date: one } }, { facts: { date: other } }) {
  if (one === other) return 0;
  return one < other ? 1 : -1;
}

const ORDERS = {
  relevance: (one, other) => other.score - one.score || later(one, other),
  newest: later,
  oldest: (one, other) => later(other, one),
};
