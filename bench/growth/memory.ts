import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { specialise, type Templates } from '../../generator/specialise/index.ts';
import { optionsOf } from '../configurations.ts';
import type { Goal } from '../goal.ts';
import { median } from '../median.ts';
import type { MemoryKind } from './memories.ts';

const NO_CLEAR = '# CONFIG_SYS_MALLOC_CLEAR_ON_INIT is not set\n';
const GROW = 'CONFIG_SYS_MALLOC_GROW=y\n';
const LOCK = 'CONFIG_SYS_MALLOC_LOCK=y\n';
const PROCESSES = 5;

interface Heap {
  readonly name: string;
  readonly defconfig: string;
  readonly memory: MemoryKind;
  /** The heap of fixed size that it is compared with. */
  readonly unit?: string;
  /** Makes views without a length, to show what they would cost. */
  readonly tracks?: boolean;
}

const HEAPS: readonly Heap[] = [
  { name: 'default', defconfig: NO_CLEAR, memory: 'ArrayBuffer' },
  {
    name: 'grow, WebAssembly.Memory',
    defconfig: NO_CLEAR + GROW,
    memory: 'WebAssembly.Memory',
    unit: 'default',
  },
  {
    name: 'grow, resizable ArrayBuffer',
    defconfig: NO_CLEAR + GROW,
    memory: 'resizable ArrayBuffer',
    unit: 'default',
  },
  {
    name: 'grow, growable SharedArrayBuffer',
    defconfig: NO_CLEAR + GROW,
    memory: 'growable SharedArrayBuffer',
    unit: 'default',
  },
  { name: 'lock', defconfig: NO_CLEAR + LOCK, memory: 'SharedArrayBuffer' },
  {
    name: 'lock and grow, growable SharedArrayBuffer',
    defconfig: NO_CLEAR + LOCK + GROW,
    memory: 'growable SharedArrayBuffer',
    unit: 'lock',
  },
  {
    name: 'grow, with views that track the length',
    defconfig: NO_CLEAR + GROW,
    memory: 'growable SharedArrayBuffer',
    unit: 'default',
    tracks: true,
  },
];

/** What one heap takes, alone and next to one of fixed size. */
export interface MemoryResult {
  readonly name: string;
  readonly nanoseconds: number;
  /** Time over that of the heap of fixed size. */
  readonly ratio?: number;
  readonly unit?: string;
  /** Views that track the length of the memory. */
  readonly views: number;
  readonly tracks: boolean;
}

const WITH_LENGTH = /new Int32Array\((\w+), ([^;]*?), [^;]*\);/;

/**
 * The same module with a view of the heap that tracks the length of the memory.
 * @throws {Error} if the module makes its view in another way than this knows
 */
export function withTrackingView(javascript: string): string {
  if (!WITH_LENGTH.test(javascript)) throw new Error('the view of the heap was not found');
  return javascript.replaceAll(new RegExp(WITH_LENGTH, 'g'), 'new Int32Array($1, $2);');
}

/** Times the same traffic in each kind of memory, in turns: the median of several processes. */
export function measureMemories(templates: Templates, folder: string): readonly MemoryResult[] {
  const script = join(import.meta.dirname, 'memory-process.js');
  for (const { name, defconfig, tracks } of HEAPS) {
    const { javascript } = specialise(templates, optionsOf(defconfig));
    writeFileSync(fileOf(folder, name), tracks ? withTrackingView(javascript) : javascript);
  }
  const heaps = HEAPS.flatMap(({ name, memory }) => [fileOf(folder, name), memory]);
  const runs = Array.from({ length: PROCESSES }, () => {
    const output = execFileSync(process.execPath, [script, ...heaps], { encoding: 'utf8' });
    return JSON.parse(output) as readonly { nanoseconds: number; views: number }[];
  });
  return HEAPS.map(({ name, unit, tracks = false }, index) => {
    const times = runs.map((run) => run[index]?.nanoseconds ?? Number.NaN);
    const result = {
      name,
      nanoseconds: Math.min(...times),
      views: runs[0]?.[index]?.views ?? 0,
      tracks,
    };
    if (unit === undefined) return result;
    const base = HEAPS.findIndex((heap) => heap.name === unit);
    // Each ratio is of one process, in which both had the same luck.
    const ratio = median(runs.map((run, i) => (times[i] ?? 0) / (run[base]?.nanoseconds ?? 0)));
    return { ...result, unit, ratio };
  });
}

function fileOf(folder: string, name: string): string {
  return join(folder, `${name.replaceAll(/\W+/g, '-')}.memory.mjs`);
}

/** Growing costs at most a tenth, and no view tracks the length. */
export function memoryGoals(results: readonly MemoryResult[]): readonly Goal[] {
  const ours = results.filter(({ tracks }) => !tracks);
  return [
    ...ours
      .filter(({ ratio }) => ratio !== undefined)
      .map(({ name, unit, ratio = Number.NaN }): Goal => ({
        what: `${name} / ${unit}`,
        value: ratio,
        limit: 1.1,
        unit: '',
      })),
    {
      what: 'views that track the length of the memory',
      value: ours.reduce((sum, { views }) => sum + views, 0),
      limit: 0,
      unit: '',
    },
  ];
}
