/*
 * What a program may write for a variant: calls that it has, with arguments that they take. All else is
 * a compile error.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { SMALL, buildOptions, type Bits } from '../support/build-options.ts';
import type { OptionChanges } from '../support/build-options.ts';
import { compilePrograms } from '../support/compile-programs.ts';
import { specialised } from '../support/specialised.ts';

const SIMPLE = { SYS_MALLOC_F: true, SYS_MALLOC_SIMPLE: true };
const STACK_R = { ...SIMPLE, STACK_R: true };
const SPL = { SYS_MALLOC: true };
const CUSTOM = { ...SPL, HAS_MALLOC_START: true };
const BOOTPARAMS = { SYS_MALLOC_BOOTPARAMS: true };
const MORE = {
  MALLOC_BULK_FREE: true,
  MALLOC_INDEPENDENT_CALLS: true,
  MALLOC_INSPECT_ALL: true,
  MALLOC_POSIX_MEMALIGN: true,
  MALLOC_REALLOC_IN_PLACE: true,
  UNIT_TEST: true,
};

interface Case {
  readonly expression: string;
  readonly changes: OptionChanges;
  /** What the compiler says; it says nothing where this is absent. */
  readonly error?: RegExp;
}

/** An expression that starts with a call which one variant has and another lacks. */
function hereNotThere(expression: string, here: OptionChanges, there: OptionChanges): Case[] {
  return [
    { expression, changes: here },
    { expression, changes: there, error: /^1: .*has no exported member/ },
  ];
}

const wrong = (expression: string, error: RegExp, changes: OptionChanges = {}): Case => ({
  expression,
  changes,
  error,
});

const CASES: readonly Case[] = [
  ...hereNotThere('mem_malloc_init(memory, 0, 65536)', {}, SIMPLE),
  ...hereNotThere('initr_malloc(memory, 0)', {}, SIMPLE),
  ...hereNotThere('malloc_usable_size(16)', {}, SIMPLE),
  ...hereNotThere('mallopt(-2, 65536)', {}, SMALL),
  ...hereNotThere('mallinfo().uordblks', { NO_MALLINFO: false }, {}),
  ...hereNotThere('malloc_stats()', { NO_MALLOC_STATS: false }, {}),
  ...hereNotThere('initf_malloc(memory, 4096)', { SYS_MALLOC_F: true }, {}),
  ...hereNotThere('initf_malloc(memory, 4096)', SIMPLE, {}),
  ...hereNotThere('malloc_simple(1)', SIMPLE, {}),
  ...hereNotThere('posix_memalign(64, 8, 100)', MORE, {}),
  ...hereNotThere('valloc(1)', MORE, {}),
  ...hereNotThere('pvalloc(1)', MORE, {}),
  ...hereNotThere('realloc_in_place(16, 1)', MORE, {}),
  ...hereNotThere('independent_calloc(2, 8)', MORE, {}),
  ...hereNotThere('independent_comalloc(2, 64, 128)', MORE, {}),
  ...hereNotThere('bulk_free(64, 2)', MORE, {}),
  ...hereNotThere('malloc_inspect_all(() => undefined, 1)', MORE, {}),
  ...hereNotThere('malloc_enable_testing(1)', MORE, {}),
  ...hereNotThere('malloc_disable_testing()', MORE, {}),
  ...hereNotThere('spl_relocate_stack_gd(memory)', STACK_R, SIMPLE),
  ...hereNotThere('board_init_r(memory, 0)', SPL, {}),
  ...hereNotThere('initr_malloc_bootparams()', BOOTPARAMS, {}),
  ...hereNotThere('bd.bi_boot_params.toString(16)', BOOTPARAMS, {}),
  { expression: 'board_init_r(memory)', changes: CUSTOM },
  { expression: 'realloc(malloc(10), 20)', changes: SIMPLE },
  wrong("malloc('10')", /2: Argument of type 'string' is not assignable to .* 'number'/),
  wrong('malloc()', /2: Expected 1 arguments, but got 0/),
  wrong('malloc(1, 2)', /2: Expected 1 arguments, but got 2/),
  wrong('realloc(null, 2)', /2: Argument of type 'null' is not assignable to .* 'number'/),
  wrong('free(1).then', /2: Property 'then' does not exist on type 'void'/),
  wrong('initr_malloc(null, 0)', /2: Argument of type 'null' is not assignable to .* 'Memory'/),
  wrong('initr_malloc(new Uint8Array(8).length, 0)', /2: .* is not assignable to .* 'Memory'/),
  wrong('initf_malloc(memory)', /2: Expected 2 arguments, but got 1/, SIMPLE),
  wrong('gd.malloc_top', /2: Property 'malloc_top' does not exist on type 'GlobalData'/, SIMPLE),
  wrong('board_init_r(memory)', /2: Expected 2 arguments, but got 1/, SPL),
  wrong('spl_relocate_stack_gd()', /2: Expected 1 arguments, but got 0/, STACK_R),
  wrong(
    'bd.bi_boot_params.length',
    /2: Property 'length' does not exist on .* 'number'/,
    BOOTPARAMS,
  ),
];

/** Imports the names that are called, and `memory`. */
function program(expression: string): string {
  const names = [...expression.matchAll(/\b(?<![.'])([a-z]\w+)(?=[(.])/g)]
    .map(([name]) => name)
    .filter((name) => name !== 'memory');
  return `import { ${[...new Set(names)].join(', ')} } from './malloc.js';
const memory = new ArrayBuffer(65536), value: unknown = ${expression};
console.log(memory, value);
`;
}

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  let errors: readonly (readonly string[])[];
  beforeAll(() => {
    errors = compilePrograms(
      CASES.map(({ expression, changes }) => ({
        declarations: specialised(buildOptions(bits, changes)).declarations,
        text: program(expression),
      })),
    );
  });

  test.each(CASES.map((each, index) => ({ ...each, index })))(
    '$index: $expression with $changes',
    ({ error, index }) => {
      const said = errors[index];
      if (error === undefined) {
        expect(said).toEqual([]);
      } else {
        expect(said).toHaveLength(1);
        expect(said?.[0]).toMatch(error);
      }
    },
  );
});
