import type { CallerTotal } from '../../heap-files/by-caller.ts';
import type { ChunkList, DumpDifference } from '../../heap-files/diff-dumps.ts';
import type { LogSummary } from '../../heap-files/summarise-log.ts';
import { counted } from '../counted.ts';
import { tableLines, type Column } from '../table.ts';

function columns(title: string): readonly Column<CallerTotal>[] {
  return [
    { title, value: ({ count }) => count },
    { title: 'bytes', value: ({ bytes }) => bytes },
    { title: 'caller', value: ({ caller }) => caller || '(unknown)' },
  ];
}

/** The chunks that are new, and those that are gone. Addresses are those of the dump, in hex. */
export function diffText({ added, removed }: DumpDifference): string {
  const net = added.bytes - removed.bytes;
  return [
    ...listLines('New', added),
    ...listLines('Gone', removed),
    `In use: ${net > 0 ? '+' : ''}${net} bytes`,
    '',
  ].join('\n');
}

function listLines(title: string, { count, bytes, callers, chunks }: ChunkList): readonly string[] {
  if (count === 0) return [`${title}: nothing`, ''];
  const addressesOf = (caller: string): string => {
    const all = chunks.filter((chunk) => chunk.caller === caller);
    const shown = all.slice(0, MOST_ADDRESSES).map(({ address }) => address.toString(16));
    return shown.join(' ') + (all.length > shown.length ? ' …' : '');
  };
  const [counts, sizes, names] = columns('chunks');
  const all = [counts, sizes, names].filter((column) => column !== undefined);
  return [
    `${title}: ${counted(count, 'chunk')}, ${counted(bytes, 'byte')}`,
    ...tableLines(
      [...all, { title: 'addresses', value: ({ caller }) => addressesOf(caller) }],
      callers,
    ),
    '',
  ];
}

const MOST_ADDRESSES = 3;

/** The blocks that were never freed, the peak, and the totals of each caller. */
export function logText(summary: LogSummary): string {
  const { calls, lost, unknownFrees, peak, neverFreed, callers } = summary;
  const lines = [
    `Calls: ${calls.alloc} alloc, ${calls.memalign} memalign, ${calls.realloc} realloc, ${calls.free} free`,
  ];
  if (lost > 0) {
    lines.push(
      `The log wrapped: ${counted(lost, 'entry', 'entries')} lost, and the blocks that they allocated are unknown`,
    );
  }
  if (unknownFrees > 0) {
    lines.push(`Freed, but not allocated in this log: ${counted(unknownFrees, 'block')}`);
  }
  lines.push(
    peak.seq < 0
      ? 'Peak: nothing'
      : `Peak: ${counted(peak.bytes, 'byte')} in ${counted(peak.blocks, 'block')}, at entry ${peak.seq}`,
    '',
  );
  if (neverFreed.count === 0) {
    lines.push('Never freed: nothing', '');
  } else {
    lines.push(
      `Never freed: ${counted(neverFreed.count, 'block')}, ${counted(neverFreed.bytes, 'byte')}`,
      ...tableLines(columns('blocks'), neverFreed.callers),
      '',
    );
  }
  if (callers.length > 0) {
    lines.push('Asked for', ...tableLines(columns('calls'), callers), '');
  }
  return lines.join('\n');
}
