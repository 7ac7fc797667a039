import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { buildMatrix, optionCosts } from '../../../generator/matrix/index.ts';
import { OutputError } from '../../../generator/output/output-error.ts';
import { makeFolder } from '../../../generator/files/make-folder.ts';
import { writeFileWhole } from '../../../generator/output/write-file-whole.ts';
import { isReportPage, reportPage } from '../../../generator/report/index.ts';
import { PACKAGE_ROOT, packageVersion } from '../../package-root.ts';
import { EXIT } from '../exit-code.ts';
import type { HostProcess } from '../host-process.ts';
import { PARSED_TEMPLATES } from '../parsed-templates.ts';
import { plainReason } from '../../../generator/files/plain-reason.ts';
import { progressOn } from '../progress.ts';
import { relativePaths } from '../relative-paths.ts';
import { configurationsOf, type ConfigurationArguments } from './configurations.ts';
import { sizeHistory } from './history.ts';
import { requireJobs } from './limits.ts';
import { printWarnings } from './print-warnings.ts';
import { withRelativePaths } from './with-relative-paths.ts';

/** The command line of `mallocgen report`. */
export interface ReportArguments extends ConfigurationArguments {
  readonly html: string;
  readonly 'allow-shell': boolean;
  readonly 'no-costs': boolean;
  readonly jobs: number;
}

/** Runs the command. Throws a `MallocgenError` when the input is bad or the page cannot be written. */
export async function runReport(args: ReportArguments, host: HostProcess): Promise<number> {
  requireJobs(args.jobs);
  const folder = resolve(host.cwd(), args.html);
  const file = join(folder, 'index.html');
  refuseForeign(folder, file);
  const request = {
    kconfig: resolve(host.cwd(), args.kconfig),
    defconfigs: configurationsOf(args, host),
    templates: join(PACKAGE_ROOT, 'templates'),
    parsedTemplates: PARSED_TEMPLATES,
    allowShell: args['allow-shell'],
    env: host.env,
    phases: undefined,
    generator: `mallocgen ${packageVersion()}`,
    jobs: args.jobs,
    thread: join(PACKAGE_ROOT, 'dist/bundle/matrix-thread.cjs'),
  };
  const progress = await progressOn(host);
  try {
    const made = await buildMatrix(request, ({ what, done, of }) =>
      progress.count(
        what === 'variants' ? 'Measuring variants' : 'Reading configurations',
        done,
        of,
      ),
    );
    const matrix = withRelativePaths(made, host.cwd());
    const costs = args['no-costs']
      ? {}
      : await optionCosts(request, matrix, (done, of) =>
          progress.count('Measuring options', done, of),
        );
    const history = await sizeHistory(resolve(host.cwd(), args.configs, 'size-baseline.json'));
    makeReportFolder(folder);
    writeFileWhole(file, reportPage({ matrix, costs, history }));
    progress.end();
    printWarnings(matrix.warnings, host);
    host.stdout.write(`Written to ${relativePaths(file, host.cwd())}\n`);
    return matrix.failures.length === 0 ? EXIT.good : EXIT.checkFailed;
  } finally {
    progress.end();
  }
}

/** Before the work begins, for it may be long. */
function refuseForeign(folder: string, file: string): void {
  if (isOurs(folder, file)) return;
  throw new OutputError(
    `${file} was not written by mallocgen report and would be lost. ` +
      'Move it away, or name another folder with --html.',
  );
}

/** True also where there is no such file yet. */
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
