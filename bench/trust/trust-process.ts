/** `node trust-process.js FILE`: reads columns as JSON, attacks each of them, and prints the outcomes as JSON. */
import { readFileSync } from 'node:fs';

import type { Allocator } from '../../test/support/allocator.ts';
import { loadModule } from '../load-module.ts';
import { ATTACKS } from './attacks/index.ts';
import type { Column } from './column.ts';
import { outcomeOf } from './outcome.ts';
import type { Row } from './row.ts';

const columns = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as readonly Column[];
const variants = new Map<string, Allocator>();
for (const { title, javascript } of columns) {
  // Two columns with the same text need two instances.
  variants.set(title, await loadModule<Allocator>(`${javascript}\n// ${title}`));
}
const rows: readonly Row[] = ATTACKS.flatMap(({ title: group, attacks }) =>
  attacks.map((attack) => ({
    group,
    name: attack.name,
    outcomes: columns.map((column) => outcomeOf(attack, column, variants.get(column.title)!)),
  })),
);
process.stdout.write(JSON.stringify(rows));
