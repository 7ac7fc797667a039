/** Flag of gd: the heap is there, malloc() and free() use it. Value as in U-Boot. @when SYS_MALLOC_F */
/** Flag of gd that this phase, which has no heap, never sets. Value as in U-Boot. @when SYS_MALLOC_SIMPLE */
export const GD_FLG_FULL_MALLOC_INIT = 0x200;

/** U-Boot's global data, as far as malloc needs it. */
export interface GlobalData {
  flags: number;
  /** First byte of the pool of malloc_simple(). */
  malloc_base: number;
  /** Bytes in the pool. */
  malloc_limit: number;
  /** Bytes of the pool that are used. */
  malloc_ptr: number;
}

/** Of this allocator and phase: malloc_simple() keeps its pool here. */
/** Its flag says who serves malloc(). @when SYS_MALLOC_F */
export const gd: GlobalData = { flags: 0, malloc_base: 0, malloc_limit: 0, malloc_ptr: 0 };
