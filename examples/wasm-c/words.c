/* Counts the words of a text. There is no C library: malloc.wasm has the allocator. */
#include <stddef.h>
#include <stdint.h>

void *malloc(size_t bytes);
void *calloc(size_t n_elements, size_t elem_size);
void free(void *mem);
void mem_malloc_init(uintptr_t start, size_t size);

#define EXPORT(name) __attribute__((export_name(#name)))
#define PAGE 65536u

/* The linker defines it: the first byte after the static data and the stack. */
extern unsigned char __heap_base;

#ifndef HEAP_START
#define HEAP_START ((uintptr_t)&__heap_base)
#endif

/* malloc.wasm calls it if the region cannot hold a heap. Without it, the host has to supply it. */
EXPORT(mem_malloc_init_throws) void mem_malloc_init_throws(void) { __builtin_trap(); }

/* The heap takes the memory that the linker has left over. */
EXPORT(_initialize) void initialize(void) {
  if (HEAP_START < (uintptr_t)&__heap_base) __builtin_trap();
  mem_malloc_init(HEAP_START, __builtin_wasm_memory_size(0) * PAGE - HEAP_START);
}

struct word {
  struct word *next;
  uint32_t hash, count, length;
  char text[];
};

/* Static data, with values and without. */
static const char separators[] = " ,.;:!?\n";
static uint32_t start_of_hash = 2166136261u;
static struct word **buckets;
static uint32_t bucket_count, word_count;

static int is_separator(char c) {
  for (const char *each = separators; *each; each += 1)
    if (*each == c) return 1;
  return 0;
}

static int rehash(uint32_t count) {
  struct word **larger = calloc(count, sizeof *larger);
  if (!larger) return 0;
  for (uint32_t i = 0; i < bucket_count; i += 1)
    for (struct word *word = buckets[i], *next; word; word = next) {
      next = word->next;
      word->next = larger[word->hash % count];
      larger[word->hash % count] = word;
    }
  free(buckets);
  buckets = larger;
  bucket_count = count;
  return 1;
}

static struct word *find(const char *text, uint32_t length) {
  uint32_t hash = start_of_hash;
  for (uint32_t i = 0; i < length; i += 1) hash = (hash ^ (unsigned char)text[i]) * 16777619u;
  if (word_count >= bucket_count && !rehash(bucket_count * 2 + 1)) return NULL;
  struct word **bucket = &buckets[hash % bucket_count];
  for (struct word *word = *bucket; word; word = word->next) {
    if (word->hash != hash || word->length != length) continue;
    uint32_t i = 0;
    while (i < length && word->text[i] == text[i]) i += 1;
    if (i == length) return word;
  }
  struct word *word = malloc(sizeof *word + length);
  if (!word) return NULL;
  *word = (struct word){.next = *bucket, .hash = hash, .length = length};
  for (uint32_t i = 0; i < length; i += 1) word->text[i] = text[i];
  *bucket = word;
  word_count += 1;
  return word;
}

/* How many words the text has that are different; -1 if memory is short. */
EXPORT(count_words) int32_t count_words(const char *text, uint32_t bytes) {
  for (uint32_t end, i = 0; i < bytes; i = end + 1) {
    for (end = i; end < bytes && !is_separator(text[end]);) end += 1;
    if (end == i) continue;
    struct word *word = find(text + i, end - i);
    if (!word) return -1;
    word->count += 1;
  }
  return (int32_t)word_count;
}

/* How often a word was there. */
EXPORT(count_of) uint32_t count_of(const char *text, uint32_t length) {
  struct word *word = find(text, length);
  return word ? word->count : 0;
}

EXPORT(forget_words) void forget_words(void) {
  for (uint32_t i = 0; i < bucket_count; i += 1)
    for (struct word *word = buckets[i], *next; word; word = next) {
      next = word->next;
      free(word);
    }
  free(buckets);
  buckets = NULL;
  bucket_count = word_count = 0;
}
