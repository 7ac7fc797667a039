/*
 * The table in docs/templates.md of what the specialiser does not read: each line is tried.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parseTemplates } from '../../generator/specialise/index.ts';
import { CONFIG } from '../generator/specialise/modules.ts';

const PAGE = readFileSync(new URL('../../docs/templates.md', import.meta.url), 'utf8');
const [, section = ''] = PAGE.split(/^## Not supported$/m);
const rows = [...section.matchAll(/^\| `(.+?)` +\| (.+?) +\|$/gm)].map(
  ([, template = '', error = '']) => [template, error] as const,
);

test('the page lists what is not supported', () => {
  expect(rows.length).toBeGreaterThan(20);
});

test.each(rows)('%s', (template, error) => {
  const modules = new Map([
    ['config.ts', CONFIG],
    ['index.ts', template],
  ]);
  expect(() => parseTemplates(modules, 'templates')).toThrow(
    expect.objectContaining({ message: `templates/index.ts:1: ${error}` }),
  );
});
