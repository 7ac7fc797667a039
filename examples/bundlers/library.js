export {
  calloc,
  free,
  initr_malloc,
  malloc,
  malloc_brk,
  MALLOC_STATE_SIZE,
  mem_malloc_brk,
  mem_malloc_init,
  memalign,
  realloc,
} from './heap.defconfig';
