import { ENVIRONMENT_TESTS } from './environment-tests.ts';
import { CALL_TESTS } from './malloc-calls.ts';
import { DEBUG_TESTS } from './malloc-debug.ts';
import { HEAP_TESTS } from './malloc-heap.ts';
import type { UnitTestSuite } from './unit-test.ts';

/** Every suite of `ut`. */
export const SUITES: readonly UnitTestSuite[] = [
  { name: 'calls', tests: CALL_TESTS },
  { name: 'heap', tests: HEAP_TESTS },
  { name: 'debug', tests: DEBUG_TESTS },
  { name: 'env', tests: ENVIRONMENT_TESTS },
];
