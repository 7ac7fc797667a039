import { MallocgenError } from '../../../generator/error.ts';
import { configure, parseCondition, type TristateLetter } from '../../../generator/kconfig/index.ts';
import type { CommandHost } from '../command-host.ts';
import { EXIT } from '../exit-code.ts';
import { findingsOf } from '../findings/error-findings.ts';
import { isError, withoutNotes, type Finding } from '../findings/finding.ts';
import { findingsAsJson } from '../findings/findings-json.ts';
import { checkCodes, judge, type Judging } from '../findings/judge.ts';
import { printFindings } from '../findings/print-findings.ts';
import { announce } from '../inputs/announce.ts';
import { configurationFolders } from '../inputs/configuration-folders.ts';
import { matchConfigurations } from '../inputs/match-configurations.ts';
import { locateTree, type TreeArguments } from '../inputs/tree-location.ts';
import { relativePaths } from '../relative-paths.ts';
import { readConfigFile } from './config-files.ts';
import { loadTree } from './load-tree.ts';

/** The command line of `mallocgen config find`. */
export interface FindArguments extends TreeArguments, Judging {
  readonly expression: string;
  /** Paths, names and patterns. */
  readonly defconfig: readonly string[];
  readonly configs?: string | undefined;
  readonly format: string;
}

interface Match {
  readonly file: string;
  readonly value: TristateLetter;
}

/**
 * Runs the command: prints each file that satisfies the expression, on a line. Findings in a file go to
 * standard error; a file that cannot be read, or is refused, is left out, and the others are searched.
 * Throws a `MallocgenError` when the expression is wrong or no file has a name that matches.
 */
export function runFind(args: FindArguments, host: CommandHost): number {
  checkCodes(args);
  const location = locateTree(args, host);
  const folders = configurationFolders(args, location, host);
  const { paths, notes } = matchConfigurations(args.defconfig, folders);
  announce({ tree: location, configurations: paths, notes }, host);
  const tree = loadTree(location);
  const condition = parseCondition(args.expression, tree);
  const matches: Match[] = [];
  const found: Finding[] = [...judge(tree.diagnostics, [], args)];
  let isRefused = found.some(isError);
  let failed = 0;
  for (const path of paths) {
    try {
      const defconfig = readConfigFile(path, { tree, location, folders });
      const configuration = configure(tree, defconfig);
      const findings = judge([], configuration.diagnostics, args);
      found.push(...findings);
      if (findings.some(isError)) {
        isRefused = true;
        failed++;
        continue;
      }
      const value = condition.evaluate(configuration);
      if (value !== 'n') matches.push({ file: relativePaths(path, host.cwd()), value });
    } catch (error) {
      if (!(error instanceof MallocgenError)) throw error;
      failed++;
      found.push(...findingsOf(error));
    }
  }
  const findings = withoutNotes(found);
  if (args.format === 'json') {
    const diagnostics = findingsAsJson(findings, host.cwd());
    const report = { searched: paths.length, matches, diagnostics };
    host.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  } else {
    printFindings(findings, host);
    host.stdout.write(matches.map(({ file }) => `${file}\n`).join(''));
    if (matches.length === 0) host.messages.write(`${noMatch(paths.length, failed)}\n`);
  }
  if (isRefused) return EXIT.badInput;
  if (matches.length > 0) return EXIT.good;
  return failed === paths.length ? EXIT.badInput : EXIT.checkFailed;
}

function noMatch(count: number, failed: number): string {
  const unread = failed === 0 ? '' : ` ${failed} of them could not be used.`;
  return count === 1
    ? 'The configuration does not satisfy the expression.'
    : `None of ${count} configurations satisfies the expression.${unread}`;
}
