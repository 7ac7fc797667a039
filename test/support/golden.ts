import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Allocator, Mallinfo } from './allocator.ts';
import { MCHECK, SMALL, type Bits, type OptionChanges } from './build-options.ts';
import { parseTrace, replay, type TraceCall } from './trace.ts';

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

/** A multiple of 65536, as when the results were recorded. */
export const GOLDEN_START = 65536;

export interface GoldenHeap {
  readonly mallinfo: Mallinfo;
  /** Offset of the block, size of the chunk, what it is. */
  readonly chunks: readonly (readonly [number, number, 'used' | 'free' | 'top' | 'header'])[];
}

const traces = new Map<GoldenTrace, readonly TraceCall[]>();

function readVector(path: string): string {
  return gunzipSync(readFileSync(new URL(`../vectors/${path}`, import.meta.url))).toString();
}

export function goldenTrace(name: GoldenTrace): readonly TraceCall[] {
  let trace = traces.get(name);
  if (trace === undefined) {
    trace = parseTrace(readVector(`traces/${name}.trace.gz`));
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

export interface GoldenRun {
  readonly memory: ArrayBuffer;
  /** As goldenOffsets() has them. */
  readonly offsets: readonly number[];
}

/** Replays a trace in fresh memory, with the heap where it was when the results were recorded. */
export function replayGolden(allocator: Allocator, trace: GoldenTrace): GoldenRun {
  const heap = goldenHeapSize(trace);
  const state = allocator.MALLOC_STATE_SIZE;
  const memory = new ArrayBuffer(GOLDEN_START + heap);
  allocator.mem_malloc_init(memory, GOLDEN_START - state, heap + state);
  const returned = replay(allocator, goldenTrace(trace));
  return { memory, offsets: returned.map((mem) => (mem === 0 ? -1 : mem - GOLDEN_START)) };
}
