/**
 * Traces, the calls that a program makes of its allocator: `mallocgen/trace`. It runs in Node.js,
 * browsers and workers, wherever the allocator does.
 */
export { parseTrace } from './parse-trace.ts';
export { record, type Recording, type RecordOptions } from './record.ts';
export { replay, type Heap, type ReplayObserver } from './replay.ts';
export { CALL, type Call, type Trace } from './trace.ts';
export { TraceError } from './trace-error.ts';
