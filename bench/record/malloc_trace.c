/*
 * Records the heap calls of a program, for glibc on Linux:
 *
 *     cc -O2 -shared -fPIC -o malloc_trace.so malloc_trace.c
 *     LD_PRELOAD=./malloc_trace.so MALLOC_TRACE=calls.log PROGRAM…
 *
 * The log must not exist before.
 * Each call is one record of four 64-bit words, in the byte order of the machine: the letter of the
 * call (test/vectors/README.md), two arguments, the result. trace-from-log.ts numbers the blocks.
 * Calls of child processes are not recorded. Threads are: their calls are in the order in which they
 * returned.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *block);

#define RECORDS 4096

static struct record {
	uint64_t call, first, second, result;
} records[RECORDS];
static unsigned int used;
static int log_fd = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void write_records(void)
{
	const char *from = (const char *)records;
	size_t left = used * sizeof(records[0]);

	while (left > 0) {
		ssize_t written = write(log_fd, from, left);

		if (written <= 0)
			_exit(127);
		from += written;
		left -= (size_t)written;
	}
	used = 0;
}

static void record(char call, uint64_t first, uint64_t second, void *result)
{
	if (log_fd < 0)
		return;
	pthread_mutex_lock(&lock);
	records[used++] = (struct record){ (uint64_t)call, first, second, (uintptr_t)result };
	if (used == RECORDS)
		write_records();
	pthread_mutex_unlock(&lock);
}

static void stop_in_child(void)
{
	log_fd = -1;
}

__attribute__((constructor)) static void start(void)
{
	const char *path = getenv("MALLOC_TRACE");
	int fd;

	if (!path)
		return;
	/* What the program starts is not to overwrite the log. A shell ignores unsetenv(). */
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0666);
	/* Shells use the low numbers themselves. */
	log_fd = fcntl(fd, F_DUPFD_CLOEXEC, 200);
	close(fd);
	unsetenv("MALLOC_TRACE");
	pthread_atfork(NULL, NULL, stop_in_child);
}

__attribute__((destructor)) static void finish(void)
{
	if (log_fd >= 0)
		write_records();
	log_fd = -1;
}

void *malloc(size_t size)
{
	void *block = __libc_malloc(size);

	record('m', size, 0, block);
	return block;
}

void *calloc(size_t count, size_t size)
{
	void *block = __libc_calloc(count, size);

	record('c', count, size, block);
	return block;
}

void *realloc(void *block, size_t size)
{
	void *moved = __libc_realloc(block, size);

	record('r', (uintptr_t)block, size, moved);
	return moved;
}

void free(void *block)
{
	/* Before the block is free: another thread may get it at once. */
	if (block)
		record('f', (uintptr_t)block, 0, NULL);
	__libc_free(block);
}

void *memalign(size_t alignment, size_t size)
{
	void *block = __libc_memalign(alignment, size);

	record('a', alignment, size, block);
	return block;
}

void *aligned_alloc(size_t alignment, size_t size)
{
	return memalign(alignment, size);
}

int posix_memalign(void **result, size_t alignment, size_t size)
{
	void *block = memalign(alignment, size);

	if (!block)
		return ENOMEM;
	*result = block;
	return 0;
}

/* A program with another allocator would ask that one about blocks of glibc. */
size_t malloc_usable_size(void *block)
{
	static size_t (*usable_size)(void *);

	if (!usable_size)
		*(void **)&usable_size = dlsym(dlopen("libc.so.6", RTLD_LAZY), "malloc_usable_size");
	return usable_size(block);
}
