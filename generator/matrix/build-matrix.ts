import { createHash } from 'node:crypto';
import { loadKconfig } from '../kconfig/index.ts';
import { MINIFIER } from '../measure/index.ts';
import { canonicalForm, type BuildOptions } from '../options/index.ts';
import { configurationName } from '../output/configuration-name.ts';
import {
  byConfiguration,
  byRow,
  MATRIX_SCHEMA,
  type Matrix,
  type MatrixFailure,
  type RowKey,
} from './matrix.ts';
import { MatrixError } from './matrix-error.ts';
import { matrixVariant } from './matrix-variant.ts';
import { share } from './work/share.ts';
import { srctreeOf } from './work/worker.ts';
import { startWorkers, threadsFor, type WorkersRequest } from './work/workers.ts';

export interface MatrixRequest extends WorkersRequest {
  /** Absolute paths. */
  readonly defconfigs: readonly string[];
  /** Name and version to put into the matrix. */
  readonly generator: string;
}

/** Progress of the work. */
export interface MatrixProgress {
  readonly what: 'configurations' | 'variants';
  readonly done: number;
  readonly of: number;
}

/** Number of defconfigs that a worker evaluates at a time. */
const CONFIGURATIONS_AT_ONCE = 16;

/**
 * Makes and measures every phase of every configuration, equal ones once. Writes nothing.
 *
 * @throws {MatrixError} when two configurations have one name.
 * @throws what is wrong with the Kconfig tree. What is wrong with a configuration becomes a failure in
 * the matrix.
 */
export async function buildMatrix(
  request: MatrixRequest,
  onProgress: (progress: MatrixProgress) => void = () => {},
): Promise<Matrix> {
  const { defconfigs, generator } = request;
  requireDistinctNames(defconfigs);
  // A tree that cannot be read is not the fault of any configuration.
  loadKconfig({ ...request, file: request.kconfig, srctree: srctreeOf(request) });
  const chunks = chunksOf(defconfigs, CONFIGURATIONS_AT_ONCE);
  const workers = startWorkers(request, threadsFor(defconfigs.length));
  try {
    const plans = await share(
      chunks,
      workers,
      (worker, chunk) => worker.plan(chunk),
      (done) =>
        onProgress({
          what: 'configurations',
          done: Math.min(done * CONFIGURATIONS_AT_ONCE, defconfigs.length),
          of: defconfigs.length,
        }),
    );
    const wanted = plans.flatMap((plan) => plan.wanted);
    const distinct = new Map(wanted.map(({ options }) => [variantId(options), options]));
    const ids = [...distinct.keys()];
    const built = await share(
      [...distinct.values()],
      workers,
      async (worker, options) => matrixVariant(options, await worker.build(options)),
      (done) => onProgress({ what: 'variants', done, of: distinct.size }),
    );
    const variants = new Map(built.map((variant, index) => [ids[index] as string, variant]));
    return {
      schema: MATRIX_SCHEMA,
      generator,
      minifier: MINIFIER,
      rows: wanted
        .map(({ configuration, options }) => ({
          configuration,
          phase: options.phase,
          variant: variantId(options),
        }))
        .toSorted(byRow),
      failures: plans
        .flatMap((plan) => plan.failures)
        .toSorted((a, b) => byRow(failureKey(a), failureKey(b))),
      warnings: plans.flatMap((plan) => plan.warnings).toSorted(byConfiguration),
      variants: Object.fromEntries([...variants].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    };
  } finally {
    await Promise.all(workers.map((worker) => worker.end()));
  }
}

/** One word for equal options: the same on every machine, and another when any option changes. */
function variantId(options: BuildOptions): string {
  return createHash('sha256').update(canonicalForm(options)).digest('hex').slice(0, 16);
}

/** A configuration that fails as a whole is sorted like its first phase. */
function failureKey({ configuration, phase = 'u-boot' }: MatrixFailure): RowKey {
  return { configuration, phase };
}

function chunksOf<T>(items: readonly T[], length: number): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / length);
  return Array.from({ length: count }, (_, i) => items.slice(i * length, (i + 1) * length));
}

function requireDistinctNames(defconfigs: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const path of defconfigs) {
    const name = configurationName(path);
    const other = seen.get(name);
    if (other !== undefined) {
      throw new MatrixError(
        `${other} and ${path} are both called ${name} in the matrix. Leave one out, or rename it.`,
      );
    }
    seen.set(name, path);
  }
}
