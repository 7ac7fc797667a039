/*
 * The build options are declared twice: templates/ must compile alone, and generator/specialise
 * knows no templates. Both must be the same type.
 */
import { expect, test } from '@jest/globals';

import type { TemplateOptions as Given } from '../../generator/specialise/index.ts';
import type { TemplateOptions as Asked } from '../../templates/options/config.ts';
import { CONFIG } from '../generator/specialise/modules.ts';

/** True for types that are the same, `readonly` and all. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

const RECORDS: Readonly<Record<keyof Given, true>> & Readonly<Record<keyof Asked, true>> = {
  enabled: true,
  global: true,
  values: true,
};

test('the build options of the templates are those of the specialiser', () => {
  // `npm run typecheck` fails where they are not.
  const isSame: Same<Given, Asked> & Same<Asked, Given> = true;
  expect(isSame).toBe(true);
  for (const record of Object.keys(RECORDS)) expect(CONFIG).toContain(`'${record}'`);
});
