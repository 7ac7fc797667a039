import {
  configure,
  diffResulting,
  diffWritten,
  type Difference,
} from '../../../generator/kconfig/index.ts';
import { EXIT } from '../exit-code.ts';
import type { HostProcess } from '../host-process.ts';
import { relativePaths } from '../relative-paths.ts';
import { tableLines } from '../table.ts';
import { readNamedDefconfig } from './config-files.ts';
import {
  checkCodes,
  findingsAsJson,
  isError,
  judge,
  printFindings,
  withoutNotes,
  type Judging,
} from './findings.ts';
import { loadTree, type TreeArguments } from './load-tree.ts';

/** The command line of `mallocgen config diff`. */
export interface DiffArguments extends TreeArguments, Judging {
  readonly before: string;
  readonly after: string;
  readonly format: string;
}

/**
 * Runs the command. What is wrong with the files goes to standard error, or into the JSON; one that is
 * an error ends it. Throws a `MallocgenError` when a file cannot be read.
 */
export function runDiff(args: DiffArguments, host: HostProcess): number {
  checkCodes(args);
  const loaded = loadTree(args, host);
  const before = readNamedDefconfig(args.before, loaded, host);
  const after = readNamedDefconfig(args.after, loaded, host);
  const [first, second] = [configure(loaded.tree, before), configure(loaded.tree, after)];
  const found = [...first.diagnostics, ...second.diagnostics];
  const findings = withoutNotes(judge(loaded.tree.diagnostics, found, args));
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
