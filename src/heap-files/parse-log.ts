import { HeapFileError } from './heap-file-error.ts';

export type LogType = 'alloc' | 'free' | 'realloc' | 'memalign';

/** A call in the log. Failed calls are not in it. */
export interface LogEntry {
  readonly type: LogType;
  /** What the call returned, or what was freed. */
  readonly address: number;
  /** Bytes that were asked for; 0 for a free. */
  readonly size: number;
  /** For a realloc what had been asked for before; else 0. */
  readonly oldSize: number;
  /** '' where it is not known. */
  readonly caller: string;
}

/** What malloc_log_dump() wrote. */
export interface TrafficLog {
  /** Entries from before the first one that were overwritten. */
  readonly lost: number;
  readonly entries: readonly LogEntry[];
}

const TITLE = /^Malloc log: (\d+) entries \(max \d+, total (\d+)\)$/;
const ROW =
  /^ *(\d+)  (alloc|free|realloc|memalign) +([\da-f]+) +([\da-f]+)(?: \(was ([\da-f]+)\))?(?:  (.*))?$/;

/**
 * Reads a log. What stands before it, as in the output of a console, is passed over.
 * @throws {HeapFileError} where the text is no log, or one that is damaged or cut short
 */
export function parseLog(text: string, file: string): TrafficLog {
  const lines = text.split(/\r?\n/);
  const first = lines.findIndex((line) => TITLE.test(line));
  if (first < 0) {
    throw HeapFileError.at(
      file,
      1,
      "no line says 'Malloc log: N entries (max M, total T)'. Write one with malloc_log_to_file() or malloc log dump.",
    );
  }
  const [, count = '', total = ''] = TITLE.exec(lines[first] ?? '') ?? [];
  const damaged = (index: number, problem: string): HeapFileError =>
    HeapFileError.at(file, index + 1, `${problem} Write the log anew.`);
  if (!/^ *Seq  Type /.test(lines[first + 1] ?? '') || !/^-{4} /.test(lines[first + 2] ?? '')) {
    throw damaged(first + 1, 'the titles Seq, Type, Address, Size and Caller are missing.');
  }
  const entries = Array.from({ length: Number(count) }, (_, number): LogEntry => {
    const index = first + 3 + number;
    const line = lines[index];
    if (line === undefined || line === '') {
      throw damaged(index, `the log has ${count} entries, and ends after ${number}.`);
    }
    const [, seq = '', type, address = '', size = '', was, caller = ''] = ROW.exec(line) ?? [];
    if (type === undefined) {
      throw damaged(index, `'${line.trim().slice(0, 60)}' is no entry of the log.`);
    }
    if (Number(seq) !== number) {
      throw damaged(index, `entry ${seq} stands where entry ${number} belongs.`);
    }
    if ((type === 'realloc') !== (was !== undefined)) {
      throw damaged(index, `a realloc, and nothing else, says what it was.`);
    }
    return {
      type: type as LogType,
      address: Number.parseInt(address, 16),
      size: Number.parseInt(size, 16),
      oldSize: Number.parseInt(was ?? '0', 16),
      caller,
    };
  });
  return { lost: Number(total) - entries.length, entries };
}
