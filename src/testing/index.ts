/**
 * `mallocgen/testing`: leak checks around each test, for jest, vitest, node:test, mocha, bun:test and
 * Deno.test.
 */
export type { Frame } from './call-stack.ts';
export type { HeapSource, HeapWatcher, LeakCheckedHeap, LeakSnapshot, UsedChunk } from './heap.ts';
export type { Leak } from './leak.ts';
export { LeakChecks } from './leak-checks.ts';
export { LeakCheckError, LeakError } from './leak-error.ts';
export { bunLeakChecks, type BunHooks } from './runners/bun.ts';
export { denoLeakChecks, type DenoHooks } from './runners/deno.ts';
export { jestLeakChecks, type JestHooks } from './runners/jest.ts';
export { mochaLeakChecks, type MochaContext, type MochaHooks } from './runners/mocha.ts';
export { nodeTestLeakChecks, type NodeTestHooks } from './runners/node-test.ts';
export {
  vitestLeakChecks,
  type VitestContext,
  type VitestHooks,
  type VitestTask,
} from './runners/vitest.ts';
