import { createHash } from 'node:crypto';
import { MINIFIER } from '../measure/index.ts';
import { canonicalForm } from '../options/index.ts';
import { BINARYEN_VERSION, requireBinaryen } from '../wasm/index.ts';
import { configurationName } from '../output/configuration-name.ts';
import {
  byConfiguration,
  byRow,
  kindOf,
  MATRIX_SCHEMA,
  type Matrix,
  type MatrixFailure,
  type MatrixRefusal,
  type MatrixVariant,
  type RowKey,
} from './matrix.ts';
import { readTree } from '../read-tree.ts';
import { MatrixError } from './matrix-error.ts';
import { matrixVariant } from './matrix-variant.ts';
import { share } from './work/share.ts';
import type { Refusal, WantedPhase, Worker } from './work/worker.ts';
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
 * @throws {BinaryenMissingError} for WebAssembly without binaryen.
 */
export async function buildMatrix(
  request: MatrixRequest,
  onProgress: (progress: MatrixProgress) => void = () => {},
): Promise<Matrix> {
  const { defconfigs, generator } = request;
  requireDistinctNames(defconfigs);
  // A tree that cannot be read is not the fault of any configuration.
  const tree = readTree(request);
  // Without it, no variant can be made.
  if (request.wasm !== undefined) await requireBinaryen();
  const chunks = chunksOf(defconfigs, CONFIGURATIONS_AT_ONCE);
  const workers = startWorkers({ ...request, tree }, threadsFor(defconfigs.length));
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
    const distinct = new Map(wanted.map((phase) => [variantId(phase), phase]));
    const ids = [...distinct.keys()];
    const built = await share([...distinct.values()], workers, madeBy, (done) =>
      onProgress({ what: 'variants', done, of: distinct.size }),
    );
    const variants = new Map<string, MatrixVariant>();
    const refusals = new Map<string, Refusal>();
    for (const [index, id] of ids.entries()) {
      const result = built[index]!;
      if ('message' in result) refusals.set(id, result);
      else variants.set(id, result);
    }
    const keys = wanted
      .map((phase) => ({
        configuration: phase.configuration,
        phase: phase.options.phase,
        variant: variantId(phase),
      }))
      .toSorted(byRow);
    return {
      schema: MATRIX_SCHEMA,
      generator,
      ...kindOf(request.wasm),
      minifier: request.wasm ? `binaryen ${BINARYEN_VERSION}` : MINIFIER,
      rows: keys.filter(({ variant }) => variants.has(variant)),
      failures: plans
        .flatMap((plan) => plan.failures)
        .toSorted((a, b) => byRow(failureKey(a), failureKey(b))),
      ...(request.wasm && {
        refused: keys.flatMap(({ configuration, phase, variant }): readonly MatrixRefusal[] => {
          const refusal = refusals.get(variant);
          return refusal === undefined ? [] : [{ configuration, phase, ...refusal }];
        }),
      }),
      warnings: plans.flatMap((plan) => plan.warnings).toSorted(byConfiguration),
      variants: Object.fromEntries([...variants].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    };
  } finally {
    await Promise.all(workers.map((worker) => worker.end()));
  }
}

async function madeBy(
  worker: Worker,
  { options, goal }: WantedPhase,
): Promise<MatrixVariant | Refusal> {
  if (goal === undefined) return matrixVariant(options, await worker.build(options));
  const lowered = await worker.lower(options, goal);
  if ('message' in lowered) return lowered;
  return matrixVariant(options, { ...lowered, functions: [] });
}

/** One word for equal variants: the same on every machine, and another when any option changes. */
function variantId({ options, goal }: Pick<WantedPhase, 'options' | 'goal'>): string {
  const form = canonicalForm(options);
  const text = goal === undefined ? form : JSON.stringify([form, goal]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
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
