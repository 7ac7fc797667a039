/**
 * Leak checks around each test, for jest, vitest and node:test: `mallocgen/testing`.
 */
export { LeakChecks, type LeakCheckedHeap, type Leak, type LeakSnapshot } from './leak-checks.ts';
export { LeakError } from './leak-error.ts';
export {
  jestLeakChecks,
  nodeTestLeakChecks,
  vitestLeakChecks,
  type JestHooks,
  type NodeTestHooks,
  type VitestHooks,
} from './hooks.ts';
