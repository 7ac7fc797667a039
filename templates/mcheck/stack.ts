/*
 * The texts in which engines describe a stack, a line for a call, the newest first:
 *
 *     V8               "    at name (file:line:column)", "    at file:line:column", after a line with the
 *                      error; in front of the name perhaps "async", "new" or an object and a dot
 *     SpiderMonkey     "name@file:line:column"; closures are "outer/inner<" or "outer/<", and what was
 *                      awaited has "async*" in front
 *     JavaScriptCore   "name@file:line:column", "file:line:column"; "global code" and the like for a name
 *
 * Calls of what the engine is made of have no place, or one that starts with "node:".
 */

/** A call on the stack. */
export interface StackFrame {
  /** The function's name; '' where it has none. */
  readonly function: string;
  /** As the engine names it: a path or a URL. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1; 0 where the engine does not tell. */
  readonly column: number;
}

/** Reads a line; null if it is no call, or one that has no place. */
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

/** The name without what the engines add to it; '' for code outside functions. */
function plain_name(name: string): string {
  const own = name
    .replace(/^.*\*/, '')
    .replace(/^(?:async|new) /, '')
    .replace(/ \[as .*\]$/, '')
    .replace(/^(?:Object|Module|Function|exports|globalThis|window)\./, '');
  if (/^<anonymous>$|\.<anonymous>$| code$/.test(own)) return '';
  // Of SpiderMonkey's path to a closure the last part that has a name.
  return own.replace(/(?:\/?<)+$/, '').replace(/^.*\//, '');
}

/** Reads the text of a stack. Calls that have no place are left out. */
export function read_stack(stack: string): StackFrame[] {
  const frames: StackFrame[] = [];
  for (const line of stack.split('\n')) {
    const frame = parse_stack_line(line);
    if (frame !== null) frames.push(frame);
  }
  return frames;
}

/** The same calls with other names, if there is one for each. */
export function with_names(frames: StackFrame[], names: string[]): StackFrame[] {
  if (names.length !== frames.length) return frames;
  return frames.map((frame, i) => ({ ...frame, function: plain_name(names[i]) }));
}

/** `function:line`; code outside functions has its file's name. */
export function frame_text(frame: StackFrame): string {
  return `${frame.function || base_name(frame.file)}:${frame.line}`;
}

/** A file's name, without folders and what a URL may have behind. */
function base_name(file: string): string {
  return file.replace(/[?#].*$/, '').replace(/^.*[/\\]/, '');
}
