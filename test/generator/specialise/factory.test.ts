/*
 * A module that exports a factory: what each instance has for itself, and what stays outside.
 */
import { describe, expect, test } from '@jest/globals';
import {
  formatVariant,
  specialise,
  type TemplateOptions,
} from '../../../generator/specialise/index.ts';
import { parseTemplates } from '../../../generator/specialise/parser.ts';
import { CONFIG, runModule } from './modules.ts';

const API = `
import { CONFIG_IS_ENABLED } from './config.ts';
const ON = CONFIG_IS_ENABLED('FACTORY');
export const API = { add: true, count: true, log: true, LIMIT: true, nothing: true };
export const MEASURED = { add: true };
export const FACTORY = {
  /** Makes a counter. */
  createCounter: ON,
};
`;

const INDEX = `
/** The most that can be counted. */
export const LIMIT = 40 + 2;

/** What was counted. */
export interface Entry {
  readonly what: string;
}

/** How much was counted. */
export let count = 0;

/** Everything, in order. */
export const log: Entry[] = [];

class Line implements Entry {
  readonly what: string;
  constructor(what: string) {
    this.what = what;
  }
}

function words(what: string): string {
  return \`counted \${what}\`;
}

function note(what: string): void {
  log.push(new Line(words(what)));
}

/** Counts one more, or several. */
export function add(what: string, times = 1): number {
  note(what);
  count = Math.min(count + times, LIMIT);
  return count;
}

/** Does nothing. */
export function nothing(): void {}
`;

const SOURCES = new Map([
  ['config.ts', CONFIG],
  ['api.ts', API],
  ['index.ts', INDEX],
]);

function options(FACTORY: boolean): TemplateOptions {
  return { enabled: { FACTORY }, global: {}, values: {} };
}

function variantOf(sources: ReadonlyMap<string, string>) {
  return specialise(parseTemplates(sources, 'templates'), options(true));
}

function refusal(api: string, index = INDEX): string {
  const sources = new Map([...SOURCES, ['api.ts', api], ['index.ts', index]]);
  try {
    variantOf(sources);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}

interface Counter {
  readonly count: number;
  readonly log: readonly { readonly what: string }[];
  add(what: string, times?: number): number;
  nothing(): void;
}

interface CounterModule {
  readonly LIMIT: number;
  createCounter(): Counter;
}

describe('the module', () => {
  test('exports the factory and what has no state', () => {
    const variant = variantOf(SOURCES);
    expect(variant.exports).toEqual(['LIMIT', 'createCounter']);
    expect(variant.measured).toEqual(['createCounter']);
    expect(variant.members).toEqual(['add', 'count', 'log', 'nothing']);
    expect(Object.keys(runModule(variant.javascript)).toSorted()).toEqual(variant.exports);
  });

  test('makes instances that share nothing, with values that stay live', () => {
    const { javascript, members } = variantOf(SOURCES);
    const { createCounter, LIMIT } = runModule(javascript) as unknown as CounterModule;
    const a = createCounter();
    const b = createCounter();
    expect([a.add('x'), a.add('y', 5), b.add('z')]).toEqual([1, 6, 1]);
    expect([a.count, b.count]).toEqual([6, 1]);
    expect(b.log.map(({ what }) => what)).toEqual(['counted z']);
    expect(Object.keys(a).toSorted()).toEqual(members.toSorted());
    expect(a.add('much', 1000)).toBe(LIMIT);
    expect(() => Object.assign(a, { count: 1 })).toThrow(TypeError);
  });

  test('prints state inside and the rest outside, each comment once', async () => {
    const { source, javascript, declarations } = await formatVariant(variantOf(SOURCES));
    expect(source).toBe(`/** The most that can be counted. */
export const LIMIT = 42;

/** What was counted. */
export interface Entry {
  readonly what: string;
}

class Line implements Entry {
  readonly what: string;
  constructor(what: string) {
    this.what = what;
  }
}

function words(what: string): string {
  return \`counted \${what}\`;
}

/** What createCounter() returns. */
export interface Counter {
  /** How much was counted. */
  readonly count: number;

  /** Everything, in order. */
  readonly log: Entry[];

  /** Counts one more, or several. */
  readonly add: (what: string, times?: number) => number;

  /** Does nothing. */
  readonly nothing: () => void;
}

/** Makes a counter. */
export function createCounter(): Counter {
  let count = 0;

  const log: Entry[] = [];

  function note(what: string): void {
    log.push(new Line(words(what)));
  }

  function add(what: string, times = 1): number {
    note(what);
    count = Math.min(count + times, LIMIT);
    return count;
  }

  function nothing(): void {}

  return {
    get count() {
      return count;
    },
    log,
    add,
    nothing,
  };
}
`);
    expect(javascript).toContain('  /** How much was counted. */\n  let count = 0;\n');
    expect(declarations.split('/** What createCounter() returns. */')[1]).toBe(
      `${source.slice(source.indexOf('\nexport interface Counter'), source.indexOf('\n/** Makes'))}
/** Makes a counter. */
export declare function createCounter(): Counter;
`,
    );
  });

  test('is a module as any other where the condition does not hold', () => {
    const plain = specialise(parseTemplates(SOURCES, 'templates'), options(false));
    expect(plain.exports).toEqual(['add', 'count', 'log', 'LIMIT', 'nothing']);
    expect(plain.members).toEqual([]);
    expect(plain.source + plain.javascript + plain.declarations).not.toMatch(/createCounter/);
  });

  test('keeps its names to itself', () => {
    const index = `${INDEX}\nlet Counter = 1;\n/** T. */\nexport function tick(): number {\n  Counter += 1;\n  return Counter;\n}\n`;
    const api = API.replace('add: true,', 'add: true, tick: true,');
    const { source } = variantOf(new Map([...SOURCES, ['api.ts', api], ['index.ts', index]]));
    expect(source).toContain('let Counter_2 = 1;');
  });
});

describe('what cannot be a factory', () => {
  test.each([
    ['two members', 'createCounter: ON, createOther: ON,'],
    ['a name of another form', 'counter: ON,'],
    ['none', ''],
  ])('%s', (_, members) => {
    const member = '/** Makes a counter. */\n  createCounter: ON,';
    expect(refusal(API.replace(member, members))).toBe(
      'templates/api.ts:6: FACTORY must have one member, named like createName: its condition',
    );
  });

  test('a condition that is not constant', () => {
    expect(refusal(API.replace('createCounter: ON,', 'createCounter: Math.random() > 1,'))).toMatch(
      /^templates\/api\.ts:6: the condition for createCounter is not known before run time/,
    );
  });

  test('an exported class with the state of an instance', () => {
    const index = `${INDEX}\n/** C. */\nexport class Reader {\n  read(): number {\n    return count;\n  }\n}\n`;
    expect(refusal(API.replace('add: true,', 'add: true, Reader: true,'), index)).toMatch(
      /^templates\/index\.ts:\d+: Reader belongs to the module, but it uses the state/,
    );
  });

  test('a type that names the state of an instance', () => {
    const index = INDEX.replace(
      '/** Does nothing. */\nexport function nothing(): void',
      '/** Mirror. */\nexport type Mirror = typeof count;\n\n/** Does nothing. */\nexport function nothing(): Mirror',
    ).replace('Mirror {}', 'Mirror {\n  return 0;\n}');
    expect(refusal(API, index)).toMatch(/: Mirror belongs to the module, but it uses/);
  });
});
