/*
 * A version of the full malloc is one table, chosen in one file: a version that lacks something does not
 * compile, and no other template asks which version it is.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { VERSION_SYMBOLS } from '../../../generator/options/allocator-version.ts';
import { typeErrors } from '../../support/type-errors.ts';

const TEMPLATES = fileURLToPath(new URL('../../../templates', import.meta.url));
const read = (path: string): string => readFileSync(join(TEMPLATES, path), 'utf8');

/** What each member of a version can be, in a version that does nothing. */
const MEMBERS: Readonly<Record<string, string>> = {
  state_size: '0',
  state_align: '4',
  heap_magic: '0',
  has_mallopt: 'false',
  has_trim: 'false',
  has_footprint: 'false',
  moves_over_itself: 'false',
  init: '() => true',
  malloc: '() => 0',
  free: '() => undefined',
  realloc: '() => 0',
  calloc: '() => 0',
  memalign: '() => 0',
  usable_size: '() => 0',
  mallinfo:
    '() => ({ arena: 0, ordblks: 0, smblks: 0, hblks: 0, hblkhd: 0, usmblks: 0, fsmblks: 0, uordblks: 0, fordblks: 0, keepcost: 0 })',
  print_stats: '() => undefined',
  mallopt: '() => 0',
  trim: '() => 0',
};

function errorsOf(members: Readonly<Record<string, string>>): readonly string[] {
  const table = Object.entries(members).map(([name, value]) => `  ${name}: ${value},`);
  return typeErrors({
    'options/types.ts': read('options/types.ts'),
    'allocator/mallinfo.ts': read('allocator/mallinfo.ts'),
    'allocator/allocator_version.ts': read('allocator/allocator_version.ts'),
    'allocator/bump/version.ts': `import type { AllocatorVersion } from '../allocator_version.ts';
export const bump: AllocatorVersion = {
${table.join('\n')}
} satisfies AllocatorVersion;
`,
  });
}

describe('a third version', () => {
  test('compiles when it is complete', () => {
    expect(errorsOf(MEMBERS)).toEqual([]);
  });

  test.each(Object.keys(MEMBERS))('does not compile without %s', (member) => {
    const { [member]: left, ...others } = MEMBERS;
    expect(left).toBeDefined();
    expect(errorsOf(others).join('\n')).toMatch(/does not satisfy the expected type/);
  });
});

test('one file asks which version it is', () => {
  const asking = readdirSync(TEMPLATES, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .filter((path) => /\bDLMALLOC_2_6_6\b/.test(read(path).replaceAll(/\/\*.*?\*\//gs, '')));
  expect(asking.toSorted()).toEqual(['allocator/version.ts', 'options/options.ts']);
});

test('each version that a symbol chooses has a table, which version.ts chooses', () => {
  const tables = readdirSync(join(TEMPLATES, 'allocator')).filter((name) =>
    existsSync(join(TEMPLATES, 'allocator', name, 'version.ts')),
  );
  // The compiler refuses an import that is not used.
  const imports = read('allocator/version.ts').matchAll(/ from '\.\/(.+)\/version\.ts';/g);
  const chosen = [...imports].map(([, name]) => name);
  const versions = Object.keys(VERSION_SYMBOLS).toSorted();
  expect({ tables, chosen }).toEqual({ tables: versions, chosen: versions });
});
