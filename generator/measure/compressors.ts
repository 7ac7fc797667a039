import { brotliSize, gzipSize } from './compress.ts';

type Compressor = (content: Uint8Array) => number;

/** The formats in which sizes are counted, and what counts them. */
const COMPRESSORS = { gzip: gzipSize, brotli: brotliSize };

export type Format = keyof typeof COMPRESSORS;

/**
 * Bytes of {@link probe} as Node.js 20 to 24 count them. Other implementations of a format, such as the gzip
 * of Bun, Deno and some distributions, find other matches and give other counts.
 */
const USUAL: Readonly<Record<Format, number>> = { gzip: 4839, brotli: 3991 };

/** The formats in which this runtime counts other bytes than Node.js, so that sizes cannot be compared. */
export function unusualFormats(
  formats: readonly Format[],
  compressors: Readonly<Record<Format, Compressor>> = COMPRESSORS,
): readonly Format[] {
  const content = probe();
  return formats.filter((format) => compressors[format](content) !== USUAL[format]);
}

const STATEMENTS = 800;
const LETTERS = 'abcdefghi';

/** About 20 KB that are as repetitive as minified code: the same in every runtime. */
function probe(): Uint8Array {
  let seed = 1;
  const next = (factor: number, addend: number, from: number): number =>
    (Math.imul(from, factor) + addend) & 0x7fff_ffff;
  const statements: string[] = [];
  for (let i = 0; i < STATEMENTS; i += 1) {
    seed = next(1_103_515_245, 12_345, seed);
    let state = seed;
    let name = '';
    for (let left = 2 + ((seed >>> 16) % 6); left > 0; left -= 1) {
      state = next(69_069, 1, state);
      name += LETTERS[(state >>> 16) % LETTERS.length];
    }
    const other = statements[(seed >>> 8) % Math.max(1, statements.length)];
    statements.push(`${name}=(${other});`);
  }
  return Buffer.from(statements.map((statement) => statement.slice(0, 24)).join('\n'));
}
