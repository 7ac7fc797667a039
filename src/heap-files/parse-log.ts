import { HeapFileError } from './heap-file-error.ts';

export type LogType = 'alloc' | 'free' | 'realloc' | 'memalign';

/** A call in the log, which has no failed calls. */
export interface LogEntry {
  readonly type: LogType;
  /** The address that the call returned or freed. */
  readonly address: number;
  /** Bytes that were asked for; 0 for free. */
  readonly size: number;
  /** For realloc the bytes that had been asked for before, otherwise 0. */
  readonly oldSize: number;
  /** '' if it is not known. */
  readonly caller: string;
}

/** The contents of a log that malloc_log_dump() wrote. */
export interface TrafficLog {
  /** The number of entries before the first one that were overwritten. */
  readonly lost: number;
  readonly entries: readonly LogEntry[];
}

const TITLE = /^Malloc log: (\d+) entries \(max \d+, total (\d+)\)$/;
const ROW =
  /^ *(\d+)  (alloc|free|realloc|memalign) +([\da-f]+) +([\da-f]+)(?: \(was ([\da-f]+)\))?(?:  (.*))?$/;

/**
 * Reads a log. Text before it, such as the output of a console, is skipped.
 * @throws {HeapFileError} if the text is not a log, or the log is damaged or cut short
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
    HeapFileError.at(file, index + 1, `${problem} Write the log again.`);
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
      throw damaged(index, `'${line.trim().slice(0, 60)}' is not an entry of the log.`);
    }
    if (Number(seq) !== number) {
      throw damaged(index, `entry ${seq} is in the place of entry ${number}.`);
    }
    if ((type === 'realloc') !== (was !== undefined)) {
      throw damaged(index, `only a realloc says '(was …)', and each of them does.`);
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
