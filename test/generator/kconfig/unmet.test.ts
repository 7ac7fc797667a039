import { describe, expect, test } from '@jest/globals';
import type { Missing } from '../../../generator/kconfig/index.ts';
import { configureText } from './trees.ts';

const INPUTS = `config A
	bool "a"
config B
	bool "b"
config D
	bool "d"
config N
	int "n"
	default 3
`;

/** The lines of a definition of C begin at line 10. */
function notTaken(definition: string, asked = ''): string {
  const configuration = configureText(`${INPUTS}config C\n\tbool "c"\n${definition}`, `${asked}CONFIG_C=y\n`);
  return configuration.explain('C')!.notTaken!;
}

describe('why a value is not taken', () => {
  test.each([
    ['\tdepends on A\n', '', 'it needs A [=n] (Root:12), which does not hold'],
    ['\tdepends on A && B\n', '', 'it needs A [=n] (Root:12), B [=n] (Root:12), which do not hold'],
    ['\tdepends on A || B\n', '', 'it needs one of A [=n] (Root:12) or B [=n] (Root:12)'],
    ['\tdepends on A || B || D\n', '', 'it needs one of A [=n] (Root:12), B [=n] (Root:12) or D [=n] (Root:12)'],
    [
      '\tdepends on (A || B) && !D && N > 5\n',
      'CONFIG_D=y\n',
      'it needs !D [=y] (Root:12); N [=3] > 5 (Root:12); and one of A [=n] (Root:12) or B [=n] (Root:12)',
    ],
    [
      '\tdepends on A && B || D\n',
      '',
      'it needs one of D [=n] (Root:12) or both A [=n] (Root:12) and B [=n] (Root:12)',
    ],
    [
      '\tdepends on A && (B || N > 5) || D\n',
      '',
      'it needs one of D [=n] (Root:12) or both A [=n] (Root:12) and [one of B [=n] (Root:12) or N [=3] > 5 (Root:12)]',
    ],
    ['\tdepends on !(A && B)\n', 'CONFIG_A=y\nCONFIG_B=y\n', 'it needs one of !A [=y] (Root:12) or !B [=y] (Root:12)'],
    ['\tdepends on !(A || B)\n', 'CONFIG_A=y\nCONFIG_B=y\n', 'it needs !A [=y] (Root:12), !B [=y] (Root:12), which do not hold'],
    ['\tdepends on n if B\n', 'CONFIG_B=y\n', 'it needs !B [=y] (Root:12), which does not hold'],
    ['\tdepends on n\n', '', 'it needs n (Root:12), which does not hold'],
    ['\tdepends on n && A || B\n', '', 'it needs B [=n] (Root:12), which does not hold'],
    ['\tdepends on A || A\n', '', 'it needs A [=n] (Root:12), which does not hold'],
    [
      '\tdepends on A\nconfig C\n\tbool "c again"\n\tdepends on B\n\tdepends on D\n',
      '',
      'it needs one of A [=n] (Root:12) or both B [=n] (Root:15) and D [=n] (Root:16)',
    ],
  ])('%j', (definition, asked, reason) => {
    expect(notTaken(definition, asked)).toBe(reason);
  });
});

/** Conditions as text, groups as lists that begin with their kind. */
type Outline = string | readonly Outline[];

function outline(missing: Missing): Outline {
  return missing.kind === 'condition' ? missing.condition : [missing.kind, ...missing.parts.map(outline)];
}

test('what is missing keeps which conditions are alternatives', () => {
  const { missing } = configureText(
    `${INPUTS}config C\n\tbool "c"\n\tdepends on (A && B || D) && N > 5\n`,
    'CONFIG_C=y\n',
  ).explain('C')!;
  expect(missing.map(outline)).toEqual([
    ['any', ['all', 'A [=n]', 'B [=n]'], 'D [=n]'],
    'N [=3] > 5',
  ]);
});

test('a choice without a name is called by its prompt', () => {
  const { selectedBy } = configureText(
    'choice\n\tprompt "Fit"\n\toptional\nconfig F\n\tbool "f"\n\tselect T\nendchoice\nconfig T\n\tbool "t"\n',
  ).explain('T')!;
  expect(selectedBy.map(({ condition }) => condition)).toEqual(['F [=n] && choice "Fit" [=n]']);
});
