/*
 * What holds between the passes: it is checked after each of them that changed something.
 */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import {
  specialise,
  TemplateError,
  type PassEvent,
  type TemplateOptions,
  type Templates,
} from '../../../generator/specialise/index.ts';
import { loadTemplates, parseTemplates } from '../../../generator/specialise/parser.ts';
import { runSteps } from '../../../generator/specialise/passes/run.ts';
import { SIMPLIFY } from '../../../generator/specialise/passes/pipeline.ts';
import { createSession } from '../../../generator/specialise/session.ts';
import type { Declaration } from '../../../generator/specialise/syntax/declaration.ts';
import { buildOptions } from '../../support/build-options.ts';
import { runs, seeded } from '../../support/seed.ts';
import { readFixtures } from './fixture-templates.ts';
import { faultsOf } from './invariants.ts';
import { CONFIG } from './modules.ts';
import { programs } from './random-programs.ts';

/** Specialises, and gives what is wrong after each pass, and after all of them. */
function faultsAfterPasses(templates: Templates, options: TemplateOptions): readonly string[] {
  const faults: string[] = [];
  let simplified: PassEvent['after'] | undefined;
  specialise(templates, options, (event) => {
    for (const fault of faultsOf(event.after))
      faults.push(`after ${event.rules.join(', ')}: ${fault}`);
    if (event.stage !== 'compact') simplified = event.after;
  });
  if (simplified === undefined) return ['no program was seen'];
  // Whoever does not know what the passes found out must not find anything left to do.
  runSteps(SIMPLIFY, simplified, 'simplify', {
    ...createSession(options),
    onPass: ({ rules }) =>
      faults.push(`simplify ends, and ${rules.join(', ')} has something to do`),
  });
  return faults;
}

describe('the passes leave a program in order', () => {
  test.each(readFixtures())('fixture $name', ({ templates, options }) => {
    expect(faultsAfterPasses(templates, options)).toEqual([]);
  });

  test.each([
    ['the defaults', buildOptions(32)],
    ['64 bits and simple malloc', buildOptions(64, { SYS_MALLOC_F: true })],
    ['many heaps', buildOptions(32, { SYS_MALLOC_MULTI_INSTANCE: true })],
  ])('the templates: %s', (_, options) => {
    expect(faultsAfterPasses(loadTemplates('templates'), options)).toEqual([]);
  });

  test(seeded('random programs'), () => {
    const count = runs(60);
    let refused = 0;
    fc.assert(
      fc.property(programs, ({ source, options }) => {
        try {
          const modules = new Map([
            ['index.ts', source],
            ['config.ts', CONFIG],
          ]);
          expect(faultsAfterPasses(parseTemplates(modules, 'templates'), options)).toEqual([]);
        } catch (error) {
          if (!(error instanceof TemplateError && error.code === 'template-inline')) throw error;
          refused += 1;
        }
      }),
      count,
    );
    expect(refused).toBeLessThan((count.numRuns * 3) / 4);
  });
});

describe('the check finds', () => {
  const without = (name: string) => (declarations: readonly Declaration[]) =>
    declarations.filter(({ binding }) => binding.name !== name);

  /** Faults in the declarations of a module as they are read, after a change. */
  const faults = (
    source: string,
    change: (declarations: readonly Declaration[]) => readonly Declaration[],
  ): readonly string[] => {
    const { declarations, api } = parseTemplates(
      new Map([
        ['index.ts', source],
        ['config.ts', CONFIG],
      ]),
      'templates',
    );
    return faultsOf({
      declarations: change(declarations),
      roots: new Map(api.map(({ binding, name }) => [binding, name])),
      unmeasured: new Set(),
      aliases: [],
    });
  };

  test.each([
    ['nothing in order', 'let a = 1;\nexport function f(): number { return (a += 1); }', []],
    [
      'a variable that nothing declares',
      'const gone = 1;\nexport function f(): number { return gone; }',
      ['f: gone is not declared here'],
    ],
    [
      'a type that nothing declares',
      'type gone = number;\nexport function f(a: gone): number { return a; }',
      ['f: gone is not declared here'],
    ],
    [
      'a variable that is used before it has a value',
      'export function f(): number { const b = a; const a = 1; return a + b; }',
      ['f: a is used before its declaration'],
    ],
    [
      'no fault in a closure that runs later',
      'export function f(): number { const b = () => a; const a = 1; return b(); }',
      [],
    ],
    [
      'a module variable that is used before it has a value',
      'export const b: number = a;\nexport const a: number = 1;',
      ['b: a is used before its declaration'],
    ],
    [
      'a constant that changes',
      'const a = 1;\nexport function f(): void { a += 1; }',
      ['f: a is a constant, and something assigns to it'],
    ],
    [
      'a jump without a target',
      'export function f(): void { continue; }',
      ['f: continue  has no target'],
    ],
    [
      'an option',
      "import { CONFIG_IS_ENABLED } from './config.ts';\nexport const A: boolean = CONFIG_IS_ENABLED('A');",
      ['A: the option A is left'],
    ],
  ])('%s', (_, source, expected) => {
    expect(faults(source, without('gone'))).toEqual(expected);
  });

  test('an export that nothing declares', () => {
    expect(faults('export function f(): void {}', without('f'))).toEqual([
      'the module: the export f is not declared',
    ]);
  });

  test('a variable that is declared twice', () => {
    const twice = (declarations: readonly Declaration[]) => [...declarations, ...declarations];
    expect(faults('export const a: number = 1;', twice)).toEqual(['a: a is declared twice']);
  });

  test('a local outside its block', () => {
    const outside = ([f]: readonly Declaration[]): readonly Declaration[] => {
      if (f?.kind !== 'function') throw new Error('no function');
      const [block] = f.body.statements;
      if (block?.kind !== 'block') throw new Error('no block');
      return [
        { ...f, body: { ...f.body, statements: [block, ...block.body.statements.slice(1)] } },
      ];
    };
    expect(faults('export function f(): void { { const a = 1; f(a); } }', outside)).toEqual([
      'f: a is not declared here',
    ]);
  });
});
