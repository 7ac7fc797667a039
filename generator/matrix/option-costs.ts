import { MallocgenError } from '../error.ts';
import {
  configure,
  readDefconfig,
  type Configuration,
  type Defconfig,
  type KconfigTree,
} from '../kconfig/index.ts';
import {
  canonicalForm,
  enabledPhases,
  ENABLED_NAMES,
  GLOBAL_NAMES,
  GROUP_SYMBOLS,
  PHASE_PREFIX,
  phaseOptions,
  type BuildOptions,
  type Phase,
} from '../options/index.ts';
import { configurationName } from '../output/configuration-name.ts';
import { readTree, srctreeOf } from '../read-tree.ts';
import { rowName, type Matrix, type Sizes } from './matrix.ts';
import { share } from './work/share.ts';
import { VARIANTS_A_THREAD } from './work/variants-a-thread.ts';
import { startWorkers, type WorkersRequest } from './work/workers.ts';

/** The cost of one option in one phase of a configuration. */
export interface OptionCost {
  readonly symbol: string;
  /** The value that it has in the configuration; the other one is measured. */
  readonly value: 'y' | 'n';
  /** Bytes that setting it adds; negative if it saves some. */
  readonly sizes: Sizes;
}

/** Costs by the names of rows, `small/spl`; those that change nothing are left out. */
export type OptionCosts = Readonly<Record<string, readonly OptionCost[]>>;

interface Toggle {
  readonly row: string;
  readonly symbol: string;
  readonly value: 'y' | 'n';
  readonly before: BuildOptions;
  readonly after: BuildOptions;
}

/**
 * Toggles each option of each configuration alone and measures the result. What follows from an option by
 * default is toggled with it.
 */
export async function optionCosts(
  request: WorkersRequest & { readonly defconfigs: readonly string[] },
  matrix: Matrix,
  onProgress: (done: number, of: number) => void = () => {},
): Promise<OptionCosts> {
  const { defconfigs, phases } = request;
  const srctree = srctreeOf(request);
  const tree = readTree(request);
  const rows = new Set(matrix.rows.map(rowName));
  const toggles = defconfigs
    .flatMap((path) => togglesOf(path, tree, srctree, phases))
    .filter(({ row }) => rows.has(row));

  const wanted = new Map(
    toggles.flatMap(({ before, after }) =>
      [before, after].map((options) => [canonicalForm(options), options] as const),
    ),
  );
  const workers = startWorkers({ ...request, tree }, Math.ceil(wanted.size / VARIANTS_A_THREAD));
  try {
    const sizes = await share(
      [...wanted.values()],
      workers,
      (worker, options) => worker.weigh(options),
      (done) => onProgress(done, wanted.size),
    );
    const known = new Map([...wanted.keys()].map((form, i) => [form, sizes[i] as Sizes]));
    const sizesOf = (options: BuildOptions): Sizes => known.get(canonicalForm(options)) as Sizes;
    const costs: Record<string, OptionCost[]> = {};
    for (const { row, symbol, value, before, after } of toggles) {
      const [off, on] = value === 'n' ? [before, after] : [after, before];
      const cost = { symbol, value, sizes: minus(sizesOf(on), sizesOf(off)) };
      (costs[row] ??= []).push(cost);
    }
    return costs;
  } finally {
    await Promise.all(workers.map((worker) => worker.end()));
  }
}

function minus(a: Sizes, b: Sizes): Sizes {
  return {
    raw: a.raw - b.raw,
    gzip: a.gzip - b.gzip,
    brotli: a.brotli - b.brotli,
    staticData: a.staticData - b.staticData,
  };
}

/** The symbols of a phase's options, and those that set several by default. */
function symbolsOf(phase: Phase): readonly string[] {
  const prefix = PHASE_PREFIX[phase];
  const own = [...ENABLED_NAMES, ...GROUP_SYMBOLS].map((name) => prefix + name);
  return [...new Set([...own, ...ENABLED_NAMES, ...GLOBAL_NAMES])].toSorted();
}

function togglesOf(
  path: string,
  tree: KconfigTree,
  srctree: string,
  phases: readonly Phase[] | undefined,
): readonly Toggle[] {
  const defconfig = attempt(() => readDefconfig(path, { roots: [srctree] }));
  const base = defconfig && attempt(() => configure(tree, defconfig));
  if (defconfig === undefined || base === undefined) return [];
  const configuration = configurationName(path);
  return enabledPhases(base)
    .filter((phase) => phases?.includes(phase) !== false)
    .flatMap((phase): Toggle[] => {
      const before = attempt(() => phaseOptions(base, phase));
      if (before === undefined) return [];
      return symbolsOf(phase).flatMap((symbol): Toggle[] => {
        const known = base.get(symbol);
        if (known?.type !== 'bool' || known.visible === 'n') return [];
        const value = known.value === 'y' ? 'y' : 'n';
        const toggled = attempt(() => configure(tree, withToggled(defconfig, symbol, value)));
        if (toggled?.get(symbol)?.value === known.value) return [];
        const after = toggled && attempt(() => phaseOptions(toggled as Configuration, phase));
        if (after === undefined || canonicalForm(after) === canonicalForm(before)) return [];
        return [{ row: rowName({ configuration, phase }), symbol, value, before, after }];
      });
    });
}

/** The defconfig with the other value of `symbol`. */
function withToggled(defconfig: Defconfig, symbol: string, value: 'y' | 'n'): Defconfig {
  const others = defconfig.assignments.filter(({ name }) => name !== symbol);
  const position = { file: defconfig.file, line: 0, column: 0 };
  const other = value === 'y' ? 'n' : 'y';
  const assignment = { name: symbol, value: other, unset: other === 'n', position };
  return { ...defconfig, assignments: [...others, assignment] };
}

/** Undefined if a configuration with this option cannot be made: then it has no cost. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof MallocgenError) return undefined;
    throw error;
  }
}
