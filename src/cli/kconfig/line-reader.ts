import { decodeBytes } from '../../../generator/kconfig/index.ts';
import type { InputStream } from '../../host-process.ts';

const NEWLINE = 10;

/** Reads a stream line by line, each with its end; the last one may lack it. */
export class LineReader {
  readonly #chunks: AsyncIterator<string | Uint8Array>;
  /** Bytes that no line was made of yet. */
  #buffer: Buffer = Buffer.alloc(0);
  #ended = false;

  constructor(stream: InputStream) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  /** The next line, or undefined when there is none. */
  async next(): Promise<string | undefined> {
    let end = this.#buffer.indexOf(NEWLINE);
    while (end < 0 && !this.#ended) {
      const { done, value } = await this.#chunks.next();
      const searched = this.#buffer.length;
      if (done) this.#ended = true;
      else this.#buffer = Buffer.concat([this.#buffer, bytesOfChunk(value)]);
      end = this.#buffer.indexOf(NEWLINE, searched);
    }
    const line = end < 0 ? this.#buffer : this.#buffer.subarray(0, end + 1);
    this.#buffer = this.#buffer.subarray(line.length);
    return line.length === 0 ? undefined : decodeBytes(line);
  }

  /** Lets go of the stream; a terminal would keep the process waiting. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}

function bytesOfChunk(chunk: string | Uint8Array): Uint8Array {
  return typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}
