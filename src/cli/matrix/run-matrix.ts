import {
  baselineOf,
  checkMatrix,
  formatBaseline,
  MatrixError,
  type Baseline,
  type Matrix,
} from '../../../generator/matrix/index.ts';
import { writeFileWhole } from '../../../generator/output/write-file-whole.ts';
import type { CommandHost } from '../command-host.ts';
import { compressorNotes } from '../compressor-notes.ts';
import { EXIT } from '../exit-code.ts';
import { wasmRequest } from '../inputs/wasm-request.ts';
import { announce } from '../inputs/announce.ts';
import { configurationsIn } from '../inputs/configuration-folders.ts';
import { relativePaths } from '../relative-paths.ts';
import { UsageError } from '../usage-error.ts';
import type { MatrixArguments } from './arguments.ts';
import { baselinePath, canAccept, readBaseline, refuseBaseline } from './baseline-file.ts';
import {
  checkBudgetConfigurations,
  checkBudgetNames,
  uncheckedBudgets,
  type KnownConfigurations,
} from './budget-names.ts';
import { refuseOtherBytes } from './refuse-other-bytes.ts';
import { checkReport, overBudget } from './check-report.ts';
import { matrixOfRevision } from './compare/matrix-of-revision.ts';
import { locateMatrix, type LocatedMatrix } from './configurations.ts';
import { readBudgets, readTolerances, requireJobs } from './limits.ts';
import { makeMatrix } from './make-matrix.ts';
import { matrixText } from './matrix-text.ts';
import { mergeParts, requireAllParts } from './merge-parts.ts';
import { printWarnings } from './print-warnings.ts';
import { updateCommand } from './update-command.ts';
import { withRelativePaths } from './with-relative-paths.ts';

/** What a command line allows beyond the baseline. */
interface Limits {
  readonly tolerance: Partial<Baseline['tolerance']>;
  readonly budgets: Baseline['budgets'];
}

/** Runs the command. Throws a `MallocgenError` when the input is bad. */
export async function runMatrix(
  args: MatrixArguments,
  parts: readonly string[] | undefined,
  host: CommandHost,
): Promise<number> {
  refuseContradictions(args);
  if (args.format === 'github-matrix') {
    host.stdout.write(`${githubMatrix(args.shards)}\n`);
    return EXIT.good;
  }
  requireJobs(args.jobs);
  const wasm = wasmRequest(args);
  if (args.update) refuseOtherBytes(args, host);
  // Bad limits and a bad baseline are reported before the work begins.
  const limits: Limits = {
    tolerance: readTolerances(args.tolerance ?? []),
    budgets: readBudgets(args.budget ?? []),
  };
  const located = locateMatrix(parts === undefined ? args : { ...args, shard: undefined }, host);
  const file = baselinePath(args.baseline, located.folders, wasm);
  const known = knownConfigurations(located, args);
  if (parts === undefined) checkBudgetConfigurations(limits.budgets, known);
  if (args.update) {
    requireWhole(args);
    refuseBaseline(file, host.cwd());
  }
  const usesBaseline = args.check || args.update;
  const baseline = usesBaseline ? readBaseline(file, args, host) : undefined;
  announceMatrix(located, parts, usesBaseline ? file : undefined, host);

  const before =
    args.compare === undefined
      ? undefined
      : baselineOf(await matrixOfRevision(args.compare, located, args, host));
  const made =
    parts === undefined ? await make(located, args, host) : mergeParts(parts, wasm, host);
  const matrix = withRelativePaths(made, host.cwd());
  if (parts !== undefined && usesBaseline && args.phase === undefined) {
    requireAllParts(matrix, located.defconfigs);
  }
  if (args.format !== 'json') printWarnings(matrix.warnings, host);
  checkBudgetNames(limits.budgets, matrix, known);
  reportUnusedLimits(limits, matrix, args, host);

  if (args.check || before !== undefined) {
    const limited = withLimits(before ?? (baseline as Baseline), limits);
    // The other revision was made with the same phases.
    const isOfAllPhases = args.phase === undefined || before !== undefined;
    const isWhole = args.defconfig === undefined && args.shard === undefined && isOfAllPhases;
    const check = checkMatrix(matrix, limited, isWhole);
    const reference = {
      baseline: limited,
      revision: args.compare,
      accept: canAccept(file, host.cwd()) ? updateCommand(args, host) : undefined,
    };
    host.stdout.write(checkReport(check, matrix, reference, args.format));
    return check.holds || !args.check ? EXIT.good : EXIT.checkFailed;
  }
  if (args.update)
    accept(matrix, withLimits(baselineOf(matrix, baseline), limits), file, args, host);
  host.stdout.write(matrixText(matrix, args.format));
  return matrix.failures.length > 0 ? EXIT.checkFailed : EXIT.good;
}

function refuseContradictions({ check, update, compare, defconfig }: MatrixArguments): void {
  if (check && update) {
    throw new UsageError('--check and --update contradict each other: check first, then accept.');
  }
  if (compare === undefined) return;
  if (check || update) {
    throw new UsageError(
      '--compare compares with another revision instead of the baseline: leave out --check and --update.',
    );
  }
  if (defconfig !== undefined) {
    throw new UsageError(
      '--compare makes all configurations of both revisions: leave out --defconfig.',
    );
  }
}

function knownConfigurations(
  { defconfigs, folders }: LocatedMatrix,
  { phase }: MatrixArguments,
): KnownConfigurations {
  const [folder = ''] = folders.configs;
  return {
    made: defconfigs,
    inFolder: configurationsIn(folder),
    isPartOfPhases: phase !== undefined,
  };
}

function announceMatrix(
  { tree, defconfigs, notes }: LocatedMatrix,
  parts: readonly string[] | undefined,
  baseline: string | undefined,
  host: CommandHost,
): void {
  const files = baseline === undefined ? [] : ([['Baseline', baseline]] as const);
  const all = [...notes, ...compressorNotes()];
  if (parts === undefined) announce({ tree, configurations: defconfigs, files, notes: all }, host);
  else announce({ files: [...parts.map((part) => ['Part', part] as const), ...files] }, host);
}

async function make(
  { tree, defconfigs }: LocatedMatrix,
  args: MatrixArguments,
  host: CommandHost,
): Promise<Matrix> {
  const { phase, jobs, shard } = args;
  const request = { tree, defconfigs, phases: phase, jobs, wasm: wasmRequest(args) };
  const matrix = await makeMatrix(request, host);
  // A shard may have no configuration: there may be more shards than configurations.
  const { rows, failures, refused = [] } = matrix;
  const isEmpty = rows.length + failures.length + refused.length === 0;
  if (isEmpty && phase !== undefined && shard === undefined) {
    throw new UsageError(
      `No configuration builds ${phase.join(' or ')}: choose another --phase, or other configurations.`,
    );
  }
  return matrix;
}

/** Writes the baseline. Throws a {@link MatrixError} if not every configuration could be made. */
function accept(
  matrix: Matrix,
  accepted: Baseline,
  file: string,
  args: MatrixArguments,
  host: CommandHost,
): void {
  if (matrix.failures.length > 0) {
    host.stdout.write(matrixText(matrix, args.format));
    throw new MatrixError(
      `${file} was left as it was, because not every configuration could be made. Correct those that failed first.`,
    );
  }
  writeFileWhole(file, formatBaseline(accepted));
  host.messages.write(`Wrote ${relativePaths(file, host.cwd())}\n`);
  for (const budget of checkMatrix(matrix, accepted, true).budgets) {
    if (budget.slack < 0) host.messages.write(`${overBudget(budget)}: --check will fail.\n`);
  }
}

/** Says which limits of the command line have no effect. */
function reportUnusedLimits(
  { budgets, tolerance }: Limits,
  matrix: Matrix,
  { check, update, compare }: MatrixArguments,
  host: CommandHost,
): void {
  if (!check && !update && compare === undefined) {
    const given = [
      ...(Object.keys(budgets).length > 0 ? ['--budget'] : []),
      ...(Object.keys(tolerance).length > 0 ? ['--tolerance'] : []),
    ];
    if (given.length === 0) return;
    host.messages.write(
      `Note: without --check, --update or --compare, ${given.join(' and ')} ${given.length === 1 ? 'has' : 'have'} no effect.\n`,
    );
    return;
  }
  for (const name of uncheckedBudgets(budgets, matrix)) {
    host.messages.write(
      `Note: the budget of ${name} is not checked, because ${name} was not made.\n`,
    );
  }
}

/** A baseline is of all configurations: a part of them would drop the others. */
function requireWhole({ defconfig, phase, shard }: MatrixArguments): void {
  if (defconfig !== undefined || phase !== undefined || shard !== undefined) {
    throw new UsageError(
      '--update writes the sizes of all configurations: leave out --defconfig, --phase and --shard.',
    );
  }
}

function githubMatrix(shards: number): string {
  if (!Number.isInteger(shards) || shards < 1 || shards > 256) {
    throw new UsageError(`--shards ${shards}: write a whole number from 1 to 256.`);
  }
  return JSON.stringify({ shard: Array.from({ length: shards }, (_, i) => `${i + 1}/${shards}`) });
}

function withLimits(baseline: Baseline, { tolerance, budgets }: Limits): Baseline {
  const names = [...new Set([...Object.keys(baseline.budgets), ...Object.keys(budgets)])];
  return {
    ...baseline,
    tolerance: { ...baseline.tolerance, ...tolerance },
    budgets: Object.fromEntries(
      names.toSorted().map((name) => [name, { ...baseline.budgets[name], ...budgets[name] }]),
    ),
  };
}
