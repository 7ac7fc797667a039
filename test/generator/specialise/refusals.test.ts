import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { PACKAGE_ROOT } from '../../../src/package-root.ts';
import { refusalOf, REFUSALS } from './refusals.ts';

describe.each(Object.entries(REFUSALS))('refused: %s', (_, refusals) => {
  test.each(refusals)('$what', (refusal) => {
    expect(refusalOf(refusal)).toBe(refusal.message);
  });
});

/** Messages that no module can cause: they keep the types complete, or guard against another config.ts. */
const UNREACHABLE: ReadonlySet<string> = new Set([
  'a class needs a name',
  'the loop has no variable',
  'the operator … is not supported',
  'this operator is not supported',
  '… is part of config.ts, which does not reach the output',
  '… of config.ts does not reach the output: only option calls may be used',
]);

/** Messages of `load/` as they are in the code, with … for what is filled in. */
function messages(): readonly string[] {
  const folder = join(PACKAGE_ROOT, 'generator/specialise/load');
  const text = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  const thrown =
    /(?:refuse\(|new Template(?:Syntax|Api)Error\()((?:[^()`']|\([^()]*\)|`[^`]*`|'(?:[^'\\]|\\.)*')*)\)/g;
  return [...text.matchAll(thrown)].flatMap(([, given = '']) => {
    const quoted = given.match(/`(?:[^`\\]|\\.)*`|'(?:[^'\\]|\\.)*'/g)?.at(-1);
    return quoted === undefined
      ? []
      : [
          quoted
            .slice(1, -1)
            .replace(/\$\{[^}]*\}/g, '…')
            .replaceAll('\\', ''),
        ];
  });
}

test('every message of load/ is on the list', () => {
  const known = Object.values(REFUSALS).flatMap((refusals) => refusals.map((each) => each.message));
  const isListed = (message: string): boolean => {
    const parts = message.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    const pattern = new RegExp(`^${parts.join('.*')}$`);
    return known.some((each) => pattern.test(each));
  };
  const all = messages();
  expect(all.length).toBeGreaterThan(30);
  expect(all.filter((message) => !isListed(message) && !UNREACHABLE.has(message))).toEqual([]);
});
