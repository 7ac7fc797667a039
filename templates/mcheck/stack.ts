/*
 * How engines write a stack: a line for each call, the newest call first.
 *
 *     V8               "    at name (file:line:column)" or "    at file:line:column", after a line with the error;
 *                      the name may begin with "async", "new", or an object and a dot
 *     SpiderMonkey     "name@file:line:column"; closures are "outer/inner<" or "outer/<"; "async*" is before the
 *                      name of an awaited call
 *     JavaScriptCore   "name@file:line:column" or "file:line:column"; the name may be "global code" and the like
 *
 * Calls of built-in functions have no position, or one that starts with "node:".
 */

/** A call on the stack. */
export interface StackFrame {
  /** The name of the function; '' if it has none. */
  readonly function: string;
  /** The file as the engine names it: a path or a URL. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1; 0 if the engine does not report it. */
  readonly column: number;
}

/** Reads a line; null if it is not a call, or has no position. */
function parse_stack_line(text: string): StackFrame | null {
  const v8 = /^\s*at (?:(.*?) \((.*)\)|(?:async )?(.*))$/.exec(text);
  const at = v8 ? -1 : text.lastIndexOf('@');
  const name = v8 ? (v8[1] ?? '') : text.slice(0, Math.max(at, 0));
  const place = /^(.+?):(\d+)(?::(\d+))?$/.exec(v8 ? (v8[2] ?? v8[3]) : text.slice(at + 1));
  if (place === null || place[1].startsWith('node:')) return null;
  return {
    function: plain_name(name),
    file: place[1],
    line: Number(place[2]),
    column: Number(place[3] ?? 0),
  };
}

/** The name without the additions of the engine; '' for code outside functions. */
function plain_name(name: string): string {
  const own = name
    .replace(/^.*\*/, '')
    .replace(/^(?:async|new) /, '')
    .replace(/ \[as .*\]$/, '')
    .replace(/^(?:Object|Module|Function|exports|globalThis|window)\./, '');
  if (/^<anonymous>$|\.<anonymous>$| code$/.test(own)) return '';
  // SpiderMonkey writes the path to a closure: keep the last part with a name.
  return own.replace(/(?:\/?<)+$/, '').replace(/^.*\//, '');
}

/** Reads the text of a stack. Calls without a position are left out. */
export function read_stack(stack: string): StackFrame[] {
  const frames: StackFrame[] = [];
  for (const line of stack.split('\n')) {
    const frame = parse_stack_line(line);
    if (frame !== null) frames.push(frame);
  }
  return frames;
}

/** The same calls with other names, if there is a name for each. */
export function with_names(frames: StackFrame[], names: string[]): StackFrame[] {
  if (names.length !== frames.length) return frames;
  return frames.map((frame, i) => ({ ...frame, function: plain_name(names[i]) }));
}

/** `function:line`; for code outside functions, `file:line`. */
export function frame_text(frame: StackFrame): string {
  return `${frame.function || base_name(frame.file)}:${frame.line}`;
}

/** The name of a file without its folders, and without the query and hash of a URL. */
function base_name(file: string): string {
  return file.replace(/[?#].*$/, '').replace(/^.*[/\\]/, '');
}
