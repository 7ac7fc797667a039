/**
 * `mallocgen/trace`: traces, which list the calls that a program makes to its allocator. It runs wherever
 * the allocator does: in Node.js, browsers and workers.
 */
export { parseTrace } from './parse-trace.ts';
export { record, type Recording, type RecordOptions } from './record.ts';
export { replay, type Heap, type ReplayObserver } from './replay.ts';
export { CALL, type Call, type Trace } from './trace.ts';
export { TraceError } from './trace-error.ts';
