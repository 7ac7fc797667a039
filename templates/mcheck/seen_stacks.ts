/*
 * The stacks that were seen before, with their texts: a tree that has a call at each edge, the newest call
 * next to the root. Making the text of a stack takes several times as long as reading its call sites, and most
 * programs allocate from few places.
 *
 * Two calls are equal if file, position, and the names that the text shows are. The position is not enough:
 * one method has as many names as there are classes that inherit it.
 */

/** The part of V8's call sites that is used here. */
export interface CallSite {
  getFileName(): string | null | undefined;
  getLineNumber(): number | null;
  getColumnNumber(): number | null;
  /** In V8, the offset in the file. */
  getPosition?(): number;
  getFunctionName(): string | null;
  getTypeName(): string | null;
}

/** A stack, by its newest calls. */
export interface SeenStack {
  /** The text of the stack that ends here; null if none did. */
  text: string | null;
  /** Those with one more call, by its position. */
  readonly callers: Map<number, Caller[]>;
}

interface Caller extends SeenStack {
  readonly file: string | null | undefined;
  readonly function: string | null;
  readonly type: string | null;
}

/** Calls, about 20 MB, after which the tree starts again: a recursive program has any number of stacks. */
const MAX_CALLS = 100_000;

/** Calls that are read to recognise a stack, until a text needs more: each takes time. */
const FIRST_FRAMES = 3;

let root: SeenStack = new_root();
let call_count = 0;
let frames = FIRST_FRAMES;

function new_root(): SeenStack {
  return { text: null, callers: new Map() };
}

/** Forgets all stacks, because their texts would be others now. */
export function forget_stacks(): void {
  root = new_root();
  call_count = 0;
  frames = FIRST_FRAMES;
}

/** Calls to read of each stack. */
export function frame_limit(): number {
  return frames;
}

/** For a text that the calls within the limit do not fill. */
export function raise_frame_limit(): void {
  frames += 1;
}

/** The stack with these calls, newest first; null if they do not identify it. */
export function seen_stack(sites: readonly CallSite[]): SeenStack | null {
  if (call_count > MAX_CALLS) forget_stacks();
  let stack = root;
  for (const site of sites) {
    const file = site.getFileName();
    // Code of eval() has lines, but no file. Calls of built-in functions have neither, and are in no text.
    if (!file && site.getLineNumber() !== null) return null;
    stack = with_caller(stack, file, site);
  }
  return stack;
}

function with_caller(stack: SeenStack, file: string | null | undefined, site: CallSite): SeenStack {
  const position = position_of(site);
  const name = site.getFunctionName();
  const type = site.getTypeName();
  const callers = stack.callers.get(position) ?? [];
  for (const caller of callers) {
    if (caller.file === file && caller.function === name && caller.type === type) return caller;
  }
  const caller = { file, function: name, type, text: null, callers: new Map() };
  callers.push(caller);
  stack.callers.set(position, callers);
  call_count += 1;
  return caller;
}

/** A number for the line and the column. */
function position_of(site: CallSite): number {
  return (
    site.getPosition?.() ?? (site.getLineNumber() ?? 0) * 0x10000 + (site.getColumnNumber() ?? 0)
  );
}
