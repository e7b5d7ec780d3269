/*
 * Leads on from old addresses that no server can answer by a page: those with a query (`/?p=123`), which a list on the
 * site knows, and from a page that has moved to the same place in the new one.
 */

const TRACKING = /^(?:utm_\w+|fbclid|gclid|mc_[ce]id)$/;

/* What the list may have for this address: with all of its query, then with each part of it alone. */
function asked(address, names) {
  const query = new URLSearchParams(address.search);
  for (const name of Array.from(query.keys())) if (TRACKING.test(name)) query.delete(name);
  query.sort();
  const known = new Set(names.split(" "));
  const parts = [...query].map((pair) => new URLSearchParams([pair]));
  const queries = [query, ...parts].filter((part) => [...part.keys()].some((name) => known.has(encoded(name))));
  return queries.map((part) => `${pathOf(address)}?${part}`);
}

/* A name as the list writes it. */
function encoded(name) {
  return new URLSearchParams([[name, ""]]).toString().slice(0, -1);
}

/* The path below the site's root, readable, without a slash at its end. */
function pathOf(address) {
  const root = new URL("..", here.src).pathname;
  const path = address.pathname.slice(root.length - 1).replace(/(?<=.)\/+$/, "");
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/* Whether an address is another one than this page's. */
function leadsOn(href) {
  const target = new URL(href, location.href);
  return /^https?:$/.test(target.protocol) && target.href.split("#")[0] !== location.href.split("#")[0];
}

async function lookUp({ list, names }) {
  const wanted = list ? asked(location, names) : [];
  if (!wanted.length) return "";
  const answer = await fetch(list);
  const known = answer.ok ? await answer.json() : {};
  return wanted.map((address) => Object.hasOwn(known, address) && known[address]).find(Boolean);
}

async function leadOn(page) {
  const found = await lookUp(page).catch(() => "") || page.target;
  if (found && leadsOn(found)) location.replace(found.includes("#") ? found : found + location.hash);
}

const here = document.currentScript;
leadOn(here.dataset);
