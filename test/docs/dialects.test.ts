import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';

import { DIALECT_NAMES, RULES } from '../../generator/kconfig/index.ts';

const page = readFileSync(new URL('../../docs/kconfig.md', import.meta.url), 'utf8');
const section = page.slice(page.indexOf('\n## Dialects'), page.indexOf('\n## Diagnostics'));

test('docs/kconfig.md lists the rules of the dialects', () => {
  const rows = [...section.matchAll(/^\| `(\w+)`\s*\|([^|]*)\|(.*)\|$/gm)].map(
    ([, name, since, what]) => [name, since?.trim(), what?.trim()],
  );
  expect(rows).toEqual(
    Object.entries(RULES).map(([name, { since, what }]) => [name, since ?? '', what]),
  );
});

test.each(DIALECT_NAMES)('docs/kconfig.md names the dialect %s', (name) => {
  expect(section).toContain(`\`${name}\``);
});
