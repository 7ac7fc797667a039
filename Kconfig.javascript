# SPDX-License-Identifier: MIT
# Options that U-Boot does not have.

menu "JavaScript target"

config 64BIT
	bool "64-bit layout"
	help
	  Use the layout of a 64-bit U-Boot: sizes and pointers have 8 bytes,
	  blocks are aligned to 16 bytes, and chunks have at least 32. The
	  layout of a 32-bit U-Boot has half of each.

	  Say Y to share a heap with 64-bit code or to compare addresses with
	  it, and N to waste less memory.

config SYS_MALLOC_GROW
	bool "Heap in growing memory"
	select SYS_MALLOC_DEFAULT_TO_INIT if SYS_MALLOC_LEGACY
	help
	  When the pool is used up, sbrk() lets the memory grow: a
	  WebAssembly.Memory, a resizable ArrayBuffer or a growable
	  SharedArrayBuffer. The pool must end where that memory ends. Say N
	  for a heap of a fixed size.

config SYS_MALLOC_GROW_STEP
	hex "Bytes by which the memory grows"
	depends on SYS_MALLOC_GROW
	range 0x1000 0x40000000
	default 0x1000
	help
	  The memory grows to the next multiple of this, or by what is needed
	  where its maximum allows no more. A larger step takes fewer calls of
	  grow() or resize(), of which each takes up to a millisecond; a
	  smaller one leaves less memory unused.

config SYS_MALLOC_MULTI_INSTANCE
	bool "Many heaps at once"
	help
	  The module exports createMalloc(), which returns the functions of a
	  new heap, instead of the functions of its only heap. This costs a
	  closure for each heap, and a little time.

config SYS_MALLOC_ATTACH
	bool "Heaps that can be opened again"
	select SYS_MALLOC_DEFAULT_TO_INIT if SYS_MALLOC_LEGACY
	help
	  mem_malloc_attach() opens a heap with its blocks: a heap that another
	  program made, or a copy of the memory, which is a snapshot of the
	  heap. This adds a header to the static data.

config SYS_MALLOC_LOCK
	bool "Share a heap between workers"
	select SYS_MALLOC_ATTACH
	help
	  Every call takes a lock in the memory of the heap, and
	  mem_malloc_attach() opens a heap that another worker made. This needs
	  shared memory: a SharedArrayBuffer, or a WebAssembly.Memory that was
	  made with shared: true. It takes time in each call.

	  malloc_simple() is not shared: each worker has its own pool.

config SYS_MALLOC_LOCK_BREAK
	bool "Free the lock of a worker that has ended"
	depends on SYS_MALLOC_LOCK && !SYS_MALLOC_LEGACY
	help
	  A worker that is terminated in the middle of a call keeps the lock,
	  and all others wait for ever. With this option each worker can have
	  a number, set_lock_owner(), which the lock holds. When a worker has
	  ended, malloc_lock_break() of its number reads the heap from end to
	  end, frees the lock if the heap is sound, and wakes those who wait;
	  otherwise every call throws. A worker that waits for ten seconds
	  throws, too.

	  Say Y if you terminate workers, and N if they end by themselves.

endmenu
