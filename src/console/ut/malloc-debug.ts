/*
 * Functions that inspect the heap report its state and do not change it.
 */
import { unitTests, type UnitTest, type UnitTestState } from './unit-test.ts';

const FILE = 'malloc-debug.ts';

/** Parses the chunks of a dump: address and size in hex. */
function dumped(uts: UnitTestState): readonly string[] {
  const rows: string[] = [];
  uts.need(uts.heap.malloc_dump, 'malloc_dump')((line) => rows.push(line));
  return rows.filter((row) => /^ +[0-9a-f]+ +[0-9a-f]+( +used|$)/.test(row));
}

function dump(uts: UnitTestState): void {
  const before = dumped(uts);
  const mem = uts.block(uts.heap.malloc(100));
  uts.ut_asserteq(before.length + 1, dumped(uts).length);
  uts.free(mem);
  uts.ut_asserteq(before.join('\n'), dumped(uts).join('\n'));
}

function leak(uts: UnitTestState): void {
  const { heap } = uts;
  const snapshot = uts.need(heap.malloc_leak_check_start, 'malloc_leak_check_start')();
  uts.ut_asserteq(0, heap.malloc_leak_check_count?.(snapshot));
  const mem = uts.block(heap.malloc(100));
  uts.ut_asserteq(1, heap.malloc_leak_check_count?.(snapshot));
  uts.free(mem);
  uts.ut_asserteq(0, heap.malloc_leak_check_count?.(snapshot));
}

/** The log records every call until it is stopped. */
function log(uts: UnitTestState): void {
  const { heap } = uts;
  uts.need(heap.malloc_log_start, 'malloc_log_start')();
  try {
    const mem = uts.block(heap.malloc(10));
    const moved = uts.resized(mem, heap.realloc(mem, 1000));
    uts.free(moved);
    uts.ut_asserteq(3, heap.malloc_log_info?.()?.total_count);
  } finally {
    heap.malloc_log_stop?.();
  }
  uts.free(uts.block(heap.malloc(10)));
  uts.ut_asserteq(heap.malloc_log_info?.()?.entry_count, 3);
}

/** Inspecting the heap allocates nothing. */
function no_allocs(uts: UnitTestState): void {
  const { heap } = uts;
  const get_info = uts.need(heap.malloc_get_info, 'malloc_get_info');
  const before = get_info();
  dumped(uts);
  const snapshot = heap.malloc_leak_check_start?.();
  if (snapshot !== undefined) heap.malloc_leak_check_end?.(snapshot, () => {});
  heap.malloc_log_dump?.(() => {});
  heap.mcheck_check_all?.();
  uts.ut_asserteq(JSON.stringify(before), JSON.stringify(get_info()));
}

/** A write one byte past the end of a block is reported once. */
function mcheck(uts: UnitTestState): void {
  const { heap } = uts;
  const set_abort = uts.need(heap.mcheck, 'mcheck');
  const probe = uts.need(heap.mprobe, 'mprobe');
  const mem = uts.block(heap.malloc(13));
  const [past = 0] = uts.bytes(mem + 13, 1);
  const statuses: number[] = [];
  set_abort((status) => statuses.push(status));
  try {
    uts.ut_asserteq(0, probe(mem));
    uts.bytes(mem + 13, 1)[0] = past ^ 1;
    uts.ut_asserteq(3, probe(mem));
    uts.ut_asserteq('3', statuses.join(' '));
  } finally {
    uts.bytes(mem + 13, 1)[0] = past;
    set_abort(null);
  }
}

export const DEBUG_TESTS: readonly UnitTest[] = unitTests(FILE, {
  dump,
  leak,
  log,
  no_allocs,
  mcheck,
});
