import { MallocgenError } from '../../generator/error.ts';
import { frameText, plainPath, type Frame } from './call-stack.ts';
import type { Leak } from './leak.ts';

/** What a message about leaks says beside the leaks. */
export interface LeakContext {
  /** The tests that ran at the same time, if there is more than one: any of them may have leaked. */
  readonly tests?: readonly string[];
  /** The file of the test, from whose lines the error's stack starts. */
  readonly file?: string | undefined;
}

/** A test has allocated blocks that it did not free. */
export class LeakError extends MallocgenError {
  readonly code = 'leak';
  // Runners print the properties of an error, and the message has these already.
  readonly #leaks: readonly Leak[];

  constructor(leaks: readonly Leak[], { tests = [], file }: LeakContext = {}) {
    // Bun shows the code where an error was made, if it has frames, and otherwise that of `stack`.
    const limit = Error.stackTraceLimit;
    Reflect.set(Error, 'stackTraceLimit', 0);
    super(messageOf(leaks, tests));
    Reflect.set(Error, 'stackTraceLimit', limit);
    this.#leaks = leaks;
    const calls = callsInTest(leaks, file).map((call) => `    at ${stackText(call)}`);
    this.stack = [`${this.name}: ${this.message}`, ...calls].join('\n');
  }

  get leaks(): readonly Leak[] {
    return this.#leaks;
  }

  /** For vitest, which prints all properties, those of the class too. */
  toJSON(): {
    readonly name: string;
    readonly message: string;
    readonly stack: string | undefined;
  } {
    const { name, message, stack } = this;
    return { name, message, stack };
  }
}

/** The checks cannot be made. */
export class LeakCheckError extends MallocgenError {
  readonly code = 'leak-check';
}

/** Leaks of one place in the program. */
interface Place {
  readonly leaks: readonly Leak[];
  /** Lines of text that name it. */
  readonly lines: readonly string[];
}

/** How many places a message names, how many addresses at each, and how many calls that led there. */
const MAX_PLACES = 20;
const MAX_ADDRESSES = 4;
const MAX_CALLS = 10;

function messageOf(leaks: readonly Leak[], tests: readonly string[]): string {
  const places = placesOf(leaks);
  const lines = [
    leaks.length === 1 ? '1 block leaked:' : `${leaks.length} blocks leaked:`,
    ...places.slice(0, MAX_PLACES).flatMap(({ leaks: some, lines: where }) => {
      const [first = '', ...more] = where;
      return [`  ${sizeText(some)} at ${addressesText(some)}${first}`, ...more];
    }),
  ];
  if (places.length > MAX_PLACES)
    lines.push(`  … and in ${places.length - MAX_PLACES} other places`);
  if (tests.length > 1) {
    lines.push('These tests ran at the same time, and any of them may have leaked:');
    lines.push(...tests.map((name) => `  ${name}`));
  }
  lines.push(
    leaks.length === 1
      ? 'Free it, or mark it with expect() if it must outlive the test.'
      : 'Free them, or mark those that must outlive the test with expect().',
  );
  return lines.join('\n');
}

function placesOf(leaks: readonly Leak[]): readonly Place[] {
  const places = new Map<string, { leaks: Leak[]; lines: readonly string[] }>();
  for (const leak of leaks) {
    const lines = placeText(leak);
    const key = [leak.isAsked, leak.size, ...lines].join('\n');
    const place = places.get(key);
    if (place) place.leaks.push(leak);
    else places.set(key, { leaks: [leak], lines });
  }
  return [...places.values()];
}

function placeText({ calls, caller }: Leak): readonly string[] {
  if (calls.length > 0) {
    // Without `at`, by which runners find the stack in a text.
    return [', allocated by', ...calls.slice(0, MAX_CALLS).map((call) => `    ${frameText(call)}`)];
  }
  return caller === '' ? [] : [`, allocated by ${caller}`];
}

/** The sizes of blocks of one size. */
function sizeText(leaks: readonly Leak[]): string {
  const [{ size, isAsked }] = leaks as [Leak];
  const bytes = `${isAsked ? '' : 'at most '}${size} ${size === 1 ? 'byte' : 'bytes'}`;
  return leaks.length === 1 ? bytes : `${leaks.length} times ${bytes},`;
}

function addressesText(leaks: readonly Leak[]): string {
  const shown = leaks.slice(0, MAX_ADDRESSES).map(({ address }) => `0x${address.toString(16)}`);
  return `${shown.join(', ')}${leaks.length > MAX_ADDRESSES ? ', …' : ''}`;
}

/** The calls that led to the first leak, from the innermost one in the test's file outwards. */
function callsInTest(leaks: readonly Leak[], file: string | undefined): readonly Frame[] {
  const isOfTest = (call: Frame) => file !== undefined && plainPath(call.file) === plainPath(file);
  const best =
    leaks.find(({ calls }) => calls.some(isOfTest)) ?? leaks.find((leak) => leak.calls.length > 0);
  const calls = best?.calls ?? [];
  return calls.slice(Math.max(calls.findIndex(isOfTest), 0));
}

function stackText({ function: name, file, line, column }: Frame): string {
  const place = `${plainPath(file)}:${line}:${column}`;
  return name === '' ? place : `${name} (${place})`;
}
