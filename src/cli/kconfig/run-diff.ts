import {
  configure,
  diffResulting,
  diffWritten,
  type Defconfig,
  type Difference,
} from '../../../generator/kconfig/index.ts';
import type { CommandHost } from '../command-host.ts';
import { EXIT } from '../exit-code.ts';
import { isError, withoutNotes } from '../findings/finding.ts';
import { findingsAsJson } from '../findings/findings-json.ts';
import { checkCodes, judge, type Judging } from '../findings/judge.ts';
import { printFindings } from '../findings/print-findings.ts';
import { announce } from '../inputs/announce.ts';
import { configurationFolders } from '../inputs/configuration-folders.ts';
import { locateConfiguration, notesOn } from '../inputs/locate-configuration.ts';
import { locateTree, type TreeArguments } from '../inputs/tree-location.ts';
import { relativePaths } from '../relative-paths.ts';
import { tableLines } from '../table.ts';
import { readConfigFile } from './config-files.ts';
import { loadTree } from './load-tree.ts';

/** The command line of `mallocgen config diff`. */
export interface DiffArguments extends TreeArguments, Judging {
  readonly before: string;
  readonly after: string;
  readonly configs?: string | undefined;
  readonly format: string;
}

/**
 * Runs the command. Findings in the files go to standard error, or into the JSON; an error among them ends
 * it. Throws a `MallocgenError` when a file cannot be read.
 */
export function runDiff(args: DiffArguments, host: CommandHost): number {
  checkCodes(args);
  const location = locateTree(args, host);
  const folders = configurationFolders(args, location, host);
  const sides = [args.before, args.after].map((name) => ({
    name,
    ...locateConfiguration(name, folders),
  }));
  announce(
    {
      tree: location,
      configurations: sides.map(({ path }) => path),
      notes: sides.flatMap(({ name, others }) => notesOn(name, others)),
    },
    host,
  );
  const tree = loadTree(location);
  const read = (path = ''): Defconfig => readConfigFile(path, { tree, location, folders });
  const [before, after] = [read(sides[0]?.path), read(sides[1]?.path)];
  const [first, second] = [configure(tree, before), configure(tree, after)];
  const found = [...first.diagnostics, ...second.diagnostics];
  const findings = withoutNotes(judge(tree.diagnostics, found, args));
  const isRefused = findings.some(isError);
  if (args.format === 'text') {
    printFindings(findings, host);
    if (isRefused) return EXIT.badInput;
  }
  const written = diffWritten(before, after);
  const resulting = diffResulting(first, second);
  const [from = '', to = ''] = [before, after].map(({ file }) => relativePaths(file, host.cwd()));
  const text =
    args.format === 'json'
      ? JSON.stringify(
          {
            before: from,
            after: to,
            diagnostics: findingsAsJson(findings, host.cwd()),
            written: written.map(asJson),
            resulting: resulting.map(asJson),
          },
          null,
          2,
        )
      : [
          ...section(`written in ${from} and ${to}`, written),
          '',
          ...section('resulting', resulting),
        ].join('\n');
  host.stdout.write(`${text}\n`);
  return isRefused ? EXIT.badInput : EXIT.good;
}

function asJson({ name, before, after }: Difference): object {
  return { symbol: name, before: before ?? null, after: after ?? null };
}

function section(title: string, differences: readonly Difference[]): readonly string[] {
  if (differences.length === 0) return [`${title}: no difference`];
  const table = tableLines(
    [
      { title: 'symbol', value: ({ name }) => name },
      { title: 'before', value: ({ before }) => shown(before) },
      { title: 'after', value: ({ after }) => shown(after) },
    ],
    differences,
  );
  return [`${title}:`, ...table];
}

function shown(value: string | undefined): string {
  return value === undefined ? '-' : value === '' ? 'empty' : value;
}
