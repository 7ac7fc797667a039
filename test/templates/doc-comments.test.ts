/*
 * Doc comments are true of the variant that they stand in: each speaks of what this variant does, and
 * names no function that it lacks.
 */
import { describe, expect, test } from '@jest/globals';
import { Node, Project } from 'ts-morph';
import { MCHECK, SANDBOX, SMALL, buildOptions, type Bits } from '../support/build-options.ts';
import type { OptionChanges } from '../support/build-options.ts';
import { specialised } from '../support/specialised.ts';

const SIMPLE = { SYS_MALLOC_F: true, SYS_MALLOC_SIMPLE: true };

const CASES = {
  'the defaults': {},
  SYS_MALLOC_SMALL: SMALL,
  SANDBOX,
  SYS_MALLOC_F: { SYS_MALLOC_F: true },
  'SYS_MALLOC_F and SANDBOX': { ...SANDBOX, SYS_MALLOC_F: true },
  SYS_MALLOC_SIMPLE: SIMPLE,
  'SYS_MALLOC_SIMPLE with STACK_R': { ...SIMPLE, STACK_R: true },
  'SYS_MALLOC of SPL': { ...SMALL, SYS_MALLOC_F: true, SYS_MALLOC: true },
  'at a custom start': { ...SMALL, SYS_MALLOC: true, HAS_MALLOC_START: true },
  SYS_MALLOC_BOOTPARAMS: { SYS_MALLOC_BOOTPARAMS: true },
  MALLOC_DEBUG: { MALLOC_DEBUG: true },
  MCHECK_HEAP_PROTECTION: { MCHECK_HEAP_PROTECTION: true },
  'all that finds mistakes': { ...MCHECK, MCHECK_BACKTRACE: true, MCHECK_LOG: true },
} as const satisfies Record<string, OptionChanges>;

/** Of the system, which a variant asks for memory, and of a WebAssembly.Memory. */
const SYSTEM = ['sbrk', 'mmap', 'munmap', 'grow'];

const project = new Project({ useInMemoryFileSystem: true });

/** The doc comment of each function that a variant exports, on one line. */
function docs(bits: Bits, changes: OptionChanges): ReadonlyMap<string, string> {
  const { declarations } = specialised(buildOptions(bits, changes));
  const file = project.createSourceFile('malloc.d.ts', declarations, { overwrite: true });
  const entries = [...file.getExportedDeclarations()].flatMap(([name, [node]]) => {
    if (!Node.isFunctionDeclaration(node)) return [];
    const comments = node.getJsDocs();
    expect([name, comments.length]).toEqual([name, 1]);
    const text = comments.map((comment) => comment.getText()).join('');
    return [[name, text.replaceAll(/\s*\n\s*\*\s?/g, ' ')] as const];
  });
  return new Map(entries);
}

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  test.each(Object.entries(CASES))('%s: speaks only of calls that are there', (_, changes) => {
    const { exports, declarations } = specialised(buildOptions(bits, changes));
    const comments = declarations.match(/\/\*\*[^]*?\*\//g) ?? [];
    const named = comments.flatMap((comment) =>
      [...comment.matchAll(/\b([a-z]\w+)\(\)/g)].map(([, name]) => name ?? ''),
    );
    expect(named.length).toBeGreaterThan(0);
    const known = new Set([...exports, ...SYSTEM]);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
    expect(declarations).not.toMatch(/@when|@inline/);
  });

  test('with the full malloc() alone nothing is said of pools and flags', () => {
    const text = [...docs(bits, {}).values()].join('\n');
    expect(text).not.toMatch(/GD_FLG|pool/);
    expect(docs(bits, {}).get('free')).toMatch(/Frees the block/);
    expect(docs(bits, {}).get('realloc')).toMatch(/The block may move/);
  });

  test('with SYS_MALLOC_F the calls say what holds until the flag is set', () => {
    const early = docs(bits, CASES.SYS_MALLOC_F);
    for (const name of ['malloc', 'free', 'realloc', 'memalign', 'initr_malloc']) {
      expect(early.get(name)).toMatch(/GD_FLG_FULL_MALLOC_INIT/);
    }
    expect(early.get('realloc')).toMatch(
      /@throws Error until the flag GD_FLG_FULL_MALLOC_INIT is set/,
    );
  });

  test('with SYS_MALLOC_SIMPLE nothing is freed, moved or rounded', () => {
    const simple = docs(bits, CASES.SYS_MALLOC_SIMPLE);
    expect(simple.get('free')).toMatch(/Does nothing/);
    expect(simple.get('realloc')).toMatch(/@throws Error always/);
    expect(simple.get('memalign')).toMatch(/must be a power of two/);
    expect(simple.get('malloc')).toMatch(/0 if the pool is used up/);
    expect([...simple.values()].join('\n')).not.toMatch(/may move|Frees|heap|next one/);
  });

  test('what a bad pointer does is said where it is found out', () => {
    const thrown = /@throws Error if `mem` is not a block/;
    expect(docs(bits, CASES.SANDBOX).get('free')).toMatch(thrown);
    expect(docs(bits, {}).get('free')).not.toMatch(thrown);
  });

  test('a size is one of the layout', () => {
    expect(docs(bits, {}).get('malloc')).toMatch(
      bits === 64 ? /a size_t\. As in C, a negative number/ : /a size_t of 32 bits/,
    );
  });

  test('the start of the full pool of SPL may be left out where it is configured', () => {
    const start = (changes: OptionChanges) =>
      /board_init_r\(memory: Memory, (\S+) number\)/.exec(
        specialised(buildOptions(bits, changes)).declarations,
      )?.[1];
    expect(start(CASES['SYS_MALLOC of SPL'])).toBe('start:');
    expect(start(CASES['at a custom start'])).toBe('start?:');
  });
});
