/*
 * The call stacks of allocations. Engines describe a stack as text, one line for each call:
 *
 *     V8               "    at name (file:line:column)" or "    at file:line:column", after a line with the
 *                      error; the name may follow "async" or "new"
 *     SpiderMonkey     "name@file:line:column"
 *     JavaScriptCore   "name@file:line:column" or "file:line:column"
 */
import { stackText } from '../stack-text.ts';

/** A call in the program. */
export interface Frame {
  /** The name of the function, or ''. */
  readonly function: string;
  /** A path or a URL. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What errors have in V8 and in engines that follow it. */
interface StackSource {
  stackTraceLimit?: number;
  captureStackTrace?(holder: object, above: Callable): void;
}

export type Callable = (...args: never[]) => unknown;

/** Test runners and assertion libraries add some calls, and the lines of the test come last. */
const DEPTH = 50;

/** A call stack. Its text is made when it is read, because that takes longer than capturing the stack. */
export class CallStack {
  readonly #holder: { readonly stack?: string };

  private constructor(holder: { readonly stack?: string }) {
    this.#holder = holder;
  }

  /** Captures the callers of the function `above`. Engines that cannot leave out frames include it. */
  static capture(above: Callable): CallStack {
    const source = Error as StackSource;
    if (source.captureStackTrace === undefined) return new CallStack(new Error());
    const limit = source.stackTraceLimit ?? DEPTH;
    const holder = {};
    // A program may have frozen Error.
    Reflect.set(source, 'stackTraceLimit', DEPTH);
    source.captureStackTrace(holder, above);
    Reflect.set(source, 'stackTraceLimit', limit);
    return new CallStack(holder);
  }

  /** The calls, innermost first. Those that have no place in a file are left out. */
  get frames(): readonly Frame[] {
    return readFrames(stackText(this.#holder));
  }
}

const V8_LINE = /^\s*at (?:async )?(?:new )?(?:(.*?) \((.*)\)|(.*))$/;

function readFrames(stack: string): readonly Frame[] {
  return stack.split('\n').flatMap((text) => {
    const v8 = V8_LINE.exec(text);
    const at = text.lastIndexOf('@');
    const [name, place] = v8
      ? [v8[1] ?? '', v8[2] ?? v8[3] ?? '']
      : [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
    const [, file, line, column] = /^(.+?):(\d+)(?::(\d+))?$/.exec(place.trim()) ?? [];
    if (file === undefined) return [];
    return [{ function: plainName(name), file, line: Number(line), column: Number(column ?? 0) }];
  });
}

/** The name that the function has in the source; '' for a function without one. */
function plainName(name: string): string {
  const own = name.replace(/ \[as .*\]$/, '').replace(/^(?:Object|Module)\./, '');
  return /<anonymous>$|^module code$|^global code$/.test(own) ? '' : own;
}

/** The names of the calls that allocate. */
const ENTRY = /^(?:(?:m|c|re|v|pv)alloc|memalign|posix_memalign|realloc_in_place|independent_\w+)$/;

/** The names of the functions of an allocator, for a bundler that puts it into one file with the program. */
const INSIDE = /^(?:watch|report|reported|checked|full|mcheck|dl)_?\w*$/;

/** The calls of the program among those that led to an allocation: without the allocator and the test runner. */
export function callsOfProgram(frames: readonly Frame[]): readonly Frame[] {
  const allocator = frames[0]?.file;
  let start = frames.findIndex(({ file }) => file !== allocator);
  if (start < 0) {
    start = frames.findIndex(({ function: name }) => !ENTRY.test(name) && !INSIDE.test(name));
  }
  if (start < 0) return [];
  const calls = frames.slice(start);
  const entry = frames[start - 1]?.function;
  const isShifted = entry !== undefined && ENTRY.test(entry) && calls[0]?.function === entry;
  return (isShifted ? withOwnNames(calls) : calls).filter(({ file }) => !isForeign(file));
}

/** For hosts that map stacks to sources and then name each call after the function that it called, as jest does. */
function withOwnNames(calls: readonly Frame[]): readonly Frame[] {
  return calls.map((call, i) => ({ ...call, function: calls[i + 1]?.function ?? '' }));
}

/** Whether a file belongs to the host or to an installed package. */
function isForeign(file: string): boolean {
  return /^(?:node|ext|bun|deno|internal):|^(?:native|unknown)$|[\\/]node_modules[\\/]/.test(file);
}

/** `name (file:line:column)`, where files below the working directory are relative to it. */
export function frameText(frame: Frame): string {
  const place = `${shortPath(frame.file)}:${frame.line}:${frame.column}`;
  return frame.function === '' ? place : `${frame.function} (${place})`;
}

/** The file without what a URL adds to a path. */
export function plainPath(file: string): string {
  const path = file.startsWith('file://') ? decodeURI(file.slice('file://'.length)) : file;
  return path.replace(/[?#].*$/, '');
}

function shortPath(file: string): string {
  const path = plainPath(file);
  const folder = workingFolder();
  return folder !== '' && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}

/** The working directory; '' if there is none, or where the host keeps it secret. */
function workingFolder(): string {
  try {
    return (globalThis as { process?: { cwd?(): string } }).process?.cwd?.() ?? '';
  } catch {
    return '';
  }
}
