import { join, resolve } from 'node:path';

import { createWorker } from '../../../generator/matrix/work/worker.ts';
import { measure } from '../../../generator/measure/index.ts';
import { canonicalForm, type BuildOptions } from '../../../generator/options/index.ts';
import { readTree } from '../../../generator/read-tree.ts';
import { openTemplates, specialise } from '../../../generator/specialise/index.ts';
import { PACKAGE_ROOT } from '../../package-root.ts';
import type { CommandHost } from '../command-host.ts';
import { EXIT } from '../exit-code.ts';
import { announce } from '../inputs/announce.ts';
import { treeRequest } from '../inputs/tree-location.ts';
import { locateMatrix } from '../matrix/configurations.ts';
import { printWarnings } from '../matrix/print-warnings.ts';
import { PARSED_TEMPLATES } from '../parsed-templates.ts';
import { progressOn } from '../progress.ts';
import { relativePaths } from '../relative-paths.ts';
import { UsageError } from '../usage-error.ts';
import type { ReplayArguments } from './arguments.ts';
import { readHeapLength } from './heap-length.ts';
import { instantiate } from './instantiate.ts';
import { readTrace } from './read-trace.ts';
import { replayText, type ReplayRow } from './replay-text.ts';
import { replayOn } from './replay-variant.ts';

/**
 * Runs the command. Throws a `MallocgenError` when the input is bad; a configuration that cannot be made
 * is reported on standard error, and the exit code is 1.
 */
export async function runReplay(args: ReplayArguments, host: CommandHost): Promise<number> {
  const heap = args.heap === undefined ? undefined : readHeapLength(args.heap);
  const file = resolve(host.cwd(), args.trace);
  const trace = readTrace(file);
  const { tree, defconfigs, notes } = locateMatrix(args, host);
  announce({ tree, configurations: defconfigs, files: [['Trace', file]], notes }, host);
  const progress = await progressOn(host);
  try {
    const templates = join(PACKAGE_ROOT, 'templates');
    // A tree that cannot be read is not the fault of any configuration.
    const request = treeRequest(tree);
    const worker = createWorker({
      ...request,
      tree: readTree(request),
      templates,
      parsedTemplates: PARSED_TEMPLATES,
      phases: args.phase,
    });
    const { wanted, failures: failed, warnings } = await worker.plan(defconfigs);
    const failures = failed.map((failure) => ({
      ...failure,
      message: relativePaths(failure.message, host.cwd()),
    }));
    const parsed = await openTemplates(templates, PARSED_TEMPLATES);
    const made = new Map<string, Promise<Omit<ReplayRow, 'configuration' | 'phase'>>>();
    const rows: ReplayRow[] = [];
    for (const [index, { configuration, options }] of wanted.entries()) {
      const key = canonicalForm(options);
      const result = made.get(key) ?? replayed(options);
      made.set(key, result);
      rows.push({ configuration, phase: options.phase, ...(await result) });
      progress.count('Replaying', index + 1, wanted.length);
    }
    progress.end();
    printWarnings(warnings, host);
    for (const { message } of failures) host.stderr.write(`${message}\n`);
    if (rows.length === 0 && failures.length === 0) {
      throw new UsageError(
        `No configuration builds ${args.phase?.join(' or ')}: choose another --phase, or --defconfig.`,
      );
    }
    host.stdout.write(replayText({ calls: trace.calls, rows, failures }, args.format));
    return failures.length > 0 ? EXIT.checkFailed : EXIT.good;

    async function replayed(
      options: BuildOptions,
    ): Promise<Omit<ReplayRow, 'configuration' | 'phase'>> {
      const variant = specialise(parsed, options);
      const { raw, brotli } = await measure(variant);
      const open = await instantiate(variant.javascript, options, heap);
      return { raw, brotli, ...replayOn(trace, open, options) };
    }
  } finally {
    progress.end();
  }
}
