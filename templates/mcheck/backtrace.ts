import { CONFIG_VAL } from '../options/config.ts';
import { MALLOC_POSIX_MEMALIGN, MCHECK_BACKTRACE, MCHECK_LOG } from '../options/options.ts';
import { MLOG_CALLER_LEN, is_logging } from './log.ts';
import {
  raise_frame_limit,
  forget_stacks,
  frame_limit,
  seen_stack,
  type CallSite,
  type SeenStack,
} from './seen_stacks.ts';
import { frame_text, read_stack, with_names, type StackFrame } from './stack.ts';

/** The function that the user called. */
export type Entry = (...args: never[]) => unknown;

/** The properties that engines add to Error. */
interface StackSource {
  stackTraceLimit?: number | undefined;
  prepareStackTrace?: ((error: object, sites: CallSite[]) => unknown) | undefined;
  captureStackTrace?(holder: { stack: unknown }, above: Entry): void;
}

/** Maps the position of a call in the program to its position in the source; null if there is none. */
export type SourceMapper = (frame: StackFrame) => StackFrame | null;

/** Characters of a text in a header. */
const HEADER_LENGTH = CONFIG_VAL('MCHECK_CALLER_LEN') - 1;
const MAX_LENGTH = MCHECK_LOG ? Math.max(HEADER_LENGTH, MLOG_CALLER_LEN - 1) : HEADER_LENGTH;

/** Frames to read: no text holds more, because each takes at least six characters. */
const MAX_FRAMES = Math.ceil(MAX_LENGTH / 6);

/** More frames than there ever are of the allocator itself on a stack. */
const MAX_OWN_FRAMES = 16;

let source_mapper: SourceMapper | null = null;
/** What own_frames() found; null before its first call. */
let counted_own: number | null = null;
let skipping = false;
let busy = false;
/** What keep_sites() was given last. */
let kept: CallSite[] | null = null;
/** Gets each stack. V8 takes longer to add the property to a new object. */
const holder = { stack: '' };

/**
 * Makes backtraces refer to lines of the source. This is not necessary if the host maps stacks itself,
 * as Node.js does with --enable-source-maps.
 * @param map maps each call; null keeps the lines that the host reports
 */
export function set_source_mapper(map: SourceMapper | null): void {
  source_mapper = map;
  forget_stacks();
}

/** While `skip` is true, no backtraces are taken: callers are empty, and calls are faster. */
export function malloc_backtrace_skip(skip: boolean): void {
  skipping = skip;
}

/** The callers of `entry`, if the configuration asks for backtraces. @inline */
export function backtrace(entry: Entry): string {
  return MCHECK_BACKTRACE ? caller_text(entry) : '';
}

/**
 * The callers of `entry`, each as `function:line`, joined by ` <-`. Empty for calls that are made while
 * a text is made. The text is made once for each stack. Each of our own frames between `entry` and
 * captureStackTrace() takes time: V8 decodes them.
 */
function caller_text(entry: Entry): string {
  // Where Error is frozen, as in hardened programs, there is no way to read the stack from here.
  if (skipping || busy || Object.isFrozen(Error)) return '';
  const source = Error as StackSource;
  if (source.captureStackTrace === undefined) return new_text(entry, MAX_FRAMES);
  const limit = source.stackTraceLimit;
  const prepare = source.prepareStackTrace;
  source.stackTraceLimit = frame_limit() + own_frames(entry);
  source.prepareStackTrace = keep_sites;
  source.captureStackTrace(holder, entry);
  // Reading the stack calls keep_sites().
  const calls = holder.stack === '' ? kept : null;
  source.stackTraceLimit = limit;
  source.prepareStackTrace = prepare;
  // Call sites hold on to the objects whose methods are on the stack.
  kept = null;
  const stack = calls && seen_stack(calls);
  if (calls === null || stack === null) return new_text(entry, MAX_FRAMES);
  return stack.text ?? text_of(stack, calls.length, entry);
}

/** Makes the text of a stack of which `length` calls were read. */
function text_of(stack: SeenStack, length: number, entry: Entry): string {
  const text = new_text(entry, frame_limit());
  const is_complete = text.length >= wanted_length() || length < frame_limit();
  if (!is_complete && frame_limit() < MAX_FRAMES) {
    raise_frame_limit();
    return caller_text(entry);
  }
  stack.text = text;
  return text;
}

function new_text(entry: Entry, max_frames: number): string {
  busy = true;
  try {
    return stack_text(take_stack(entry, max_frames));
  } finally {
    busy = false;
  }
}

/** Characters that are read of a text. */
function wanted_length(): number {
  return MCHECK_LOG && is_logging() ? MAX_LENGTH : HEADER_LENGTH;
}

function keep_sites(_: object, call_sites: CallSite[]): string {
  kept = call_sites;
  return '';
}

/** The stack of calls that led to `entry`, at most `max_frames` of them if the engine has a limit. */
function take_stack(entry: Entry, max_frames: number): StackFrame[] {
  const source = Error as StackSource;
  if (source.captureStackTrace === undefined)
    return without_own(read_stack(`${new Error().stack}`));
  const limit = source.stackTraceLimit;
  source.stackTraceLimit = max_frames + own_frames(entry);
  const frames = read_stack(stack_of(entry));
  const named = is_shifted(frames, entry) ? with_names(frames, stack_names(entry)) : frames;
  source.stackTraceLimit = limit;
  return MALLOC_POSIX_MEMALIGN ? without_wrappers(named) : named;
}

/**
 * The frames of the allocator that the engine counts against its limit. V8 leaves them out first. Bun does since
 * 1.3.12; before, a stack that has `entry` beyond the limit is that of the allocator alone.
 */
function own_frames(entry: Entry): number {
  counted_own ??= stack_within(MAX_OWN_FRAMES + 1, entry).startsWith(stack_within(1, entry))
    ? 0
    : MAX_OWN_FRAMES;
  return counted_own;
}

/** The stack of calls that led to `entry` as the host writes it, at most `max_frames` of them. */
function stack_within(max_frames: number, entry: Entry): string {
  const source = Error as StackSource;
  const limit = source.stackTraceLimit;
  const prepare = source.prepareStackTrace;
  source.stackTraceLimit = max_frames;
  source.prepareStackTrace = undefined;
  const text = captured_stack(entry);
  source.stackTraceLimit = limit;
  source.prepareStackTrace = prepare;
  return text ?? '';
}

/**
 * Whether the host, as some do that map stacks to sources, gives each call the name of the function it
 * called.
 */
function is_shifted(frames: StackFrame[], entry: Entry): boolean {
  // Of a method, the name follows that of its object.
  if (frames[0]?.function.replace(/^.*\./, '') === entry.name) return true;
  return MALLOC_POSIX_MEMALIGN && is_wrapper(frames[0]) && is_wrapper(frames[1]);
}

function stack_of(entry: Entry): string {
  const source = Error as StackSource;
  const text = captured_stack(entry);
  if (text !== null) return text;
  // The program has a function that makes something else of stacks.
  const prepare = source.prepareStackTrace;
  source.prepareStackTrace = undefined;
  const plain = captured_stack(entry);
  source.prepareStackTrace = prepare;
  return plain ?? '';
}

/** The stack, as the host or the program writes it; null if that is not a string, or fails. */
function captured_stack(entry: Entry): string | null {
  const traced: { stack: unknown } = { stack: '' };
  try {
    (Error as StackSource).captureStackTrace?.(traced, entry);
    return typeof traced.stack === 'string' ? traced.stack : null;
  } catch {
    return null;
  }
}

/** The names of the functions, as the engine reports them; '' for calls without a position. */
function stack_names(entry: Entry): string[] {
  const source = Error as StackSource;
  const prepare = source.prepareStackTrace;
  const names: string[] = [];
  source.prepareStackTrace = (_, sites) => {
    for (const site of sites) {
      const has_place = site.getLineNumber() !== null && !site.getFileName()?.startsWith('node:');
      if (has_place) names.push(site.getFunctionName() ?? '');
    }
    return '';
  };
  stack_of(entry);
  source.prepareStackTrace = prepare;
  return names;
}

/** Whether it is one of the calls that are built on memalign(). */
function is_wrapper(frame: StackFrame | undefined): boolean {
  return frame !== undefined && /^(posix_memalign|p?valloc)$/.test(frame.function);
}

/** The stack without the call that is built on memalign(). */
function without_wrappers(frames: StackFrame[]): StackFrame[] {
  return is_wrapper(frames[0]) ? frames.slice(1) : frames;
}

/** The stack without the first calls, which are all in the file of the allocator. */
export function without_own(frames: StackFrame[]): StackFrame[] {
  const first = frames.findIndex((frame) => frame.file !== frames[0].file);
  return frames.slice(Math.max(first, 0));
}

/** The stack as one text. */
function stack_text(frames: StackFrame[]): string {
  let text = '';
  for (const frame of frames) {
    text += (text && ' <-') + frame_text(source_mapper?.(frame) ?? frame);
    if (text.length >= MAX_LENGTH) break;
  }
  return text.slice(0, MAX_LENGTH);
}
