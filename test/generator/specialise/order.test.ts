/*
 * The order of the rules: for each one that must run after another, a program that gets longer when
 * it runs before.
 */
import { describe, expect, test } from '@jest/globals';
import { transformSync } from 'esbuild';

import type { Templates } from '../../../generator/specialise/index.ts';
import { parseTemplates } from '../../../generator/specialise/parser.ts';
import { instantiate } from '../../../generator/specialise/instantiate/instantiate.ts';
import { moduleVariant } from '../../../generator/specialise/module-variant.ts';
import type {
  Pass,
  RewritingRule,
  Rounds,
  Step,
} from '../../../generator/specialise/passes/pass.ts';
import { COMPACT, SIMPLIFY } from '../../../generator/specialise/passes/pipeline.ts';
import { runSteps } from '../../../generator/specialise/passes/run.ts';
import { createSession } from '../../../generator/specialise/session.ts';
import { CONFIG, runModule } from './modules.ts';

const OPTIONS = { enabled: {}, global: {}, values: { ZERO: 0, LARGE: 4294967232 } };

/** `API`, without which every export is measured. */
const UNMEASURED = (names: string): string =>
  `export const API = { check: true, ${names} };\nexport const MEASURED = { check: true };\n`;

/** A module, with `api.ts` where it matters, by the rule and the one that must run before it. */
const EXAMPLES: Readonly<Record<string, { readonly index: string; readonly api?: string }>> = {
  'simplify after inline-once': {
    index: `
      let sum = 0;
      function add(n: number): void {
        const twice = n * 2;
        if (n > 3) sum += twice;
        else sum -= twice;
      }
      export function check(): number {
        add(5);
        return sum;
      }`,
  },
  'simplify after literal-constants': {
    index: `
      import { CONFIG_VAL } from './config.ts';
      const WORDS = CONFIG_VAL('LARGE') / 4;
      export function check(): number {
        return WORDS * 2 + WORDS;
      }`,
  },
  'move-constants after simplify': {
    index: `
      const M = new Int32Array(8);
      function copy(at: number, twice: boolean): void {
        const first = M[at]! + 1;
        M[at + 1] = first;
        if (twice) M[at + 4] = first;
        const second = M[at + 2]! + 1;
        M[at + 3] = second;
        if (twice) M[at + 5] = second;
      }
      export function check(): unknown {
        copy(0, false);
        return [...M];
      }`,
  },
  'reuse-variables after inline-once': {
    index: `
      const M = new Int32Array(4);
      function store(at: number): void {
        const before = M[at]!;
        M[at] = before + 1;
        M[at + 1] = before - 1;
      }
      export function check(): unknown {
        const first = M[0]! + 1;
        M[1] = first;
        M[2] = first;
        store(1);
        return [...M];
      }`,
  },
  'reuse-variables after move-constants': {
    index: `
      const M = new Int32Array(4);
      export function check(): number {
        const a = M[0]! + 1;
        M[1] = a * a;
        const b = M[2]! + 2;
        M[3] = b;
        const c = M[1]! + 3;
        M[2] = c * c;
        return M[2]!;
      }`,
  },
  'declare-late after reuse-variables': {
    index: `
      const M = new Int32Array(8);
      export function check(p = 1): number {
        if (p > 4) {
          const first = M[p]! * 3;
          const second = first + M[p + 1]!;
          M[p + 2] = first;
          const third = M[p + 3]! + second;
          M[third & 7] = third;
          return third + second;
        }
        return 0;
      }`,
  },
  'short-conditions after simplify': {
    index: `
      import { CONFIG_VAL } from './config.ts';
      const NONE = CONFIG_VAL('LARGE');
      const M = new Int32Array(4);
      export function check(): number {
        if ((M[0]! & 7) === NONE - NONE) return 1;
        return 2;
      }`,
  },
  'compound-assignments after reuse-variables': {
    index: `
      const M = new Int32Array(4);
      export function add(p: number): number {
        const next = p + M[0]!;
        M[1] = next;
        M[2] = next;
        return M[1]!;
      }
      export function check(): number {
        return add(1);
      }`,
  },
  'assigned-conditions after reuse-variables': {
    index: `
      const M = new Int32Array(4);
      export function take(p: number): number {
        const next = M[p]!;
        if (next) {
          M[1] = next;
          return next;
        }
        return M[2]!;
      }
      export function check(): number {
        return take(1);
      }`,
  },
  'split-objects after short-conditions': {
    index: `
      export const box = { flags: 0 };
      export function check(): number {
        box.flags += 3;
        if ((box.flags & 1) === 0) return 1;
        return 2;
      }`,
    api: UNMEASURED('box: true'),
  },
  'split-objects after loose-comparisons': {
    index: `
      const M = new Int32Array(4);
      export const box = { flags: 0 };
      export function check(): number {
        box.flags += 3;
        return box.flags === M[1] ? 1 : 2;
      }`,
    api: UNMEASURED('box: true'),
  },
  'function-variables after declare-late': {
    index: `
      const M = new Int32Array(8);
      export function check(p = 1): number {
        if (p > 4) {
          const first = M[p]! * 3;
          const second = first + M[p + 1]!;
          M[p + 2] = first;
          const third = M[p + 3]! + second;
          M[third & 7] = third;
          return third + second;
        }
        return 0;
      }`,
  },
  'last-parameters after aliases': {
    index: `
      let calls = 0;
      export function one(a: number, b: number): number {
        calls += a;
        return calls;
      }
      export function other(a: number, b: number): number {
        return one(a, b);
      }
      export function check(): number {
        return calls;
      }`,
  },
  'variables-first after split-objects': {
    index: `
      let a = 1;
      function next(): number {
        a += 1;
        return a;
      }
      export const box = { x: 1, y: 2 };
      export function check(): number {
        box.x += next() + next();
        box.y += box.x;
        return box.y;
      }`,
    api: UNMEASURED('box: true'),
  },
  'short-numbers after simplify': {
    index: `
      import { CONFIG_VAL } from './config.ts';
      const SIZE = CONFIG_VAL('LARGE');
      export function check(p = 1): number {
        return p > 2 ? SIZE : 4294967232;
      }`,
  },
  'short-numbers after aliases': {
    index: `
      export let a = 4294967232;
      export let b = 4294967232;
      export function set(value: number): void {
        a = b = value;
      }
      export function check(): number {
        return a + b;
      }`,
  },
  'short-numbers after variables-first': {
    index: `
      let a = 1;
      function next(): number {
        a += 1;
        return a;
      }
      let b = 4294967232;
      export function check(): number {
        b -= next() + next();
        return b;
      }`,
  },
};

type Rule = Pass | RewritingRule | Rounds;

interface Single {
  readonly rule: Rule;
  readonly step: Step;
}

/** The rules in their order, as steps of their own. */
const RULES: readonly Single[] = COMPACT.flatMap((step): readonly Single[] =>
  'walk' in step
    ? step.walk.map((rule) => ({ rule, step: { walk: [rule] } }))
    : [{ rule: step, step }],
);

function javascript(templates: Templates, steps: readonly Step[]): string {
  const session = createSession(OPTIONS);
  const instance = instantiate(templates, session);
  const program = runSteps(SIMPLIFY, instance.program, 'simplify', session);
  const { facts } = session.folderOf(program);
  const compact = runSteps(steps, program, 'compact', session);
  return moduleVariant(instance, program, compact, facts).javascript;
}

function minified(text: string): string {
  return transformSync(text, { minify: true, format: 'esm' }).code;
}

function result(text: string): unknown {
  return (runModule(text)['check'] as () => unknown)();
}

const constraints = RULES.flatMap(({ rule }) =>
  Object.keys(rule.after).map((earlier) => [rule.name, earlier] as const),
);

describe('order', () => {
  test('rules may share a walk', () => {
    for (const { index, api } of Object.values(EXAMPLES)) {
      const templates = parsed(index, api);
      const alone = RULES.map(({ step }) => step);
      expect(javascript(templates, alone)).toBe(javascript(templates, COMPACT));
    }
  });

  test('each rule comes after those that it names', () => {
    const names = RULES.map(({ rule }) => rule.name);
    for (const [rule, earlier] of constraints) {
      expect(names).toContain(earlier);
      expect(names.indexOf(earlier)).toBeLessThan(names.indexOf(rule));
    }
  });

  test('every example is of an order in the table', () => {
    expect(Object.keys(EXAMPLES).toSorted()).toEqual(
      constraints.map(([rule, earlier]) => `${rule} after ${earlier}`).toSorted(),
    );
  });

  test.each(constraints)(
    '%s must come after %s: the example differs in the other order',
    (name, earlier) => {
      const example = EXAMPLES[`${name} after ${earlier}`];
      if (example === undefined)
        throw new Error(
          `add a program to order.test.ts that shows why ${name} runs after ${earlier}`,
        );
      const templates = parsed(example.index, example.api);
      const moved = RULES.find(({ rule }) => rule.name === name);
      const wrong = RULES.filter((each) => each !== moved).flatMap((each) =>
        each.rule.name === earlier && moved !== undefined ? [moved, each] : [each],
      );
      const right = javascript(templates, COMPACT);
      const other = javascript(
        templates,
        wrong.map(({ step }) => step),
      );
      expect(result(other)).toEqual(result(right));
      expect({ right: minified(right).length }).toEqual({
        right: Math.min(minified(right).length, minified(other).length - 1),
      });
    },
  );
});

function parsed(index: string, api?: string): Templates {
  const modules = new Map([
    ['config.ts', CONFIG],
    ['index.ts', index],
  ]);
  if (api !== undefined) modules.set('api.ts', api);
  return parseTemplates(modules, 'templates');
}
