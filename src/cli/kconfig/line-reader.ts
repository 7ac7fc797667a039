import type { InputStream } from '../host-process.ts';

/** Reads a stream line by line, each with its end; the last one may lack it. */
export class LineReader {
  readonly #chunks: AsyncIterator<string | Uint8Array>;
  readonly #decoder = new TextDecoder();
  #buffer = '';
  #ended = false;

  constructor(stream: InputStream) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  /** The next line, or undefined when there is none. */
  async next(): Promise<string | undefined> {
    let end = this.#buffer.indexOf('\n');
    while (end < 0 && !this.#ended) {
      const { done, value } = await this.#chunks.next();
      const searched = this.#buffer.length;
      if (done) {
        this.#ended = true;
        this.#buffer += this.#decoder.decode();
      } else {
        this.#buffer +=
          typeof value === 'string' ? value : this.#decoder.decode(value, { stream: true });
      }
      end = this.#buffer.indexOf('\n', searched);
    }
    const line = end < 0 ? this.#buffer : this.#buffer.slice(0, end + 1);
    this.#buffer = this.#buffer.slice(line.length);
    return line === '' ? undefined : line;
  }

  /** Lets go of the stream; a terminal would keep the process waiting. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}
