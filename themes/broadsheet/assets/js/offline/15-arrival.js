/*
 * A pack as it arrives. Its bytes are kept in pieces, in a cache of their own, until all are here: so a download that
 * was stopped, or cut off when the window was closed, goes on where it stopped. Only the rest is asked for; a host
 * that knows no ranges sends all of it again.
 */

const PIECE = 1 << 17;   // bytes kept together

class Arrival {
  isCutOff = false;   // whether the network failed, rather than what it brought
  #name;
  #pack;
  #signal;
  #reader = null;
  #bytes;

  constructor(name, pack, signal) {
    this.#name = name;
    this.#pack = pack;
    this.#signal = signal;
    this.#bytes = this.#arriving();
  }

  stream() {
    return new ReadableStream({
      pull: async (controller) => {
        const { done, value } = await this.#bytes.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    });
  }

  /* Lets go of the network, and keeps what has come. */
  async end() {
    await this.#reader?.cancel().catch(() => {});
    await this.#bytes.return().catch(() => {});
  }

  forget() {
    return caches.delete(this.#name);
  }

  async *#arriving() {
    const cache = await caches.open(this.#name);
    let number = 0;
    let length = 0;
    for (let piece; (piece = await cache.match(pieceOf(number))); number += 1) {
      const bytes = new Uint8Array(await piece.arrayBuffer());
      length += bytes.length;
      yield bytes;
    }
    if (length >= this.#pack.size) return;
    let held = [];
    let size = 0;
    const keepHeld = async () => {
      if (!size) return;
      const body = new Blob(held);
      held = [];
      size = 0;
      await cache.put(pieceOf(number), new Response(body));
      number += 1;
    };
    try {
      for await (const bytes of this.#rest(length)) {
        held.push(bytes);
        size += bytes.length;
        if (size >= PIECE) await keepHeld();
        yield bytes;
      }
    } finally {
      await keepHeld();
    }
  }

  /* What comes after the first `length` bytes. */
  async *#rest(length) {
    try {
      const options = length ? { headers: { Range: `bytes=${length}-` }, cache: "no-store" } : { cache: "no-cache" };
      const answer = await fetch(BASE + this.#pack.pack, { signal: this.#signal, ...options });
      if (answer.status === 416) await this.forget();   // it is another file by now
      if (!answer.ok) throw new Error(`${this.#pack.pack}: ${answer.status}`);
      this.#reader = answer.body.getReader();
      let known = answer.status === 206 ? 0 : length;
      for (let part; !(part = await this.#reader.read()).done;) {
        const bytes = part.value.subarray(Math.min(known, part.value.length));
        known -= part.value.length - bytes.length;
        if (bytes.length) yield bytes;
      }
    } catch (error) {
      this.isCutOff = true;
      throw error;
    }
  }
}

function pieceOf(number) {
  return `${BASE}offline/arriving/${number}`;
}
