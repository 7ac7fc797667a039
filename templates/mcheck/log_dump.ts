import { print_to_file } from '../host/file.ts';
import { hex, print_line, type Print } from '../host/print.ts';
import {
  MLOG_REALLOC,
  is_logging,
  malloc_log_entry,
  malloc_log_info,
  malloc_log_stop,
  type MlogEntry,
} from './log.ts';

function row(seq: string, type: string, address: string, size: string, rest: string): string {
  return `${seq.padStart(4)}  ${type.padEnd(8)}  ${address.padStart(10)}  ${size.padStart(8)}${rest}`;
}

function entry_row(seq: number, entry: MlogEntry): string {
  const was = entry.type === MLOG_REALLOC ? ` (was ${hex(entry.old_size, 0)})` : '';
  const rest = was + (entry.caller && `  ${entry.caller}`);
  const type = ['alloc', 'free', 'realloc', 'memalign'][entry.type];
  return row(`${seq}`, type, hex(entry.ptr, 0), hex(entry.size, 0), rest);
}

/**
 * Prints the log, a line for each call, with addresses and sizes in hex. Stops the log if it is
 * running. It allocates nothing in the heap.
 * @param print takes the lines; by default they go to the console
 */
export function malloc_log_dump(print: Print = print_line): void {
  const info = malloc_log_info();
  if (info === null) {
    print('Malloc log not started');
    return;
  }
  if (is_logging()) {
    print('Warning: log still active, results may be incomplete');
    malloc_log_stop();
  }
  const lost = info.total_count - info.entry_count;
  if (lost > 0) print(`Warning: log wrapped, ${lost} entries lost`);
  print(
    `Malloc log: ${info.entry_count} entries (max ${info.max_entries}, total ${info.total_count})`,
  );
  print(row('Seq', 'Type', 'Address', 'Size', '  Caller'));
  print('----  --------  ----------  --------  ------');
  for (let i = 0; i < info.entry_count; i += 1) {
    const entry = malloc_log_entry(i);
    if (entry !== null) print(entry_row(i, entry));
  }
}

/**
 * Writes what malloc_log_dump() prints to a file of the host.
 * @returns 0
 * @throws Error if the host has no files, or the file cannot be written
 */
export function malloc_log_to_file(fname: string): number {
  return print_to_file(fname, malloc_log_dump);
}
