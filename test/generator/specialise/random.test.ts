import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  TemplateError,
  specialise,
  type TemplateOptions,
  type Variant,
} from '../../../generator/specialise/index.ts';
import { parseTemplates } from '../../../generator/specialise/parser.ts';
import { CONFIG, runModule } from './modules.ts';
import { runs, seeded } from '../../support/seed.ts';
import { programs } from './random-programs.ts';
import { transformSync } from 'esbuild';

const PROGRAMS = runs(200);

/** TypeScript 6 takes the second `<` for the start of type parameters. */
const UNREADABLE = /<<.*> \(/;

type Run = { readonly results: readonly unknown[]; readonly memory: readonly number[] };

const CALLS: readonly (readonly [number, number])[] = [
  [0, 0],
  [1, 7],
  [-1, 3],
  [2 ** 31, 5],
  [12, -4],
];

function trace(exports: Readonly<Record<string, unknown>>): Run {
  const entry = exports['entry'] as (a: number, b: number) => number;
  const memory = exports['M'] as Int32Array;
  const results = CALLS.map(([a, b]) => {
    try {
      return entry(a, b);
    } catch (error) {
      return (error as Error).message;
    }
  });
  return { results: [...results, exports['state']], memory: [...memory] };
}

/** The program as it is, with options answered at run time. */
function runDirectly(source: string, options: TemplateOptions): Run {
  const body = source.replace(/^import .*$/m, '');
  const { code } = transformSync(body, { loader: 'ts', format: 'iife', globalName: 'result' });
  // oxlint-disable-next-line no-new-func
  const run = new Function('CONFIG_IS_ENABLED', 'CONFIG_VAL', `${code}\nreturn result;`);
  return trace(
    run(
      (name: string) => options.enabled[name],
      (name: string) => options.values[name],
    ),
  );
}

/** The variant; nothing where the specialiser says that a call cannot be inlined. */
function variantOf(source: string, options: TemplateOptions): Variant | undefined {
  if (UNREADABLE.test(source)) return undefined;
  const modules = new Map([
    ['index.ts', source],
    ['config.ts', CONFIG],
  ]);
  try {
    return specialise(parseTemplates(modules, 'templates'), options);
  } catch (error) {
    if (error instanceof TemplateError && error.code === 'template-inline') return undefined;
    throw error;
  }
}

describe('random programs', () => {
  test(
    seeded('give the same results and memory before and after'),
    () => {
      let refused = 0;
      fc.assert(
        fc.property(programs, ({ source, options }) => {
          const variant = variantOf(source, options);
          if (variant === undefined) {
            refused += 1;
            return;
          }
          expect(trace(runModule(variant.javascript))).toEqual(runDirectly(source, options));
          if (UNREADABLE.test(variant.source)) return;

          const text = `// header\n\n${variant.source}`;
          const again = specialise(
            parseTemplates(new Map([['index.ts', text]]), 'templates'),
            options,
          );
          expect(again.source).toBe(variant.source);
        }),
        // Shrinking a failure ends at the time limit too.
        { ...PROGRAMS, interruptAfterTimeLimit: 60_000 },
      );
      expect(refused).toBeLessThan(PROGRAMS.numRuns / 2);
    },
    120_000,
  );
});
