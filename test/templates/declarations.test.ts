/*
 * The declarations of a variant: exactly what it exports, each with its comment; what a configuration
 * leaves out is a compile error for who calls it.
 */
import { describe, expect, test } from '@jest/globals';
import { Node, Project } from 'ts-morph';
import { MCHECK, SANDBOX, SMALL, buildOptions, type Bits } from '../support/build-options.ts';
import type { OptionChanges } from '../support/build-options.ts';
import { loadModule } from '../support/load-variant.ts';
import { specialised } from '../support/specialised.ts';
import { typeErrors } from '../support/type-errors.ts';

const FULL = { ...SANDBOX, NO_MALLOC_STATS: false, SYS_MALLOC_F: true };
const DEBUG = { ...MCHECK, MCHECK_BACKTRACE: true, MCHECK_LOG: true };
const MULTI = { SYS_MALLOC_MULTI_INSTANCE: true };

const CASES: readonly (readonly [string, OptionChanges])[] = [
  ['the defaults', {}],
  ['SYS_MALLOC_SMALL', SMALL],
  ['everything', FULL],
  ['SYS_MALLOC_SIMPLE', { SYS_MALLOC_F: true, SYS_MALLOC_SIMPLE: true }],
  ['STACK_R', { SYS_MALLOC_F: true, SYS_MALLOC_SIMPLE: true, STACK_R: true }],
  ['SYS_MALLOC of SPL', { ...SMALL, SYS_MALLOC: true, HAS_MALLOC_START: true }],
  ['SYS_MALLOC_BOOTPARAMS', { SYS_MALLOC_BOOTPARAMS: true }],
  ['all that finds mistakes', DEBUG],
  ['all that finds mistakes in many heaps', { ...DEBUG, ...MULTI }],
  ['many heaps', MULTI],
  ['everything in many heaps', { ...FULL, ...MULTI }],
  ['SYS_MALLOC_SIMPLE in many heaps', { SYS_MALLOC_F: true, SYS_MALLOC_SIMPLE: true, ...MULTI }],
];

/** Without the library's declarations, which take longest. */
const project = new Project({
  useInMemoryFileSystem: true,
  skipLoadingLibFiles: true,
  compilerOptions: { noLib: true },
});

/** Names that a declaration file exports or an interface has, and whether each has a comment. */
function declared(text: string, typeName?: string): ReadonlyMap<string, boolean> {
  const file = project.createSourceFile('malloc.d.ts', text, { overwrite: true });
  if (typeName !== undefined) {
    const members = file.getInterfaceOrThrow(typeName).getProperties();
    return new Map(members.map((node) => [node.getName(), node.getJsDocs().length > 0]));
  }
  const values = [...file.getExportedDeclarations()].flatMap(([name, [node]]) => {
    if (Node.isFunctionDeclaration(node)) return [[name, node.getJsDocs().length > 0] as const];
    if (!Node.isVariableDeclaration(node)) return [];
    return [[name, (node.getVariableStatement()?.getJsDocs().length ?? 0) > 0] as const];
  });
  return new Map(values);
}

function sorted(names: Iterable<string>): readonly string[] {
  return [...names].toSorted();
}

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  describe.each(CASES)('%s', (_, changes) => {
    const variant = specialised(buildOptions(bits, changes));

    test('declare what the module exports, and say what it is', async () => {
      const { declarations, javascript, exports, members } = variant;
      const module = await loadModule<Record<string, unknown>>(javascript);
      const names = declared(declarations);
      expect(sorted(names.keys())).toEqual(sorted(exports));
      expect(sorted(Object.keys(module))).toEqual(sorted(exports));
      expect([...names].filter(([, hasComment]) => !hasComment)).toEqual([]);

      const create = module['createMalloc'] as (() => object) | undefined;
      expect(create !== undefined).toBe(changes.SYS_MALLOC_MULTI_INSTANCE === true);
      if (create === undefined) return;
      const shown = declared(declarations, 'Malloc');
      expect(sorted(shown.keys())).toEqual(sorted(members));
      expect(sorted(Object.keys(create()))).toEqual(sorted(members));
      expect([...shown].filter(([, hasComment]) => !hasComment)).toEqual([]);
    });

    test('type-check, as malloc.ts does', () => {
      const { declarations, source } = variant;
      expect(typeErrors({ 'declarations.d.ts': declarations, 'malloc.ts': source })).toEqual([]);
    });
  });
});

describe('a program that uses a variant', () => {
  const errorsOf = (changes: OptionChanges, program: string) =>
    typeErrors({
      'malloc.d.ts': specialised(buildOptions(32, changes)).declarations,
      'program.ts': program,
    });

  const MALLINFO = `import { mallinfo } from './malloc.js';
const bytes: number = mallinfo().uordblks;
console.log(bytes);
`;

  test('may call what is there, and nothing else', () => {
    expect(errorsOf({ NO_MALLINFO: false }, MALLINFO)).toEqual([]);
    expect(errorsOf({ NO_MALLINFO: true }, MALLINFO)).toEqual([
      "program.ts:1: Module '\"./malloc.js\"' has no exported member 'mallinfo'.",
    ]);
  });

  test('may not write what the heap alone changes', () => {
    const program = `import * as heap from './malloc.js';\nheap.mem_malloc_start = 0;\n`;
    expect(errorsOf({}, program)).toEqual([
      "program.ts:2: Cannot assign to 'mem_malloc_start' because it is a read-only property.",
    ]);
  });

  const MANY = `import { createMalloc, MALLOC_STATE_SIZE, type Malloc, type Mem } from './malloc.js';
const heap: Malloc = createMalloc();
const { malloc, free } = heap;
heap.initr_malloc(new ArrayBuffer(65536), 0, 65536 - MALLOC_STATE_SIZE);
const mem: Mem = malloc(10);
free(mem);
console.log(heap.mem_malloc_start, createMalloc().mallinfo().arena);
`;

  test('gets many heaps, each with what is there', () => {
    expect(errorsOf({ NO_MALLINFO: false, ...MULTI }, MANY)).toEqual([]);
    expect(errorsOf(MULTI, MANY)).toEqual([
      "program.ts:7: Property 'mallinfo' does not exist on type 'Malloc'.",
    ]);
    expect(errorsOf({}, MANY)[0]).toMatch(/has no exported member 'createMalloc'/);
    expect(errorsOf(MULTI, 'import { malloc } from "./malloc.js";\nmalloc(1);\n')[0]).toMatch(
      /has no exported member/,
    );
    expect(errorsOf(MULTI, `${MANY}heap.mem_malloc_brk = 0;\n`)).toContainEqual(
      "program.ts:8: Cannot assign to 'mem_malloc_brk' because it is a read-only property.",
    );
  });
});
