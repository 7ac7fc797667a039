/*
 * What tests import from `@jest/globals`, for a run without jest: jest starts again for each run of its
 * tests, and a mutation run has thousands. Bundled with the tests in place of the real module.
 */
import { expect } from 'expect';

import type { MutationGlobals } from './globals.ts';

export { expect };

type Run = () => unknown;
type Body<T extends readonly unknown[]> = (...row: T) => unknown;

const { registry } = (globalThis as unknown as MutationGlobals).MALLOCGEN_MUTATION;

function add(name: string, run: Run): void {
  const suites = registry.suites.slice();
  registry.cases.push({
    name: [...suites.map((suite) => suite.name), name].join(' › '),
    run: async () => {
      for (const suite of suites) for (const hook of suite.beforeAll) await hook();
      for (const suite of suites) for (const hook of suite.beforeEach) await hook();
      try {
        await run();
      } finally {
        for (const suite of suites.toReversed()) for (const hook of suite.afterEach) await hook();
        for (const suite of suites.toReversed()) for (const hook of suite.afterAll) await hook();
        restoreSpies();
      }
    },
  });
}

function group(name: string, body: Run): void {
  registry.suites.push({ name, beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] });
  body();
  registry.suites.pop();
}

/** The title of one row of a table, as jest writes it. */
function titleOf(title: string, row: readonly unknown[]): string {
  let at = 0;
  return title.replaceAll(/%[sidfjop#%]/g, (mark) => {
    if (mark === '%%') return '%';
    const value = row[at];
    at += 1;
    return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  });
}

function rowsOf(table: readonly unknown[]): readonly (readonly unknown[])[] {
  return table.map((row) => (Array.isArray(row) ? (row as readonly unknown[]) : [row]));
}

function each(declare: (name: string, run: Run) => void) {
  return (table: readonly unknown[]) =>
    (title: string, body: Body<readonly unknown[]>): void => {
      for (const row of rowsOf(table)) declare(titleOf(title, row), () => body(...row));
    };
}

export const describe = Object.assign(group, { each: each(group), skip: (): void => {} });
export const test = Object.assign(add, { each: each(add), skip: (): void => {} });
export const it = test;

function declaringHook(kind: 'beforeAll' | 'beforeEach' | 'afterEach' | 'afterAll') {
  return (run: Run): void => void registry.suites.at(-1)?.[kind].push(run);
}

export const beforeAll = declaringHook('beforeAll');
export const beforeEach = declaringHook('beforeEach');
export const afterEach = declaringHook('afterEach');
export const afterAll = declaringHook('afterAll');

const spies: (() => void)[] = [];

function restoreSpies(): void {
  for (const restore of spies.splice(0)) restore();
}

type Method = (...args: unknown[]) => unknown;

/** A function that notes its calls. */
function fn(implementation?: Method) {
  let current = implementation;
  const calls: unknown[][] = [];
  const spy = Object.assign(
    (...args: unknown[]): unknown => {
      calls.push(args);
      return current?.(...args);
    },
    {
      mock: { calls },
      mockImplementation(next: Method) {
        current = next;
        return spy;
      },
      mockReturnValue(value: unknown) {
        current = () => value;
        return spy;
      },
      mockClear() {
        calls.length = 0;
        return spy;
      },
      mockRestore(): void {},
      _isMockFunction: true,
      getMockName: () => 'jest.fn()',
    },
  );
  return spy;
}

export const jest = {
  fn,
  spyOn(object: Record<string, Method>, name: string) {
    const original = object[name] as Method;
    const spy = fn((...args) => original.apply(object, args));
    spy.mockRestore = () => {
      object[name] = original;
    };
    spies.push(spy.mockRestore);
    object[name] = spy;
    return spy;
  },
  restoreAllMocks: restoreSpies,
  resetModules(): void {},
  setTimeout(): void {},
};
