/*
 * Which search a query takes: for the best of the whole archive, where it asks for words and for no order or filter;
 * otherwise through the volumes by date. Saved volumes are at hand, and all of them are searched that can hold what is asked.
 */

/* The search for a query; `saved` are the paths of the only volumes to search, if so. */
async function searchFor(query, archive, saved) {
  const { engine, volumes } = archive;
  const asked = saved ? await archive.only(saved) : archive;
  if (!asked.map || !query.asks.length) return new Walk(volumes, plainQuestion(query), saved);
  const best = query.sort === "relevance" && !query.narrowed && !saved;
  if (!best) engine.load().catch(() => {});   // wanted in any case; a volume tells if it cannot be had
  const before = { ...traffic };
  const question = await lookedUp(query, asked);
  return best ? new Ranked(archive, question, before) : new Walk(volumes, question, saved);
}
