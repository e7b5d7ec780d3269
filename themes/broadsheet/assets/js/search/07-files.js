/*
 * The files that are fetched for a search. Those called .dl are text packed with gzip; a host may have unpacked one
 * on its way, so the bytes themselves are looked at. A network that asks for a password first answers every address
 * with a page of its own, and with success: so what arrives counts only in the form that the builder gives it.
 */

const FORMAT = 6;   // of all that the builder makes for the search
const FIRST_LINE = `dateline ${FORMAT}\n`;
const PAGEFIND_MARK = "pagefind_dcd";   // begins what Pagefind packs

const traffic = { requests: 0, bytes: 0 };   // of search data, since the page was opened

/* The bytes at `address`; raises an error where there are none. */
async function bytesAt(address, options) {
  const answer = await fetch(address, options);
  if (!answer.ok) throw Object.assign(new Error(`${address}: ${answer.status}`), { status: answer.status });
  return answer.arrayBuffer();
}

function isGzip(bytes) {
  const [first, second] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  return first === 0x1f && second === 0x8b;
}

/* Whether bytes are a file of Pagefind's, packed or as a host may have unpacked it. */
function isOfPagefind(bytes) {
  return isGzip(bytes) || new TextDecoder().decode(bytes.slice(0, PAGEFIND_MARK.length)) === PAGEFIND_MARK;
}

/* The text at `address`, unpacked. */
async function textAt(address, options) {
  const bytes = await bytesAt(address, options);
  if (!isGzip(bytes)) return new TextDecoder().decode(bytes);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

async function jsonAt(address, options) {
  return JSON.parse(await textAt(address, options));
}

/* What the JSON at `address` holds; raises an error where it is of another format. */
async function contentsAt(address, options) {
  const contents = await jsonAt(address, options);
  if (contents.format !== FORMAT) throw new Error(`${address}: made by another version of Dateline`);
  return contents;
}

/* The lines of the word map at `address`, below the one that names their format; raises an error where there is none. */
async function linesAt(address) {
  const text = await textAt(address);
  if (!text.startsWith(FIRST_LINE)) throw new Error(`${address}: no part of a word map`);
  return text.slice(FIRST_LINE.length);
}

/* The promise kept under a key. One that was rejected is forgotten, so that the next call tries again. */
function keptIn(promises, key, begin) {
  if (!promises.has(key)) {
    promises.set(key, begin().catch((error) => {
      promises.delete(key);
      throw error;
    }));
  }
  return promises.get(key);
}
