/*
 * U-Boot's simulation of a heap that runs out of memory, to test how a program reacts.
 */
import { UNIT_TEST } from '../options/options.ts';

let malloc_testing = false;
/** The number of allocations that will still succeed. */
let malloc_max_allocs = 0;

/**
 * Lets `max_allocs` more calls of malloc(), calloc(), realloc(), memalign() and of the calls built on
 * them succeed. After that they fail as if there were no room, until malloc_disable_testing() is
 * called. Each call counts once.
 */
export function malloc_enable_testing(max_allocs: number): void {
  malloc_testing = true;
  malloc_max_allocs = max_allocs | 0;
}

/** Lets allocations succeed again. */
export function malloc_disable_testing(): void {
  malloc_testing = false;
}

/** Counts an allocation. @returns whether it must fail @inline */
export function simulate_failure(): boolean {
  return UNIT_TEST && malloc_testing && --malloc_max_allocs < 0;
}
