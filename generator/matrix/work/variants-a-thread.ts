/**
 * Each thread has to read and warm up everything, which pays from this number of variants on. On two processors that
 * share a core, 33 variants take an eighth longer in two threads than in one, and 70 as long.
 */
export const VARIANTS_A_THREAD = 48;
