/*
 * Answers: the network's, or where there is none what is kept.
 */

const PATIENCE = 3000;          // how long the network may take where something else can be shown, in milliseconds
const IMPATIENCE = 30000;       // how long nothing is waited for after that
const LASTING = new Set(["image", "font", ""]);   // search data are among those without a destination

/*
 * A page; in its place the page of volumes, where it is not kept and the network does not answer soon. It may come all
 * the same, on a network that is slow: then the page that stands in for it is told.
 */
async function answerPage(event, url) {
  try {
    return await answer(event, url, "pages");
  } catch (error) {
    isCutOff = true;
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
  let isLate = false;
  const fetched = fetch(asked(event.request)).then((response) => {
    const keeping = keep(response.clone(), url, kind).catch(() => {});
    event.waitUntil(isLate && response.status === 200 ? keeping.then(() => tellArrived(event)) : keeping);
    return response;
  });
  event.waitUntil(fetched.catch(() => {}));
  const found = await kept(url, cacheFirst);
  if (!found && kind !== "pages") return fetched;
  if (!found) {
    const response = await Promise.race([fetched, later(PATIENCE)]);
    isLate = !response;
    isCutOff = isLate;
    if (response) return response;
    waitedInVain = Date.now();
    throw new Error(`${url.pathname}: no answer`);
  }
  // The beginning of an answer is none: on a train it is often all that comes.
  const whole = fetched.then(async (response) => {
    await response.clone().blob();
    waitedInVain = 0;
    return response;
  });
  const patience = Date.now() - waitedInVain < IMPATIENCE ? 0 : PATIENCE;
  const first = await Promise.race([whole.catch(() => null), later(patience)]);
  if (first === undefined && patience) waitedInVain = Date.now();
  const isGood = Boolean(first) && first.status < 500;
  if (kind === "pages") isCutOff = !isGood;
  return isGood ? first : found;
}

/* Tells the page that stands in for another that this one is here now. */
async function tellArrived(event) {
  const client = await clients.get(event.resultingClientId);
  client?.postMessage({ arrived: true });
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
