import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { makeFolder } from '../../../generator/files/make-folder.ts';
import { plainReason } from '../../../generator/files/plain-reason.ts';
import { checkMatrix, optionCosts, parseBaseline } from '../../../generator/matrix/index.ts';
import { OutputError } from '../../../generator/output/output-error.ts';
import { writeFileWhole } from '../../../generator/output/write-file-whole.ts';
import { isReportPage, reportPage } from '../../../generator/report/index.ts';
import type { CommandHost } from '../command-host.ts';
import { compressorNotes } from '../compressor-notes.ts';
import { EXIT } from '../exit-code.ts';
import { announce } from '../inputs/announce.ts';
import { progressOn } from '../progress.ts';
import { refusePackage } from '../refuse-package.ts';
import { relativePaths } from '../relative-paths.ts';
import { baselinePath } from './baseline-file.ts';
import { locateMatrix, type ConfigurationArguments } from './configurations.ts';
import { sizeHistory } from './history.ts';
import { requireJobs } from './limits.ts';
import { makeMatrix, matrixRequest } from './make-matrix.ts';
import { printWarnings } from './print-warnings.ts';
import { withRelativePaths } from './with-relative-paths.ts';

/** The command line of `mallocgen report`. */
export interface ReportArguments extends ConfigurationArguments {
  readonly html: string;
  readonly 'no-costs': boolean;
  readonly jobs: number;
}

/** Runs the command. Throws a `MallocgenError` when the input is bad or the page cannot be written. */
export async function runReport(args: ReportArguments, host: CommandHost): Promise<number> {
  requireJobs(args.jobs);
  const folder = resolve(host.cwd(), args.html);
  const file = join(folder, 'index.html');
  refusePackage(folder, host.cwd(), 'Name a folder of your own with --html.');
  refuseForeign(folder, file);
  const { tree, folders, defconfigs, notes } = locateMatrix(args, host);
  const baselineFile = baselinePath(undefined, folders);
  const baseline = existsSync(baselineFile)
    ? parseBaseline(readFileSync(baselineFile, 'utf8'), relativePaths(baselineFile, host.cwd()))
    : undefined;
  announce({ tree, configurations: defconfigs, notes: [...notes, ...compressorNotes()] }, host);
  const request = { tree, defconfigs, jobs: args.jobs };
  const matrix = withRelativePaths(await makeMatrix(request, host), host.cwd());
  const budgets = baseline === undefined ? [] : checkMatrix(matrix, baseline, false).budgets;
  const progress = await progressOn(host);
  try {
    const costs = args['no-costs']
      ? {}
      : await optionCosts(matrixRequest(request), matrix, (done, of) =>
          progress.count('Measuring options', done, of),
        );
    const history = await sizeHistory(baselineFile);
    makeReportFolder(folder);
    writeFileWhole(file, reportPage({ matrix, costs, budgets, ...history }));
  } finally {
    progress.end();
  }
  printWarnings(matrix.warnings, host);
  for (const { message } of matrix.failures) host.stderr.write(`${message}\n`);
  host.stdout.write(`Written to ${relativePaths(file, host.cwd())}\n`);
  return matrix.failures.length === 0 ? EXIT.good : EXIT.checkFailed;
}

/** Called before the work begins, which may take long. */
function refuseForeign(folder: string, file: string): void {
  if (isOurs(folder, file)) return;
  throw new OutputError(
    `${file} was not written by mallocgen report and would be lost. ` +
      'Move it away, or name another folder with --html.',
  );
}

/** True also if there is no such file yet. */
function isOurs(folder: string, file: string): boolean {
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined) return true;
    return found.isFile() && isReportPage(readFileSync(file, 'utf8'));
  } catch (error) {
    throw cannotUse(folder, error);
  }
}

function makeReportFolder(folder: string): void {
  try {
    makeFolder(folder);
  } catch (error) {
    throw cannotUse(folder, error);
  }
}

function cannotUse(folder: string, cause: unknown): OutputError {
  return new OutputError(
    `${folder} cannot be used: ${plainReason(cause)}. Name another folder with --html.`,
    { cause },
  );
}
