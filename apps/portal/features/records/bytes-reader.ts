import type { ByteStream } from '@custodia/vault/safe';
import { NotABundle } from './fhir';

const NEW_LINE = 10;

/** Takes from a stream as much as is wanted. */
export class BytesReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #ahead: Uint8Array = new Uint8Array(0);

  constructor(stream: ByteStream) {
    this.#reader = stream.getReader();
  }

  /** Up to the end of a line, which is left out, or of the stream. @throws NotABundle where that is too far */
  line(most: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#until(most, (chunk) => chunk.indexOf(NEW_LINE), 1);
  }

  /** @throws NotABundle where it is more */
  rest(most: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#until(most, () => -1);
  }

  /** @throws NotABundle where there are fewer */
  async take(count: number): Promise<Uint8Array<ArrayBuffer>> {
    let left = count;
    const taken = await this.#until(count, (chunk) => {
      if (chunk.length >= left) return left;
      left -= chunk.length;
      return -1;
    });
    if (taken.length < count) throw new NotABundle('The file ends too early.');
    return taken;
  }

  /** @param endIn where in a chunk it ends, or -1. @param skipped bytes behind the end that belong to neither */
  async #until(
    most: number,
    endIn: (chunk: Uint8Array) => number,
    skipped = 0,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const parts: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const end = endIn(this.#ahead);
      const part = end < 0 ? this.#ahead : this.#ahead.subarray(0, end);
      parts.push(part);
      length += part.length;
      if (length > most) throw new NotABundle('The file is too large.');
      this.#ahead = this.#ahead.subarray(part.length + (end < 0 ? 0 : skipped));
      if (end >= 0) break;
      const { done, value } = await this.#reader.read();
      if (done) break;
      this.#ahead = value;
    }
    const all = new Uint8Array(length);
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }
}
