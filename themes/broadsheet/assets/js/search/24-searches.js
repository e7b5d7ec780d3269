/*
 * Which search a query takes: for the best of the whole archive, where it asks for words and for no order or filter;
 * otherwise through the volumes by date. Saved volumes are at hand and need no map to lead.
 */

/* The search for a query; `saved` are the paths of the only volumes to search, if so. */
async function searchFor(query, archive, saved) {
  const { map, engine, volumes } = archive;
  const best = query.sort === "relevance" && !query.narrowed;
  if (saved || !map || !query.asks.length) return new Walk(volumes, plainQuestion(query), saved);
  if (!best) engine.load().catch(() => {});   // wanted in any case; a volume tells if it cannot be had
  const before = { ...traffic };
  const question = await lookedUp(query, archive);
  return best ? new Ranked(archive, question, before) : new Walk(volumes, question);
}
