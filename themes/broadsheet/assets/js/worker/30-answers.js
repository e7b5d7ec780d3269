/*
 * Answers: the network's, or where there is none what is kept.
 */

const PATIENCE = 3000;          // how long the network may take where something is kept, in milliseconds
const IMPATIENCE = 30000;       // how long nothing is waited for after that
const LASTING = new Set(["image", "font", ""]);   // search data are among those without a destination

async function answerPage(event, url) {
  try {
    return await answer(event, url, "pages");
  } catch (error) {
    const beginning = Object.keys(OFFLINE).filter((path) => url.pathname.startsWith(path));
    const page = OFFLINE[beginning.sort((one, other) => other.length - one.length)[0]];
    const found = page && (await inCache(SHELL_CACHE, page));
    if (found) return plain(found);
    throw error;
  }
}

/*
 * Search data whose name holds a digest cannot change, and neither can what is asked for with the tag that the saved
 * volume has: these come from the volume at once. For the rest the network is asked first.
 */
async function answerSearch(event, url) {
  const [lang, name] = url.pathname.slice(SEARCH_DATA.length).split("/");
  const saved = (await readSaved())[`${lang}/${name}`];
  if (saved && (/\.pf_\w+$/.test(url.pathname) || url.search.includes(saved.index))) {
    const found = await inCache(saved.cache, url);
    if (found) return found;
  }
  return answer(event, url, "files", saved?.cache);
}

let waitedInVain = 0;   // when the network last took longer than its patience

/*
 * The network's answer; what is kept if there is none, or not soon. A new answer is kept among the `kind`; an old one
 * is looked for in `cacheFirst`, if that is given, before all others.
 */
async function answer(event, url, kind, cacheFirst) {
  const fetched = fetch(asked(event.request)).then((response) => {
    event.waitUntil(keep(response.clone(), url, kind).catch(() => {}));
    return response;
  });
  event.waitUntil(fetched.catch(() => {}));
  const found = await kept(url, cacheFirst);
  if (!found) return fetched;
  // The beginning of an answer is none: on a train it is often all that comes.
  const whole = fetched.then(async (response) => {
    await response.clone().blob();
    waitedInVain = 0;
    return response;
  });
  const patience = Date.now() - waitedInVain < IMPATIENCE ? 0 : PATIENCE;
  const first = await Promise.race([whole.catch(() => null), later(patience)]);
  if (first === undefined && patience) waitedInVain = Date.now();
  return first && first.status < 500 ? first : found;
}

/*
 * What is asked of the network. Where a host does not say how long its answers are good, browsers guess, for an old
 * file weeks: so pages and the theme's files are asked for again, which costs a few bytes if they are the same.
 */
function asked(request) {
  if (request.cache !== "default" || LASTING.has(request.destination)) return request;
  const { url, headers, redirect, credentials } = request;
  if (request.mode === "navigate") return new Request(url, { headers, redirect, credentials, cache: "no-cache" });
  return new Request(request, { cache: "no-cache" });
}

function later(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
