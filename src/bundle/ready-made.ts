import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { withBindingFunctions } from '../../generator/binding-functions.ts';
import { specialisePhases } from '../../generator/generate.ts';
import type { Phase } from '../../generator/options/index.ts';
import { moduleTexts } from '../../generator/output/index.ts';
import type { Templates } from '../../generator/specialise/index.ts';
import { PACKAGE_ROOT, TEMPLATES, packageVersion } from '../package-root.ts';

/** A variant that programs import from the package. */
export interface ReadyMade {
  /** NAME in `import … from 'mallocgen/NAME'`. */
  readonly name: string;
  /** NAME of `configs/NAME_defconfig`. */
  readonly configuration: string;
  readonly phase: Phase;
}

/** In the order in which the README lists them. */
export const READY_MADE: readonly ReadyMade[] = [
  ...[
    'default',
    'default64',
    'small',
    'small64',
    'browser',
    'browser_small',
    'grow',
    'shared',
    'snapshot',
    'multi_instance',
    'checked',
    'checked64',
    'debug',
    'mcheck64',
    'valgrind',
    'legacy',
    'legacy64',
  ].map((name) => ({ name, configuration: name, phase: 'u-boot' as const })),
  { name: 'simple', configuration: 'spl_simple', phase: 'spl' },
];

/**
 * Makes all of them.
 *
 * @param folder takes `NAME.js` and `NAME.d.ts`
 */
export async function writeReadyMade(folder: string, templates: Templates): Promise<void> {
  mkdirSync(folder);
  const generator = `mallocgen ${packageVersion()}`;
  for (const { name, configuration, phase } of READY_MADE) {
    const { common, phases } = await specialisePhases({
      kconfig: join(PACKAGE_ROOT, 'Kconfig'),
      defconfig: join(PACKAGE_ROOT, 'configs', `${configuration}_defconfig`),
      cwd: PACKAGE_ROOT,
      templates: TEMPLATES,
      openTemplates: () => Promise.resolve(templates),
      phases: [phase],
      strict: true,
    });
    for await (const { options, product } of phases) {
      const variant = withBindingFunctions(await product.formatted());
      const { js, dts } = moduleTexts(common, { options, variant }, generator);
      writeFileSync(join(folder, `${name}.js`), js);
      writeFileSync(join(folder, `${name}.d.ts`), dts);
    }
  }
}
