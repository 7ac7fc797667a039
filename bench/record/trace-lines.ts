const RECORD_SIZE = 32;

/**
 * The lines of a trace from records of four 64-bit words: the call's letter, two arguments, the
 * result. Blocks are numbered from 1 in the order of their allocation.
 *
 * A realloc() of nothing is written as a malloc(), and one that freed its block (to size 0, as
 * glibc has it) as a free(). Calls on blocks from before the recording are left out.
 */
export function traceLines(log: Buffer, calls: number): readonly string[] {
  const ids = new Map<bigint, number>();
  const lines: string[] = [];
  let last = 0;
  const add = (block: bigint) => {
    last += 1;
    if (block !== 0n) ids.set(block, last);
    return last;
  };
  for (let at = 0; at + RECORD_SIZE <= log.length && lines.length < calls; at += RECORD_SIZE) {
    const [call, first, second, result] = [0, 8, 16, 24].map((word) =>
      log.readBigUInt64LE(at + word),
    ) as [bigint, bigint, bigint, bigint];
    const letter = String.fromCharCode(Number(call));
    const old = ids.get(first);
    switch (letter) {
      case 'm':
        lines.push(`m ${add(result)} ${first}`);
        break;
      case 'c':
      case 'a':
        lines.push(`${letter} ${add(result)} ${first} ${second}`);
        break;
      case 'r':
        if (first === 0n) {
          lines.push(`m ${add(result)} ${second}`);
        } else if (old !== undefined && result === 0n && second === 0n) {
          ids.delete(first);
          lines.push(`f ${old}`);
        } else if (old !== undefined) {
          if (result !== 0n) ids.delete(first);
          lines.push(`r ${add(result)} ${old} ${second}`);
        } else {
          ids.set(result, add(0n));
          lines.push(`m ${last} ${second}`);
        }
        break;
      case 'f':
        if (old !== undefined) {
          ids.delete(first);
          lines.push(`f ${old}`);
        }
        break;
      default:
        throw new Error(`record ${at / RECORD_SIZE}: '${letter}' is not a call`);
    }
  }
  return lines;
}
