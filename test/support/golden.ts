import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Allocator, Mallinfo } from './allocator.ts';
import { LEGACY, MCHECK, SMALL, type Bits, type OptionChanges } from './build-options.ts';
import { replayInFreshMemory, type GoldenRun } from './golden-replay.ts';
import { parseTrace, type TraceCall } from './trace.ts';

export const GOLDEN_TRACES = [
  'dtc',
  'cc1',
  'sqlite',
  'uboot-ut-env',
  'fuzz1',
  'fuzz2',
  'oom11',
] as const;

export type GoldenTrace = (typeof GOLDEN_TRACES)[number];

export interface GoldenVariant {
  readonly name: string;
  readonly bits: Bits;
  readonly changes: OptionChanges;
}

/** The recorded variants, and the options that they stand for. */
export const GOLDEN_VARIANTS: readonly GoldenVariant[] = [
  { name: 'default-64', bits: 64, changes: {} },
  { name: 'default-32', bits: 32, changes: {} },
  { name: 'small-64', bits: 64, changes: SMALL },
  { name: 'small-32', bits: 32, changes: SMALL },
  { name: 'no-realloc-in-place-64', bits: 64, changes: { NO_REALLOC_IN_PLACE: true } },
  { name: 'mcheck-64', bits: 64, changes: MCHECK },
  { name: 'simple-memalign-64', bits: 64, changes: { SIMPLE_MEMALIGN: true } },
];

/** The same of dlmalloc 2.6.6. */
export const GOLDEN_LEGACY_VARIANTS: readonly GoldenVariant[] = [
  { name: 'legacy-64', bits: 64, changes: LEGACY },
  { name: 'legacy-32', bits: 32, changes: LEGACY },
];

/** SYS_MALLOC_LEN of the variants of 2.6.6, which refuses larger requests. */
export const GOLDEN_LEGACY_LENGTH = 0x40000000;

/** A multiple of 65536, as when the results were recorded. */
export const GOLDEN_START = 65536;

/**
 * For dlmalloc 2.6.6 the address counts, too: memalign() divides by an alignment such as 100 to see
 * whether a block is aligned already. This is as far beyond a multiple of 24, 48 and 100 as the
 * 0x10000000 of the recording.
 */
export const GOLDEN_LEGACY_START = 46 * 65536;

export interface GoldenHeap {
  readonly mallinfo: Mallinfo;
  /** Offset of the block, size of the chunk, what it is. */
  readonly chunks: readonly (readonly [number, number, 'used' | 'free' | 'top' | 'header'])[];
}

const traces = new Map<GoldenTrace, readonly TraceCall[]>();

function readVector(path: string): string {
  return gunzipSync(readFileSync(new URL(`../vectors/${path}`, import.meta.url))).toString();
}

/** The lines of a trace. */
export function goldenText(name: GoldenTrace): string {
  return readVector(`traces/${name}.trace.gz`);
}

export function goldenTrace(name: GoldenTrace): readonly TraceCall[] {
  let trace = traces.get(name);
  if (trace === undefined) {
    trace = parseTrace(goldenText(name));
    traces.set(name, trace);
  }
  return trace;
}

/** Addresses less mem_malloc_start, -1 for NULL. */
export function goldenOffsets(trace: GoldenTrace, variant: string): readonly number[] {
  return readVector(`offsets/${trace}.${variant}.txt.gz`).trim().split('\n').map(Number);
}

export function goldenHeap(trace: GoldenTrace, bits: Bits): GoldenHeap {
  return JSON.parse(readVector(`heaps/${trace}.sandbox-${String(bits)}.json.gz`)) as GoldenHeap;
}

export function goldenHeapSize(trace: GoldenTrace): number {
  return trace.startsWith('oom') ? 0x20000 : 0x8000000;
}

/**
 * Replays a trace in fresh memory, with the heap where it was when the results were recorded.
 * @param start where mem_malloc_start should be
 */
export function replayGolden(
  allocator: Allocator,
  trace: GoldenTrace,
  start: number = GOLDEN_START,
): GoldenRun {
  return replayInFreshMemory(allocator, goldenTrace(trace), goldenHeapSize(trace), start);
}
