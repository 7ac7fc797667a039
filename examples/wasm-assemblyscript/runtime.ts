// A runtime of AssemblyScript whose memory manager is malloc.wasm. Its garbage collector is AssemblyScript's own.
import 'rt/itcms';

// @ts-ignore: decorator
@external('env', 'malloc')
declare function malloc(bytes: usize): usize;

// @ts-ignore: decorator
@external('env', 'realloc')
declare function realloc(mem: usize, bytes: usize): usize;

// @ts-ignore: decorator
@external('env', 'free')
declare function free(mem: usize): void;

// @ts-ignore: decorator
@external('env', 'mem_malloc_init')
declare function mem_malloc_init(start: usize, size: usize): void;

let isReady = false;

/** malloc.wasm calls it if the region cannot hold a heap. */
export function mem_malloc_init_throws(): void {
  unreachable();
}

/** The heap begins behind the static data and the stack of the compiler. */
function init(): void {
  mem_malloc_init(__heap_base, (<usize>memory.size() << 16) - __heap_base);
  isReady = true;
}

// The garbage collector reads the size of a block from the word before it. An option such as MCHECK_HEAP_PROTECTION
// may put something else there, so each block begins with a word for it, and another that keeps the alignment.
// @ts-ignore: decorator
@inline const HEADER: usize = 2 * sizeof<usize>();

function withSize(block: usize, size: usize): usize {
  if (block == 0) abort('memory is short');
  store<usize>(block + sizeof<usize>(), size);
  return block + HEADER;
}

// @ts-ignore: decorator
@global @unsafe
function __alloc(size: usize): usize {
  if (!isReady) init();
  size = (size + 3) & ~3;
  return withSize(malloc(size + HEADER), size);
}

// @ts-ignore: decorator
@global @unsafe
function __realloc(mem: usize, size: usize): usize {
  size = (size + 3) & ~3;
  return withSize(realloc(mem - HEADER, size + HEADER), size);
}

// @ts-ignore: decorator
@global @unsafe
function __free(mem: usize): void {
  free(mem - HEADER);
}
