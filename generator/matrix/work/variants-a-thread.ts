/** Each thread has to read and warm up everything, which pays from this number of variants on. */
export const VARIANTS_A_THREAD = 24;
