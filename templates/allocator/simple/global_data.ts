/** Flag of gd: malloc() and free() use the heap. Value as in U-Boot. @when SYS_MALLOC_F */
/** Flag of gd. This phase has no heap and never sets it. Value as in U-Boot. @when SYS_MALLOC_SIMPLE */
export const GD_FLG_FULL_MALLOC_INIT = 0x200;

/** The part of U-Boot's global data that malloc uses. */
export interface GlobalData {
  flags: number;
  /** First byte of the pool of malloc_simple(). */
  malloc_base: number;
  /** Bytes in the pool. */
  malloc_limit: number;
  /** Bytes of the pool that are in use. */
  malloc_ptr: number;
}

/** The global data of this phase, with the pool of malloc_simple(). */
/** Its flag says whether malloc_simple() serves malloc(). @when SYS_MALLOC_F */
export const gd: GlobalData = { flags: 0, malloc_base: 0, malloc_limit: 0, malloc_ptr: 0 };
