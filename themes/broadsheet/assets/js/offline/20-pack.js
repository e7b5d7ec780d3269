/*
 * Reads a pack as it arrives: gzip of one line of JSON, which names the files and their sizes, and then their bytes.
 *
 * A page may consist of parts, some of which are in earlier pages too: a positive number stands for so many of the
 * next bytes, a negative one for a part that was read before, -1 for the first of all.
 */

class Pack {
  #reader;
  #chunks = [];
  #length = 0;
  #parts = [];

  /* `arrived` is told how many bytes of the packed file have come. */
  constructor(stream, arrived) {
    let bytes = 0;
    const counted = new TransformStream({
      transform(chunk, controller) {
        bytes += chunk.length;
        arrived(bytes);
        controller.enqueue(chunk);
      },
    });
    this.#reader = stream.pipeThrough(counted).pipeThrough(new DecompressionStream("gzip")).getReader();
  }

  async header() {
    let searched = 0;
    for (;;) {
      for (; searched < this.#chunks.length; searched += 1) {
        const end = this.#chunks[searched].indexOf(10);
        if (end < 0) continue;
        const before = this.#chunks.slice(0, searched).reduce((sum, chunk) => sum + chunk.length, 0);
        return JSON.parse(new TextDecoder().decode(await this.take(before + end + 1)));
      }
      await this.#more();
    }
  }

  /* What the next file consists of. */
  async file({ size, parts }) {
    if (!parts) return this.take(size);
    const found = [];
    for (const number of parts) {
      if (number > 0) this.#parts.push(await this.take(number));
      found.push(number > 0 ? this.#parts.at(-1) : this.#parts[-number - 1]);
    }
    return new Blob(found);
  }

  /* The next `size` bytes. */
  async take(size) {
    while (this.#length < size) await this.#more();
    const taken = new Uint8Array(size);
    for (let filled = 0; filled < size; ) {
      const part = this.#chunks[0].subarray(0, size - filled);
      taken.set(part, filled);
      filled += part.length;
      if (part.length === this.#chunks[0].length) this.#chunks.shift();
      else this.#chunks[0] = this.#chunks[0].subarray(part.length);
    }
    this.#length -= size;
    return taken;
  }

  async #more() {
    const { done, value } = await this.#reader.read();
    if (done) throw new Error("The pack ends too soon.");
    this.#chunks.push(value);
    this.#length += value.length;
  }
}
