import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import {
  baselineOf,
  buildMatrix,
  checkMatrix,
  formatBaseline,
  MatrixError,
  mergeMatrices,
  parseBaseline,
  parseMatrix,
  type Baseline,
  type Matrix,
} from '../../../generator/matrix/index.ts';
import { writeFileWhole } from '../../../generator/output/write-file-whole.ts';
import { PACKAGE_ROOT, packageVersion } from '../../package-root.ts';
import { EXIT } from '../exit-code.ts';
import type { HostProcess } from '../host-process.ts';
import { PARSED_TEMPLATES } from '../parsed-templates.ts';
import { isMissing, plainReason } from '../../../generator/files/plain-reason.ts';
import { progressOn } from '../progress.ts';
import { UsageError } from '../usage-error.ts';
import type { MatrixArguments } from './arguments.ts';
import { checkBudgetConfigurations, checkBudgetNames } from './budget-names.ts';
import { checkReport } from './check-report.ts';
import { configurationsOf } from './configurations.ts';
import { readBudgets, readTolerances, requireJobs } from './limits.ts';
import { matrixText } from './matrix-text.ts';
import { printWarnings } from './print-warnings.ts';
import { matrixOfRevision } from './revision.ts';
import { withRelativePaths } from './with-relative-paths.ts';

/** Runs the command. Throws a `MallocgenError` when the input is bad. */
export async function runMatrix(
  args: MatrixArguments,
  parts: readonly string[] | undefined,
  host: HostProcess,
): Promise<number> {
  if (args.check && args.update) {
    throw new UsageError('--check and --update contradict each other: check first, then accept.');
  }
  if (args.compare !== undefined && (args.check || args.update)) {
    throw new UsageError(
      '--compare takes another revision in place of the baseline: leave out --check and --update.',
    );
  }
  if (args.format === 'github-matrix') {
    host.stdout.write(`${githubMatrix(args.shards)}\n`);
    return EXIT.good;
  }
  const file = resolve(host.cwd(), args.baseline ?? join(args.configs, 'size-baseline.json'));
  // Bad limits, and a bad baseline, are told before the work begins.
  const limits = {
    tolerance: readTolerances(args.tolerance ?? []),
    budgets: readBudgets(args.budget ?? []),
  };
  if (parts === undefined) checkBudgetConfigurations(limits.budgets, args, host);
  const baseline = args.check || args.update ? readBaseline(file, args.update) : undefined;
  const before = args.compare === undefined ? undefined : await compared(args.compare, args, host);
  const matrix = withRelativePaths(
    parts === undefined ? await made(args, host) : merged(parts, host),
    host.cwd(),
  );
  if (args.format !== 'json') printWarnings(matrix.warnings, host);
  checkBudgetNames(limits.budgets, matrix, args, host);
  const failed = matrix.failures.length > 0;

  if (args.check || before !== undefined) {
    const limited = withLimits(before ?? (baseline as Baseline), limits);
    const isWhole =
      args.defconfig === undefined && args.phase === undefined && args.shard === undefined;
    const check = checkMatrix(matrix, limited, isWhole);
    host.stdout.write(
      checkReport(check, matrix, { baseline: limited, revision: args.compare }, args.format),
    );
    return check.holds || !args.check ? EXIT.good : EXIT.checkFailed;
  }
  if (args.update) {
    if (failed) {
      host.stdout.write(matrixText(matrix, args.format));
      throw new MatrixError(
        `${file} was left as it was, for not every configuration could be made. Mend those that failed first.`,
      );
    }
    requireWhole(args);
    const accepted = withLimits(baselineOf(matrix, baseline), limits);
    writeFileWhole(file, formatBaseline(accepted));
    host.stderr.write(`Wrote ${file}\n`);
  }
  host.stdout.write(matrixText(matrix, args.format));
  return failed ? EXIT.checkFailed : EXIT.good;
}

/** What another revision makes of its own configurations, as what this one is compared with. */
async function compared(
  revision: string,
  { defconfig, phase = [], jobs }: MatrixArguments,
  host: HostProcess,
): Promise<Baseline> {
  if (defconfig !== undefined) {
    throw new UsageError(
      '--compare makes all configurations of both revisions: leave out --defconfig.',
    );
  }
  const progress = await progressOn(host);
  try {
    const words = ['--jobs', String(jobs), ...phase.flatMap((name) => ['--phase', name])];
    return baselineOf(await matrixOfRevision(revision, words, progress.step));
  } finally {
    progress.end();
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

function readBaseline(file: string, maybe: boolean): Baseline | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) {
      if (maybe) return undefined;
      throw new MatrixError(
        `${file}: there is no such file. Write it with mallocgen matrix --update, or name another with --baseline.`,
      );
    }
    throw cannotRead(file, error);
  }
  return parseBaseline(text, file);
}

function cannotRead(file: string, cause: unknown): MatrixError {
  return new MatrixError(`${file} cannot be read: ${plainReason(cause)}. Name a file that can.`, {
    cause,
  });
}

function withLimits(
  baseline: Baseline,
  { tolerance, budgets }: Pick<Baseline, 'budgets'> & { tolerance: Partial<Baseline['tolerance']> },
): Baseline {
  const names = [...new Set([...Object.keys(baseline.budgets), ...Object.keys(budgets)])];
  return {
    ...baseline,
    tolerance: { ...baseline.tolerance, ...tolerance },
    budgets: Object.fromEntries(
      names.toSorted().map((name) => [name, { ...baseline.budgets[name], ...budgets[name] }]),
    ),
  };
}

async function made(args: MatrixArguments, host: HostProcess): Promise<Matrix> {
  requireJobs(args.jobs);
  const defconfigs = configurationsOf(args, host);
  const progress = await progressOn(host);
  try {
    return await buildMatrix(
      {
        kconfig: resolve(host.cwd(), args.kconfig),
        defconfigs,
        templates: join(PACKAGE_ROOT, 'templates'),
        parsedTemplates: PARSED_TEMPLATES,
        allowShell: args['allow-shell'],
        env: host.env,
        phases: args.phase,
        generator: `mallocgen ${packageVersion()}`,
        jobs: args.jobs,
        thread: join(PACKAGE_ROOT, 'dist/bundle/matrix-thread.cjs'),
      },
      ({ what, done, of }) =>
        progress.count(
          what === 'variants' ? 'Measuring variants' : 'Reading configurations',
          done,
          of,
        ),
    );
  } finally {
    progress.end();
  }
}

function merged(parts: readonly string[], host: HostProcess): Matrix {
  return mergeMatrices(
    parts.map((part) => {
      const file = resolve(host.cwd(), part);
      let text: string;
      try {
        text = readFileSync(file, 'utf8');
      } catch (error) {
        throw isMissing(error)
          ? new MatrixError(`${file}: there is no such file. Correct the path.`)
          : cannotRead(file, error);
      }
      return { file, matrix: parseMatrix(text, file) };
    }),
  );
}
