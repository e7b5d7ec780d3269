/*
 * The files that are fetched for a search. Those called .dl are text packed with gzip; a host may have unpacked one
 * on its way, so the bytes themselves are looked at.
 */

const traffic = { requests: 0, bytes: 0 };   // of search data, since the page was opened

/* The bytes at `address`; raises an error where there are none. */
async function bytesAt(address, options) {
  const answer = await fetch(address, options);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.arrayBuffer();
}

/* The text at `address`, unpacked. */
async function textAt(address, options) {
  const bytes = await bytesAt(address, options);
  const [first, second] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if (first !== 0x1f || second !== 0x8b) return new TextDecoder().decode(bytes);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

async function jsonAt(address, options) {
  return JSON.parse(await textAt(address, options));
}

/* A promise that is kept for its key while it holds, and made anew after a failure. */
function keptIn(promises, key, begin) {
  if (!promises.has(key)) {
    promises.set(key, begin().catch((error) => {
      promises.delete(key);
      throw error;
    }));
  }
  return promises.get(key);
}
