/* The saved lists that lead to the articles of several volumes: “en/all” → { cache, tag, size, files }. */

const LISTS_LIST = `${BASE}offline/lists.json`;

function readLists() {
  return readList(LISTS_LIST);
}
