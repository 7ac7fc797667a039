import { HeapFileError } from './heap-file-error.ts';

/** A chunk in use. */
export interface UsedChunk {
  /** Where the chunk's block starts. With mcheck, the user's block starts after a header. */
  readonly address: number;
  /** Bytes of the chunk, including its overhead. */
  readonly size: number;
  /** The caller that allocated it; '' if it is not known. */
  readonly caller: string;
}

/** The contents of a dump that malloc_dump() wrote. */
export interface HeapDump {
  /** mem_malloc_start and mem_malloc_end. */
  readonly start: number;
  readonly end: number;
  readonly used: readonly UsedChunk[];
}

const TITLE = /^Heap dump: ([\da-f]+) - ([\da-f]+)$/;
const RULE = /^-{10,}$/;
const ROW = /^ *([\da-f]+)  +(?:([\da-f]+)(?:  (.*))?|(end|\(damaged: .*))$/;
const TOTAL = /^Used: ([\da-f]+) bytes in (\d+) chunks$/;

/**
 * Reads a dump. Text before it, such as the output of a console, is skipped.
 * @throws {HeapFileError} if the text is not a dump, or the dump is damaged or cut short
 */
export function parseDump(text: string, file: string): HeapDump {
  const lines = text.split(/\r?\n/);
  const first = lines.findIndex((line) => TITLE.test(line));
  if (first < 0) {
    throw HeapFileError.at(
      file,
      1,
      "no line says 'Heap dump: START - END'. Write one with malloc_dump_to_file() or malloc dump.",
    );
  }
  const [, start = '', end = ''] = TITLE.exec(lines[first] ?? '') ?? [];
  const damaged = (index: number, problem: string): HeapFileError =>
    HeapFileError.at(file, index + 1, `${problem} Write the dump again.`);

  let index = first + 1;
  if (lines[index]?.trim().split(/ +/).join(' ') !== 'Address Size Status') {
    throw damaged(index, 'the titles Address, Size and Status are missing.');
  }
  index += 1;
  if (!RULE.test(lines[index] ?? '')) throw damaged(index, 'the line below the titles is missing.');

  const used: UsedChunk[] = [];
  for (index += 1; !RULE.test(lines[index] ?? ''); index += 1) {
    const line = lines[index];
    if (line === undefined || line === '') throw damaged(index, 'the dump is cut short.');
    const [, address = '', size = '', status = '', mark] = ROW.exec(line) ?? [];
    if (address === '') {
      throw damaged(index, `'${line.trim().slice(0, 60)}' is not an address, a size and a status.`);
    }
    if (mark !== undefined) continue;
    if (status.startsWith('<free>') || ['(chunk header)', 'top'].includes(status)) continue;
    const match = /^(?:used(?: +(.*))?)?$/.exec(status);
    if (match === null) {
      throw damaged(index, `'${status.slice(0, 60)}' is not the status of a chunk.`);
    }
    used.push({
      address: Number.parseInt(address, 16),
      size: Number.parseInt(size, 16),
      caller: match[1] ?? '',
    });
  }

  const [, bytes, chunks] = TOTAL.exec(lines[index + 1] ?? '') ?? [];
  if (bytes === undefined) throw damaged(index + 1, 'the total of used bytes is missing.');
  const sum = used.reduce((total, { size }) => total + size, 0);
  if (Number.parseInt(bytes, 16) !== sum || Number(chunks) !== used.length) {
    throw damaged(
      index + 1,
      `the lines above have ${used.length} used chunks of ${sum.toString(16)} bytes, not ${chunks} of ${bytes}.`,
    );
  }
  return { start: Number.parseInt(start, 16), end: Number.parseInt(end, 16), used };
}
