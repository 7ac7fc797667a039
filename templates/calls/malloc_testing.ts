/*
 * U-Boot's simulation of a heap that runs out: for tests of what a program does then.
 */
import { UNIT_TEST } from '../options/options.ts';

let malloc_testing = false;
/** How many more allocations succeed. */
let malloc_max_allocs = 0;

/**
 * Makes malloc(), calloc(), realloc(), memalign() and what is built on them fail after `max_allocs`
 * more calls, as if there were no room, until malloc_disable_testing(). Each call counts once.
 */
export function malloc_enable_testing(max_allocs: number): void {
  malloc_testing = true;
  malloc_max_allocs = max_allocs | 0;
}

/** Lets allocations succeed again. */
export function malloc_disable_testing(): void {
  malloc_testing = false;
}

/** Counts an allocation: is it one that has to fail? @inline */
export function simulate_failure(): boolean {
  return UNIT_TEST && malloc_testing && --malloc_max_allocs < 0;
}
