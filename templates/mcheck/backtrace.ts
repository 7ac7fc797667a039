import { CONFIG_VAL } from '../options/config.ts';
import { MALLOC_POSIX_MEMALIGN, MCHECK_BACKTRACE, MCHECK_LOG } from '../options/options.ts';
import { MLOG_CALLER_LEN } from './log.ts';
import { frame_text, read_stack, with_names, type StackFrame } from './stack.ts';

/** The function that the user called. */
export type Entry = (...args: never[]) => unknown;

/** What is needed of V8's call sites. */
interface CallSite {
  getFunctionName(): string | null;
  getLineNumber(): number | null;
  getFileName(): string | null;
}

/** What engines add to Error. */
interface StackSource {
  stackTraceLimit?: number | undefined;
  prepareStackTrace?: ((error: object, sites: CallSite[]) => unknown) | undefined;
  captureStackTrace?(holder: { stack: string }, above: Entry): void;
}

/** Says where a call is in the source, when it is known where it is in the program; null if it is not. */
export type SourceMapper = (frame: StackFrame) => StackFrame | null;

/** Calls that are asked for: no text holds more, at six characters each. */
const MAX_LENGTH = Math.max(CONFIG_VAL('MCHECK_CALLER_LEN'), MCHECK_LOG ? MLOG_CALLER_LEN : 0) - 1;
const MAX_FRAMES = Math.ceil(MAX_LENGTH / 6);

let source_mapper: SourceMapper | null = null;
let skipping = false;
let busy = false;

/**
 * Has backtraces tell lines of the source. Where the host maps stacks itself, as Node.js does with
 * --enable-source-maps, nothing needs to be set.
 * @param map is given each call; null leaves the lines as the host tells them
 */
export function set_source_mapper(map: SourceMapper | null): void {
  source_mapper = map;
}

/** Takes no backtraces while `skip` is true: callers are empty, and calls faster. */
export function malloc_backtrace_skip(skip: boolean): void {
  skipping = skip;
}

/** Who called `entry`, if that is asked for. @inline */
export function backtrace(entry: Entry): string {
  return MCHECK_BACKTRACE ? caller_text(entry) : '';
}

/**
 * Who called `entry`: `function:line`, then its callers, joined by ` <-`. Empty for calls that are made
 * while a backtrace is taken.
 */
function caller_text(entry: Entry): string {
  if (skipping || busy) return '';
  busy = true;
  try {
    return stack_text(take_stack(entry));
  } finally {
    busy = false;
  }
}

/** The calls that led to `entry`. */
function take_stack(entry: Entry): StackFrame[] {
  const source = Error as StackSource;
  if (source.captureStackTrace === undefined)
    return without_own(read_stack(`${new Error().stack}`));
  const limit = source.stackTraceLimit;
  source.stackTraceLimit = MAX_FRAMES;
  const frames = read_stack(stack_of(entry));
  const named = is_shifted(frames, entry) ? with_names(frames, stack_names(entry)) : frames;
  source.stackTraceLimit = limit;
  return MALLOC_POSIX_MEMALIGN ? without_wrappers(named) : named;
}

/** Some hosts that map stacks to sources name each call after what it called. */
function is_shifted(frames: StackFrame[], entry: Entry): boolean {
  if (frames[0]?.function === entry.name) return true;
  return MALLOC_POSIX_MEMALIGN && is_wrapper(frames[0]) && is_wrapper(frames[1]);
}

function stack_of(entry: Entry): string {
  const holder = { stack: '' };
  (Error as StackSource).captureStackTrace?.(holder, entry);
  return `${holder.stack}`;
}

/** The names of the functions, from the engine itself; '' for calls that have no place. */
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

/** Is it a call that is built on memalign()? */
function is_wrapper(frame: StackFrame | undefined): boolean {
  return frame !== undefined && /^(posix_memalign|p?valloc)$/.test(frame.function);
}

/** The calls that led to one that is built on memalign(). */
function without_wrappers(frames: StackFrame[]): StackFrame[] {
  return is_wrapper(frames[0]) ? frames.slice(1) : frames;
}

/** What is behind the first calls that are all in one file: the allocator's. */
export function without_own(frames: StackFrame[]): StackFrame[] {
  const first = frames.findIndex((frame) => frame.file !== frames[0].file);
  return frames.slice(Math.max(first, 0));
}

/** The calls as one text. */
function stack_text(frames: StackFrame[]): string {
  let text = '';
  for (const frame of frames) {
    text += (text && ' <-') + frame_text(source_mapper?.(frame) ?? frame);
    if (text.length >= MAX_LENGTH) break;
  }
  return text.slice(0, MAX_LENGTH);
}
