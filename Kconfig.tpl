# SPDX-License-Identifier: MIT
# TPL, the tertiary program loader.

config TPL
	bool "Build TPL"
	help
	  Also build a variant for TPL, the tertiary program loader, from the
	  TPL_ options.

menu "TPL"
	depends on TPL

config TPL_SYS_MALLOC_F
	bool "malloc() pool in TPL"
	default y if SYS_MALLOC_F
	help
	  As SYS_MALLOC_F, for TPL.

config TPL_SYS_MALLOC_F_LEN
	hex "Size of the malloc() pool in TPL"
	depends on TPL_SYS_MALLOC_F
	range 0x1 0xffffffff
	default SPL_SYS_MALLOC_F_LEN if SPL_SYS_MALLOC_F
	default SYS_MALLOC_F_LEN if SYS_MALLOC_F
	default 0x4000 if SANDBOX
	default 0x2000
	help
	  As SYS_MALLOC_F_LEN, for TPL. The default is the length of SPL, or
	  that of U-Boot proper if SPL has none.

config TPL_SYS_MALLOC_SIMPLE
	bool "Only the simple malloc() in TPL"
	select TPL_SYS_MALLOC_F
	help
	  As SPL_SYS_MALLOC_SIMPLE, for TPL.

config TPL_SYS_MALLOC_CLEAR_ON_INIT
	bool "Fill the malloc() pool with zeros at start in TPL"
	depends on !TPL_SYS_MALLOC_SIMPLE
	default SYS_MALLOC_CLEAR_ON_INIT
	help
	  As SYS_MALLOC_CLEAR_ON_INIT, for TPL.

config TPL_SYS_MALLOC_SMALL
	bool "Small code rather than speed in TPL"
	depends on !TPL_SYS_MALLOC_SIMPLE && !SYS_MALLOC_LEGACY
	help
	  As SYS_MALLOC_SMALL, for TPL.

menu "dlmalloc compile-time options of TPL"
	depends on !TPL_SYS_MALLOC_SIMPLE && !SYS_MALLOC_LEGACY

config TPL_NO_TREE_BINS
	bool "Plain list instead of tree bins in TPL"
	default y if TPL_SYS_MALLOC_SMALL
	help
	  As NO_TREE_BINS, for TPL.

config TPL_NO_REALLOC_IN_PLACE
	bool "realloc() always copies in TPL"
	default y if TPL_SYS_MALLOC_SMALL
	help
	  As NO_REALLOC_IN_PLACE, for TPL.

config TPL_SIMPLE_MEMALIGN
	bool "memalign() without a second attempt in TPL"
	default y if TPL_SYS_MALLOC_SMALL
	help
	  As SIMPLE_MEMALIGN, for TPL.

config TPL_STATIC_MALLOC_PARAMS
	bool "Fixed malloc parameters in TPL"
	default y if TPL_SYS_MALLOC_SMALL
	help
	  As STATIC_MALLOC_PARAMS, for TPL.

config TPL_SMALLCHUNKS_AS_FUNCS
	bool "Small-chunk operations as functions in TPL"
	default y if TPL_SYS_MALLOC_SMALL || CC_OPTIMIZE_FOR_SIZE
	help
	  As SMALLCHUNKS_AS_FUNCS, for TPL.

config TPL_INSECURE
	bool "No checks for a damaged heap in TPL"
	default y if !SANDBOX
	help
	  As INSECURE, for TPL.

config TPL_NO_MALLINFO
	bool "No mallinfo() in TPL"
	default y if !SANDBOX
	help
	  As NO_MALLINFO, for TPL.

config TPL_NO_MALLOC_STATS
	bool "No malloc_stats() in TPL"
	default y
	help
	  As NO_MALLOC_STATS, for TPL.

config TPL_SIMPLE_SYSALLOC
	bool "Simple system allocator in TPL"
	depends on TPL_MORECORE_CONTIGUOUS && !TPL_HAVE_MMAP
	default y if !SANDBOX
	help
	  As SIMPLE_SYSALLOC, for TPL.

config TPL_MORECORE_CONTIGUOUS
	bool "sbrk() returns contiguous memory in TPL"
	default y
	help
	  As MORECORE_CONTIGUOUS, for TPL.

config TPL_MORECORE_CANNOT_TRIM
	bool "Never give memory back in TPL"
	default y
	help
	  As MORECORE_CANNOT_TRIM, for TPL.

config TPL_HAVE_MMAP
	bool "Large blocks from mmap() in TPL"
	help
	  As HAVE_MMAP, for TPL.

endmenu

menu "More of dlmalloc's calls in TPL"
	depends on !TPL_SYS_MALLOC_SIMPLE && !SYS_MALLOC_LEGACY

config TPL_MALLOC_POSIX_MEMALIGN
	bool "posix_memalign(), valloc() and pvalloc() in TPL"
	help
	  As MALLOC_POSIX_MEMALIGN, for TPL.

config TPL_MALLOC_REALLOC_IN_PLACE
	bool "realloc_in_place() in TPL"
	depends on !MCHECK_HEAP_PROTECTION
	help
	  As MALLOC_REALLOC_IN_PLACE, for TPL.

config TPL_MALLOC_INDEPENDENT_CALLS
	bool "independent_calloc() and independent_comalloc() in TPL"
	depends on !MCHECK_HEAP_PROTECTION
	help
	  As MALLOC_INDEPENDENT_CALLS, for TPL.

config TPL_MALLOC_BULK_FREE
	bool "bulk_free() in TPL"
	depends on !MCHECK_HEAP_PROTECTION
	help
	  As MALLOC_BULK_FREE, for TPL.

config TPL_MALLOC_INSPECT_ALL
	bool "malloc_inspect_all() in TPL"
	help
	  As MALLOC_INSPECT_ALL, for TPL.

endmenu

endmenu
