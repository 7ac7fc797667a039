import type { Phase } from '../options/index.ts';
import type { Side } from './difference.ts';
import { MatrixError } from './matrix-error.ts';
import { matrixVariant } from './matrix-variant.ts';
import type { MatrixWarning } from './matrix.ts';
import { createWorker, type MatrixInput } from './work/worker.ts';

/** One phase of a configuration with its variant. */
export type WantedVariant = Side;

/** The wanted phases of one configuration. */
export interface WantedVariants {
  readonly variants: readonly WantedVariant[];
  /** Warnings about the configuration. */
  readonly warnings: readonly MatrixWarning[];
}

/**
 * Makes and measures phases of some configurations: the named one, or all that a configuration enables.
 * It uses this thread alone; see buildMatrix() for many configurations.
 * @throws {MatrixError} that says what is wrong with the first one that cannot be made
 */
export async function variantsOf(
  input: Omit<MatrixInput, 'phases'>,
  wanted: readonly { readonly defconfig: string; readonly phase: Phase | undefined }[],
): Promise<readonly WantedVariants[]> {
  const worker = createWorker({ ...input, phases: undefined });
  const results: WantedVariants[] = [];
  for (const { defconfig, phase } of wanted) {
    const plan = await worker.plan([defconfig]);
    const isWanted = (each: Phase | undefined): boolean =>
      phase === undefined || each === undefined || each === phase;
    const failure = plan.failures.find((each) => isWanted(each.phase));
    if (failure !== undefined) throw new MatrixError(failure.message);
    const chosen = plan.wanted.filter(({ options }) => isWanted(options.phase));
    if (chosen.length === 0) {
      throw new MatrixError(
        `${defconfig} does not build ${phase}: set CONFIG_${phase?.toUpperCase()}=y, or name another phase.`,
      );
    }
    const variants: WantedVariant[] = [];
    for (const { options, groups } of chosen) {
      const variant = matrixVariant(options, await worker.build(options));
      variants.push({ phase: options.phase, variant, groups });
    }
    results.push({ variants, warnings: plan.warnings });
  }
  return results;
}
