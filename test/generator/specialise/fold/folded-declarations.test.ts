/*
 * Declarations that folding need not look at again, until something about others is known.
 */
import { describe, expect, test } from '@jest/globals';

import { FoldedDeclarations } from '../../../../generator/specialise/fold/folded-declarations.ts';
import { createSession } from '../../../../generator/specialise/session.ts';
import type { Declaration } from '../../../../generator/specialise/syntax/declaration.ts';
import { parse } from '../parsed.ts';

const OPTIONS = { enabled: {}, global: {}, values: {} };

/** Is a declaration still known to be folded after the other one has changed to `later`? */
function staysAfter(first: string, later: string): boolean {
  const { program } = parse(`let n = 1;\nlet some: any;\n${first}\nlet folded = 1;`);
  const { declarations: others } = parse(`let n = 1;\nlet some: any;\n${later}`);
  const [n, some, before, last] = program.declarations as [
    Declaration,
    Declaration,
    Declaration,
    Declaration,
  ];
  const folded = new FoldedDeclarations();
  const update = (declaration: Declaration): void => {
    const changed = { ...program, declarations: [n, some, declaration, last] };
    folded.update(changed, createSession(OPTIONS).folderOf(changed));
  };
  update(before);
  expect(folded.has(last)).toBe(false);
  folded.add(last);
  update(before);
  expect(folded.has(last)).toBe(true);
  expect(folded.has(before)).toBe(false);
  update({ ...(others[2] as Declaration), binding: before.binding } as Declaration);
  return folded.has(last);
}

describe('a folded declaration', () => {
  test.each([
    ['a variable that became a constant', "let a: string = 'x';", "const a: string = 'x';"],
    ['a constant with a more precise type', 'let a: any = new Map();', 'const a: any = !n;'],
    [
      'a function that returns a constant',
      'function a(): number { return n; }',
      'function a(): number { return 1; }',
    ],
    ['a function that lost its effects', 'function a(): void { n = 2; }', 'function a(): void {}'],
    ['another kind of declaration', 'function a(): number { return 1; }', 'class A {}'],
  ])('is looked at again after %s', (_, first, later) => {
    expect(staysAfter(first, later)).toBe(false);
  });

  test.each([
    ['nothing', 'let a: number = 1;', 'let a: number = 1;'],
    ['another value of a variable', 'let a: number = 1;', 'let a: number = 2;'],
    ['another body with effects', 'function a(): void { n = 2; }', 'function a(): void { n = 3; }'],
    ['another class', 'class A {}', 'class A { b = 1; }'],
  ])('is not looked at again after %s', (_, first, later) => {
    expect(staysAfter(first, later)).toBe(true);
  });
});
