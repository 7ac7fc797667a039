import { join } from 'node:path';

import { configure, loadKconfig, readDefconfig } from '../../generator/kconfig/index.ts';
import { enabledPhases, phaseOptions } from '../../generator/options/index.ts';
import { specialise, type Templates } from '../../generator/specialise/index.ts';
import { PACKAGE_ROOT } from '../package-root.ts';

/** A configuration with every phase and most options. */
const CONFIGURATION = 'configs/sandbox_vpl_defconfig';

/**
 * Makes the variants of one configuration, so that a build ends with what is wrong in the templates.
 * @throws {MallocgenError} that says where
 */
export function checkTemplates(templates: Templates): void {
  const tree = loadKconfig({ file: join(PACKAGE_ROOT, 'Kconfig'), srctree: PACKAGE_ROOT });
  const defconfig = readDefconfig(join(PACKAGE_ROOT, CONFIGURATION));
  const configuration = configure(tree, defconfig);
  for (const phase of enabledPhases(configuration)) {
    specialise(templates, phaseOptions(configuration, phase));
  }
}
