import asc from 'assemblyscript/asc';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { bundle } from '../../generator/measure/bundle.ts';
import { specialise, specialisedProgram } from '../../generator/specialise/index.ts';
import { loadTemplates } from '../../generator/specialise/parser.ts';
import { lowerToWasm, type Goal } from '../../generator/wasm/index.ts';
import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { optionsOf } from '../configurations.ts';
import { tracePath } from '../traces.ts';
import { C_DLMALLOC } from './c-dlmalloc.ts';
import { HEAP_START, type Kind } from './contestant.ts';

/** A module to time. */
export interface Prepared {
  readonly name: string;
  readonly kind: Kind;
  readonly file: string;
}

const NO_CLEAR = '# CONFIG_SYS_MALLOC_CLEAR_ON_INIT is not set\n';
const SMALL = 'CONFIG_SYS_MALLOC_SMALL=y\n';
const BITS_64 = 'CONFIG_64BIT=y\n';
const SIX = ['mem_malloc_init', 'malloc', 'free', 'realloc', 'calloc', 'memalign'];

/** Our contestants and what they are configured by. The clearing of the pool is not what is timed. */
export const VARIANTS = {
  'default-32': NO_CLEAR,
  'default-64': NO_CLEAR + BITS_64,
  'small-32': NO_CLEAR + SMALL,
  'small-64': NO_CLEAR + SMALL + BITS_64,
} as const;

interface WasmBuild {
  readonly defconfig: string;
  readonly goal: Goal;
  readonly address?: number;
}

const FOR_SIZE = 'CONFIG_CC_OPTIMIZE_FOR_SIZE=y\n';

/** The same as WebAssembly modules. */
export const MODULES: Readonly<Record<string, WasmBuild>> = {
  'default-32 wasm': { defconfig: NO_CLEAR, goal: 'speed' },
  'default-32 wasm, fixed': { defconfig: NO_CLEAR, goal: 'speed', address: HEAP_START },
  'default-32 wasm, size': { defconfig: NO_CLEAR + FOR_SIZE, goal: 'size' },
  'default-32 wasm, size, fixed': {
    defconfig: NO_CLEAR + FOR_SIZE,
    goal: 'size',
    address: HEAP_START,
  },
};

/** TLSF as asc builds it by default checks its arguments and blocks; C dlmalloc does not. */
const TLSF = { tlsf: ['--noAssert'], 'tlsf, asserting': [] } as const;

/** Writes the modules and the traces into a new temporary folder. */
export interface Workshop {
  readonly folder: string;
  readonly contestants: readonly Prepared[];
}

/**
 * Makes everything that is timed: our variants as a program would ship them, TLSF by asc.
 * @param c C dlmalloc, compiled to WebAssembly by hand
 */
export async function prepareContestants(c: string | undefined): Promise<Workshop> {
  const folder = mkdtempSync(join(tmpdir(), 'mallocgen-bench-'));
  const templates = loadTemplates(join(PACKAGE_ROOT, 'templates'));
  const contestants: Prepared[] = [];
  for (const [name, defconfig] of Object.entries(VARIANTS)) {
    const file = join(folder, `${name}.mjs`);
    const { javascript } = specialise(templates, optionsOf(defconfig));
    writeFileSync(file, (await bundle(javascript, SIX)).text);
    contestants.push({ name, kind: 'ours', file });
  }
  for (const [name, { defconfig, goal, address }] of Object.entries(MODULES)) {
    const file = join(folder, `${name.replaceAll(/[ ,]+/g, '-')}.wasm`);
    const options = optionsOf(defconfig);
    const program = specialisedProgram(templates, options);
    const { wasm } = await lowerToWasm(program, { options, goal, address, exports: SIX });
    writeFileSync(file, wasm);
    contestants.push({ name, kind: 'wasm', file });
  }
  for (const [name, flags] of Object.entries(TLSF)) {
    const file = join(folder, `${name.replaceAll(' ', '-')}.wasm`);
    await compileTlsf(file, flags);
    contestants.push({ name, kind: 'tlsf', file });
  }
  if (c !== undefined) contestants.push({ name: C_DLMALLOC, kind: 'c', file: resolve(c) });
  contestants.push({ name: 'thi.ng', kind: 'thi.ng', file: '' });
  contestants.push({ name: 'loop alone', kind: 'loop', file: '' });
  return { folder, contestants };
}

/** Unpacks a trace for the timing processes, and gives the path. */
export function unpackTrace(folder: string, name: string): string {
  const file = join(folder, `${name}.trace`);
  writeFileSync(file, gunzipSync(readFileSync(tracePath(name))));
  return file;
}

function compileTlsf(output: string, flags: readonly string[]): Promise<void> {
  const source = join(PACKAGE_ROOT, 'bench/speed/tlsf/tlsf.ts');
  return compile([source, '-O3', '--runtime', 'minimal', ...flags, '-o', output]);
}

/** Makes the loop that replays as WebAssembly, and gives its path. */
export async function compileLoop(folder: string): Promise<string> {
  const output = join(folder, 'loop.wasm');
  const source = join(PACKAGE_ROOT, 'bench/speed/loop/loop.ts');
  await compile([source, '-O3', '--runtime', 'stub', '-o', output]);
  return output;
}

async function compile(args: string[]): Promise<void> {
  const { error, stderr } = await asc.main(args);
  if (error) throw new Error(`asc: ${stderr.toString()}`, { cause: error });
}
