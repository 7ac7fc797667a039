import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';
import * as z from 'zod';

import { baselineSchema, matrixSchema } from '../../../generator/matrix/index.ts';
import { PACKAGE_ROOT } from '../../../src/package-root.ts';

// UPDATE_FIXTURES=1 writes the published schemas again.
test.each([
  ['matrix.schema.json', matrixSchema, 'What mallocgen matrix --format json prints'],
  ['size-baseline.schema.json', baselineSchema, 'configs/size-baseline.json'],
])('docs/%s is what the program reads', (name, schema, title) => {
  const file = join(PACKAGE_ROOT, 'docs', name);
  const text = `${JSON.stringify({ title, ...z.toJSONSchema(schema) }, null, 2)}\n`;
  if (process.env['UPDATE_FIXTURES'] === '1') writeFileSync(file, text);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(text));
});
