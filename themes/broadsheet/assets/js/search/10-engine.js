/*
 * Pagefind, and what it fetches.
 *
 * Every volume of the archive is an index by itself, and gets an instance of Pagefind by itself: so a query asks
 * only the volumes it is for, and it is known which of them a result came from. Pagefind would fetch four small
 * files for each instance, one after the other, WebAssembly among them. Three of them are here already: `lend`
 * lays them out, and the page's own `fetch` hands them over when Pagefind asks. That is also why Pagefind runs
 * without its worker, whose `fetch` is another; searching one volume takes a few milliseconds.
 *
 * When it cannot fetch a part of an index, Pagefind carries on without a word and finds less; `lost` tells.
 */

const lent = new Map();    // address without query → bytes
const failed = new Set();  // addresses that could not be fetched

const PART_OF_INDEX = /\.pf_\w+$/;

/* The module pagefind.js in the folder `basePath`. */
function loadEngine(basePath) {
  return globalThis.datelinePortable ? globalThis.datelinePortable.engine(basePath) : import(`${basePath}pagefind.js`);
}

function lend(address, bytes) {
  lent.set(address, bytes);
}

function takeBack(...addresses) {
  for (const address of addresses) lent.delete(address);
}

/* Whether something below the folder `address` could not be fetched since this was last asked. */
function lost(address) {
  const missing = [...failed].filter((each) => each.startsWith(address));
  for (const each of missing) failed.delete(each);
  return missing.length > 0;
}

/* Stands between the network and all that asks it for what is below `folder`, Pagefind above all, and counts. */
function standBetween(folder) {
  const network = globalThis.fetch.bind(globalThis);
  globalThis.fetch = async (request, options) => {
    const address = new URL(request.url ?? request, location.href).href.replace(/\?.*$/, "");
    if (!address.startsWith(folder)) return network(request, options);
    if (lent.has(address)) return new Response(lent.get(address).slice(0));
    traffic.requests += 1;
    try {
      const answer = await network(request, options);
      if (!answer.ok) {
        failed.add(address);
        return answer;
      }
      const bytes = await answer.arrayBuffer();
      traffic.bytes += bytes.byteLength;
      if (PART_OF_INDEX.test(address) && !isOfPagefind(bytes)) throw new TypeError(`${address}: no part of an index`);
      failed.delete(address);
      return new Response(bytes);
    } catch (error) {
      failed.add(address);
      throw error;
    }
  };
}

/* The engine of one language: its module, and the WebAssembly, which the first instance starts for all. */
class Engine {
  #folder;
  #module = null;
  #started = null;   // promise: an instance has started the WebAssembly

  constructor(folder) {
    this.#folder = folder;
  }

  /* Fetches the module; the WebAssembly follows when it is known which stemmer a volume wants. */
  load() {
    this.#module ??= loadEngine(this.#folder).catch((error) => {
      this.#module = null;
      throw error;
    });
    return this.#module;
  }

  /* Pagefind over the volume in `folder`, with the index's `entry` and `meta` at hand. */
  async instance(folder, entry, hash, wasm, meta) {
    const module = await this.load();
    const start = async (binary) => {
      const files = [`${folder}pagefind-entry.json`, `${folder}pagefind.${hash}.pf_meta`, `${folder}wasm.${wasm}.pagefind`];
      [new TextEncoder().encode(JSON.stringify(entry)).buffer, meta, binary].forEach((bytes, at) => lend(files[at], bytes));
      const made = module.createInstance({ basePath: folder, baseUrl: "/", noWorker: true, metaCacheTag: "-" });
      await made.init();
      await made.search("");   // comes back when the instance is ready
      takeBack(...files);
      return made;
    };
    if (this.#started) {
      await this.#started;
      return start(new TextEncoder().encode(`${PAGEFIND_MARK}\0`).buffer);   // it runs already: a mark is enough
    }
    let first = null;
    this.#started = bytesAt(`${this.#folder}wasm.${wasm}.pagefind`).then(async (binary) => {
      if (!isOfPagefind(binary)) throw new Error(`${this.#folder}: no engine`);
      first = await start(binary);
    });
    this.#started.catch(() => { this.#started = null; });
    await this.#started;
    return first;
  }
}
