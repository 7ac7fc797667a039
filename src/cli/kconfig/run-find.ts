import { join, resolve } from 'node:path';

import { MallocgenError } from '../../../generator/error.ts';
import { configure, parseCondition } from '../../../generator/kconfig/index.ts';
import { glob } from '../../../generator/files/glob.ts';
import type { TristateLetter } from '../../../generator/kconfig/values/tristate.ts';
import { EXIT } from '../exit-code.ts';
import type { HostProcess } from '../host-process.ts';
import { relativePaths } from '../relative-paths.ts';
import { UsageError } from '../usage-error.ts';
import { readConfigFile } from './config-files.ts';
import {
  checkCodes,
  findingsOf,
  findingsAsJson,
  isError,
  judge,
  printFindings,
  withoutNotes,
  type Finding,
  type Judging,
} from './findings.ts';
import { loadTree, type LoadedTree, type TreeArguments } from './load-tree.ts';

/** The command line of `mallocgen config find`. */
export interface FindArguments extends TreeArguments, Judging {
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
 * Runs the command: each file that satisfies the expression, on a line. What is wrong with a file is
 * told on standard error; one that cannot be read, or is refused, is left out and the others are
 * searched. Throws a `MallocgenError` when the expression is wrong or no file has a name that matches.
 */
export function runFind(args: FindArguments, host: HostProcess): number {
  checkCodes(args);
  const loaded = loadTree(args, host);
  const condition = parseCondition(args.expression, loaded.tree);
  const files = matchingFiles(args.defconfig, loaded, host);
  const matches: Match[] = [];
  const found: Finding[] = [...judge(loaded.tree.diagnostics, [], args)];
  let isRefused = found.some(isError);
  let failed = 0;
  for (const file of files) {
    try {
      const configuration = configure(loaded.tree, readConfigFile(file, loaded));
      const findings = judge([], configuration.diagnostics, args);
      found.push(...findings);
      if (findings.some(isError)) {
        isRefused = true;
        continue;
      }
      const value = condition.evaluate(configuration);
      if (value !== 'n') matches.push({ file: relativePaths(file, host.cwd()), value });
    } catch (error) {
      if (!(error instanceof MallocgenError)) throw error;
      failed++;
      found.push(...findingsOf(error));
    }
  }
  const told = withoutNotes(found);
  if (args.format === 'json') {
    const diagnostics = findingsAsJson(told, host.cwd());
    const report = { searched: files.length, matches, diagnostics };
    host.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  } else {
    printFindings(told, host);
    host.stdout.write(matches.map(({ file }) => `${file}\n`).join(''));
  }
  if (isRefused) return EXIT.badInput;
  if (matches.length > 0) return EXIT.good;
  return failed === files.length ? EXIT.badInput : EXIT.checkFailed;
}

/**
 * The files that the patterns match: below the current folder, else below the tree's root, else in its
 * configs folder, where other commands look for a name, too.
 */
function matchingFiles(
  patterns: readonly string[],
  { srctree }: LoadedTree,
  host: HostProcess,
): readonly string[] {
  const files = patterns.flatMap((pattern) => {
    const found = [host.cwd(), srctree, join(srctree, 'configs')]
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
