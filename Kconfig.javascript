# SPDX-License-Identifier: MIT
# What U-Boot has no counterpart for.

menu "JavaScript target"

config 64BIT
	bool "64-bit layout"
	help
	  Lay the heap out as a 64-bit U-Boot does: sizes and pointers take 8
	  bytes, blocks are aligned to 16 and take at least 32. N lays it out
	  as a 32-bit one does, with half of each.

	  Say Y to share a heap with 64-bit code or to compare addresses with
	  it, N to waste less memory.

config SYS_MALLOC_GROW
	bool "Heap in growing memory"
	select SYS_MALLOC_DEFAULT_TO_INIT if SYS_MALLOC_LEGACY
	help
	  When the pool is used up, sbrk() grows the WebAssembly.Memory, the
	  resizable ArrayBuffer or the growable SharedArrayBuffer that it lies
	  in. The pool must reach to the end of that memory. Say N for a heap
	  of one size.

config SYS_MALLOC_MULTI_INSTANCE
	bool "Many heaps at once"
	help
	  The module exports createMalloc(), which returns the functions of
	  one heap, in place of the functions of its only heap. Costs a
	  closure for each heap and a little speed.

config SYS_MALLOC_ATTACH
	bool "Heaps that can be opened again"
	select SYS_MALLOC_DEFAULT_TO_INIT if SYS_MALLOC_LEGACY
	help
	  mem_malloc_attach() opens a heap as it is: one that another program
	  made, or a copy of the memory, which is a snapshot of the heap. Adds
	  a header to the static data.

config SYS_MALLOC_LOCK
	bool "Share a heap between workers"
	select SYS_MALLOC_ATTACH
	help
	  Every call takes a lock that lies in the heap's memory, and
	  mem_malloc_attach() opens a heap that another worker made. Needs
	  shared memory: a SharedArrayBuffer, or a WebAssembly.Memory that was
	  made with shared: true. Takes time in each call.

	  malloc_simple() is not shared: each worker has a pool of its own.

endmenu
