/*
 * Random programs, as JavaScript and as WebAssembly: what they return, throw and leave in the memory.
 */
import { expect, test } from '@jest/globals';
import binaryen from 'binaryen';
import { transformSync } from 'esbuild';
import fc from 'fast-check';
import { TemplateError, specialisedProgram } from '../../../generator/specialise/index.ts';
import { parseTemplates } from '../../../generator/specialise/parser.ts';
import { lowerToWasm, WasmTargetError, type Goal } from '../../../generator/wasm/index.ts';
import { buildOptions } from '../../support/build-options.ts';
import { faceText } from '../../support/lowered.ts';
import { loadModule } from '../../support/load-variant.ts';
import { runs, seeded } from '../../support/seed.ts';
import { unsharedMemory, type WasmMemory } from '../../support/wasm-memory.ts';
import { typedPrograms, type TypedProgram } from './typed-programs.ts';

const PROGRAMS = runs(40);

/** TypeScript takes the second `<` for the start of type parameters. */
const UNREADABLE = /<<.*> \(/;

const CALLS: readonly (readonly [number, number])[] = [
  [0, 0],
  [1, 7],
  [2 ** 31, 5],
  [2 ** 32 - 1, 2 ** 31 - 1],
  [12, 2 ** 32 - 4],
];

type Entry = (p: number, q: number) => number;
type Exports = Readonly<Record<string, Entry | number>> & { open(memory: WasmMemory): void };

function trace(exports: Exports, { entries }: TypedProgram): unknown {
  const memory = unsharedMemory(1);
  const words = new Int32Array(memory.buffer);
  words.forEach((_, i) => void (words[i] = Math.imul(i, 0x9e3779b1)));
  exports.open(memory);
  const results = CALLS.map(([p, q]) =>
    entries.map((name) => {
      try {
        return (exports[name] as Entry)(p, q) + 0;
      } catch (error) {
        return String(error);
      }
    }),
  );
  const { state, count } = exports as unknown as Record<string, number>;
  return { results, state, count, memory: [...words.subarray(0, 80)] };
}

/** The program as it is. */
function asJavaScript({ source }: TypedProgram): Exports {
  const { code } = transformSync(source, { loader: 'ts', format: 'iife', globalName: 'result' });
  // oxlint-disable-next-line no-new-func
  return new Function(`${code}\nreturn result;`)() as Exports;
}

const options = buildOptions(32);

async function asWasm({ source }: TypedProgram, goal: Goal): Promise<Exports> {
  const templates = parseTemplates(new Map([['index.ts', source]]), 'templates');
  const program = specialisedProgram(templates, options);
  return loadModule<Exports>(faceText(await lowerToWasm(program, { options, goal })));
}

/** The beginning of a program that reads unsigned words. */
const OPEN_WORDS = `
interface Memory { readonly buffer: ArrayBuffer }
export let state = 0;
export let count = 0;
let U: Uint32Array;
export function open(memory: Memory): void { U = new Uint32Array(memory.buffer); }
`;

async function expectSame(program: TypedProgram): Promise<void> {
  for (const goal of ['least', 'size', 'speed'] as const)
    expect(trace(await asWasm(program, goal), program)).toEqual(
      trace(asJavaScript(program), program),
    );
}

test(
  seeded('random programs do the same as WebAssembly'),
  async () => {
    const refused: string[] = [];
    await fc.assert(
      fc.asyncProperty(
        typedPrograms,
        fc.constantFrom<Goal>('least', 'size', 'speed'),
        async (program, goal) => {
          if (UNREADABLE.test(program.source)) return;
          let exports: Exports;
          try {
            exports = await asWasm(program, goal);
          } catch (error) {
            const isRefusal = error instanceof TemplateError || error instanceof WasmTargetError;
            if (!isRefusal) throw error;
            refused.push(error.message);
            return;
          }
          expect(trace(exports, program)).toEqual(trace(asJavaScript(program), program));
        },
      ),
      { ...PROGRAMS, interruptAfterTimeLimit: 60_000 },
    );
    expect(refused.length).toBeLessThan(PROGRAMS.numRuns / 4);
  },
  120_000,
);

test('a word that is unsigned stays so where it is compared with a signed one', async () => {
  const source = `${OPEN_WORDS}export function entry0(p: number, q: number): number {
  return Math.min(U[1]!, Math.imul(state, p)) & 255;
}
`;
  const program: TypedProgram = { source, entries: ['entry0'] };
  await expectSame(program);
});

test('a choice whose first value does something and has more than 32 bits', async () => {
  const source = `${OPEN_WORDS}function step(by: number): number { state = (state + by) >>> 0; return U[state & 7]! * 3; }
export function entry0(p: number, q: number): number { return (step(p) || 7) & -1; }
export function entry1(p: number, q: number): number { return (step(p) * 2 ** 31 * q || 7) & -1; }
export function entry2(p: number, q: number): number { return (step(0) * q || 9) >>> 1; }
`;
  const program: TypedProgram = { source, entries: ['entry0', 'entry1', 'entry2'] };
  await expectSame(program);
});

test.each(['M', 'U', 'H', 'B'])('fill() of %s stores the value in each element', async (array) => {
  const source = `
interface Memory { readonly buffer: ArrayBuffer }
export let state = 0;
export let count = 0;
let M: Int32Array;
let U: Uint32Array;
let H: Int16Array;
let B: Uint8Array;
export function open(memory: Memory): void {
  M = new Int32Array(memory.buffer);
  U = new Uint32Array(memory.buffer);
  H = new Int16Array(memory.buffer);
  B = new Uint8Array(memory.buffer);
}
export function entry0(p: number, q: number): number {
  const from = q & 7;
  ${array}.fill(p, from, from + (p & 3));
  ${array}.fill(-2, 9, 12);
  ${array}.fill(0, 20, 22);
  ${array}.fill(q, 5, 5);
  return 1;
}
`;
  const program: TypedProgram = { source, entries: ['entry0'] };
  await expectSame(program);
});

test('a bit of a fixed word is set without a branch where speed counts', async () => {
  const source = `
interface Memory { readonly buffer: ArrayBuffer }
export let state = 0;
export let count = 0;
let M: Int32Array;
export function open(memory: Memory): void { M = new Int32Array(memory.buffer); }
export function entry0(p: number, q: number): number {
  if (!(p & 1)) M[3] |= 1 << -q;
  return 0;
}
`;
  const program: TypedProgram = { source, entries: ['entry0'] };
  const templates = parseTemplates(new Map([['index.ts', source]]), 'templates');
  const specialised = specialisedProgram(templates, options);
  const texts = new Map<Goal, string>();
  for (const goal of ['size', 'speed'] as const) {
    expect(trace(await asWasm(program, goal), program)).toEqual(
      trace(asJavaScript(program), program),
    );
    const module = binaryen.readBinary((await lowerToWasm(specialised, { options, goal })).wasm);
    texts.set(goal, module.emitText());
    module.dispose();
  }
  expect(texts.get('size')).toMatch(/\(if\s/);
  expect(texts.get('speed')).not.toMatch(/\(if\s/);
});
