import { resolve } from 'node:path';

import { MallocgenError } from '../../../generator/error.ts';
import { configure, parseCondition, type TristateLetter } from '../../../generator/kconfig/index.ts';
import { glob } from '../../../generator/kconfig/glob.ts';
import { EXIT } from '../exit-code.ts';
import type { HostProcess } from '../host-process.ts';
import { relativePaths } from '../relative-paths.ts';
import { UsageError } from '../usage-error.ts';
import { readConfigFile } from './config-files.ts';
import { findingsOf, findingsAsJson, printFindings, type Finding } from './findings.ts';
import { loadTree, type LoadedTree, type TreeArguments } from './load-tree.ts';

/** The command line of `mallocgen config find`. */
export interface FindArguments extends TreeArguments {
  readonly expression: string;
  /** Patterns of file names. */
  readonly defconfig: readonly string[];
  readonly format: string;
}

interface Match {
  readonly file: string;
  readonly value: TristateLetter;
}

/**
 * Runs the command: each file that satisfies the expression, on a line. A file that cannot be read is
 * told on standard error and the others are searched. Throws a `MallocgenError` when the expression
 * is wrong, no file has a name that matches, or none can be read.
 */
export function runFind(args: FindArguments, host: HostProcess): number {
  const loaded = loadTree(args, host);
  const condition = parseCondition(args.expression, loaded.tree);
  const files = matchingFiles(args.defconfig, loaded, host);
  const matches: Match[] = [];
  const failures: Finding[] = [];
  let failed = 0;
  for (const file of files) {
    try {
      const configuration = configure(loaded.tree, readConfigFile(file, loaded));
      const value = condition.evaluate(configuration);
      if (value !== 'n') matches.push({ file: relativePaths(file, host.cwd()), value });
    } catch (error) {
      if (!(error instanceof MallocgenError)) throw error;
      failed++;
      failures.push(...findingsOf(error));
    }
  }
  if (args.format === 'json') {
    const diagnostics = findingsAsJson(failures, host.cwd());
    const report = { searched: files.length, matches, diagnostics };
    host.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  } else {
    printFindings(failures, host);
    host.stdout.write(matches.map(({ file }) => `${file}\n`).join(''));
  }
  if (matches.length > 0) return EXIT.good;
  return failed === files.length ? EXIT.badInput : EXIT.checkFailed;
}

/** The files that the patterns match, below the current folder or else below the tree's root. */
function matchingFiles(
  patterns: readonly string[],
  { srctree }: LoadedTree,
  host: HostProcess,
): readonly string[] {
  const files = patterns.flatMap((pattern) => {
    const found = [host.cwd(), srctree]
      .map((folder) => glob(pattern, folder).map((file) => absolute(file, folder)))
      .find((list) => list.length > 0);
    if (found === undefined) {
      throw new UsageError(`--defconfig ${pattern}: no file has such a name. Mind the quotes.`);
    }
    return found;
  });
  return [...new Set(files)];
}

function absolute(file: string, folder: string): string {
  return resolve(folder, file);
}
