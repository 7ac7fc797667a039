import { byCaller, type CallerTotal } from './by-caller.ts';
import { LiveBlocks, type LoggedBlock } from './live-blocks.ts';
import type { LogType, TrafficLog } from './parse-log.ts';

/** What a log says about the blocks that were allocated while it ran. */
export interface LogSummary {
  readonly calls: Readonly<Record<LogType, number>>;
  /** The number of entries that were overwritten. The blocks that they allocated are not known. */
  readonly lost: number;
  /** Calls of free() for blocks from before the log. */
  readonly unknownFrees: number;
  /** The most bytes that were allocated at one time, and the entry that allocated the last of them. */
  readonly peak: { readonly bytes: number; readonly blocks: number; readonly seq: number };
  readonly neverFreed: {
    readonly count: number;
    /** Bytes that were asked for. */
    readonly bytes: number;
    readonly callers: readonly CallerTotal[];
    /** In the order of allocation. */
    readonly blocks: readonly LoggedBlock[];
  };
  /** The totals of all calls that allocate, with the bytes that they asked for. */
  readonly callers: readonly CallerTotal[];
}

/** Finds the blocks that were never freed, the peak, and how much each caller allocated. */
export function summariseLog({ entries, lost }: TrafficLog): LogSummary {
  const live = new LiveBlocks();
  const calls = { alloc: 0, free: 0, realloc: 0, memalign: 0 };
  let unknownFrees = 0;
  let peak = { bytes: 0, blocks: 0, seq: -1 };
  for (const [seq, { type, address, size, oldSize, caller }] of entries.entries()) {
    calls[type] += 1;
    if (type === 'free') {
      if (address !== 0 && !live.free(address)) unknownFrees += 1;
      continue;
    }
    const block = { address, size, caller, seq };
    if (type === 'realloc') live.resize(block, oldSize);
    else live.add(block);
    if (live.bytes > peak.bytes) peak = { bytes: live.bytes, blocks: live.count, seq };
  }
  return {
    calls,
    lost,
    unknownFrees,
    peak,
    neverFreed: {
      count: live.count,
      bytes: live.bytes,
      callers: byCaller(live.all),
      blocks: live.all,
    },
    callers: byCaller(entries.filter(({ type }) => type !== 'free')),
  };
}
