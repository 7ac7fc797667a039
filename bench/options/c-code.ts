/**
 * What the specification says an option does to U-Boot's C code, in bytes: the sections "Kconfig
 * Options", "dlmalloc Compile-Time Options" and "Code Size". Elsewhere it gives no number.
 */
export const C_CODE: Readonly<Record<string, string>> = {
  INSECURE: '-1100',
  NO_MALLINFO: '-200',
  NO_REALLOC_IN_PLACE: '-200',
  NO_TREE_BINS: '-1500 to -2000',
  SIMPLE_MEMALIGN: '-100 to -150',
  SPL_SYS_MALLOC_SIMPLE: '-600',
  SYS_MALLOC_LEGACY: '-450, data +500',
};
