import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { configure, loadKconfig, parseDefconfig } from '../generator/kconfig/index.ts';
import {
  canonicalForm,
  enabledPhases,
  phaseOptions,
  type BuildOptions,
  type Phase,
} from '../generator/options/index.ts';
import { PACKAGE_ROOT } from '../src/package-root.ts';

/** A variant to be made, and what the tables call it. */
export interface Build {
  readonly name: string;
  readonly options: BuildOptions;
}

const tree = loadKconfig({ file: join(PACKAGE_ROOT, 'Kconfig'), srctree: PACKAGE_ROOT });

/**
 * The options of one phase under a defconfig, given as text.
 * @throws {MallocgenError} as generation does
 */
export function optionsOf(defconfig: string, phase: Phase = 'u-boot'): BuildOptions {
  return phaseOptions(configure(tree, parseDefconfig(defconfig, 'bench'), { deny: 'all' }), phase);
}

/** What `configs/` gives: every phase of every configuration, equal variants once. */
export function shippedBuilds(): readonly Build[] {
  const folder = join(PACKAGE_ROOT, 'configs');
  const byForm = new Map<string, Build>();
  for (const file of readdirSync(folder).toSorted()) {
    if (!file.endsWith('_defconfig')) continue;
    const name = file.slice(0, -'_defconfig'.length);
    const configuration = configure(
      tree,
      parseDefconfig(readFileSync(join(folder, file), 'utf8'), file),
    );
    const phases = enabledPhases(configuration);
    for (const phase of phases) {
      const options = phaseOptions(configuration, phase);
      const label = phases.length === 1 ? name : `${name} ${phase}`;
      const form = canonicalForm(options);
      const same = byForm.get(form);
      byForm.set(
        form,
        same ? { ...same, name: `${same.name}, ${label}` } : { name: label, options },
      );
    }
  }
  return [...byForm.values()];
}
