/**
 * Makes and measures its share of distinct variants: `node matrix-process.js COUNT SHARE OF`. Prints
 * the milliseconds of each step as JSON.
 */
import { join } from 'node:path';

import { measure } from '../../generator/measure/index.ts';
import { openTemplates, specialise } from '../../generator/specialise/index.ts';
import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { TEMPLATES } from '../footprint/option-literals.ts';
import { distinctOptions } from './distinct.ts';

/** Milliseconds. */
export interface Steps {
  readonly load: number;
  readonly specialise: readonly number[];
  readonly measure: readonly number[];
}

const [count = 0, share = 0, of = 1] = process.argv.slice(2).map(Number);

let last = performance.now();
const lap = () => {
  const now = performance.now();
  const time = now - last;
  last = now;
  return time;
};

const templates = await openTemplates(TEMPLATES, join(PACKAGE_ROOT, 'dist/bundle/templates.bin'));
const steps = { load: lap(), specialise: [] as number[], measure: [] as number[] };
for (const options of distinctOptions(count).filter((_, index) => index % of === share)) {
  lap();
  const variant = specialise(templates, options);
  steps.specialise.push(lap());
  await measure(variant);
  steps.measure.push(lap());
}
process.stdout.write(JSON.stringify(steps satisfies Steps));
