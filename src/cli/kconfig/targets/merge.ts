import {
  configure,
  decodeBytes,
  formatPosition,
  mergeDefconfigs,
  mergeResults,
  type Assignment,
  type Defconfig,
  type KconfigTree,
  type Merged,
  type MergeResult,
  type Override,
} from '../../../../generator/kconfig/index.ts';
import { positionAsJson } from '../../findings/findings-json.ts';
import { locateConfiguration, notesOn } from '../../inputs/locate-configuration.ts';
import { relativePaths } from '../../relative-paths.ts';
import { tableLines } from '../../table.ts';
import { readInput } from '../../read-input.ts';
import { UsageError } from '../../usage-error.ts';
import { configPath, readConfigFile, readDotConfig } from '../config-files.ts';
import type { Target, TargetRequest, TargetResult } from '../target.ts';
import { plan } from './configure-targets.ts';

export const mergeTarget: Target = {
  takes: ['fragments', 'merging', 'output', 'json'],
  locate({ fragments, folders }) {
    if (fragments.length === 0) {
      throw new UsageError('merge needs files: mallocgen kconfig merge BASE FRAGMENT…');
    }
    const located = fragments.map((name) => ({ name, ...locateConfiguration(name, folders) }));
    return {
      paths: located.map(({ path }) => path),
      notes: located.flatMap(({ name, others }) => notesOn(name, others)),
    };
  },
  run(request) {
    const { tree, host } = request;
    const files = request.configurations.map((path) => readConfigFile(path, request));
    const { keepsBuiltin, mergesOnly, startsFromNo } = request.merging;
    const merged = mergeDefconfigs(files, { keepBuiltin: keepsBuiltin });
    const { defconfig, overrides } = merged;
    if (mergesOnly) return withReport(mergedLines(merged, files, request), overrides, undefined, host.cwd());
    const mode = startsFromNo ? 'allnoconfig' : 'alldefconfig';
    const configuration = configure(tree, defconfig, { mode });
    const results = mergeResults(defconfig, configuration);
    return withReport(plan(request, configuration), overrides, results, host.cwd());
  },
};

/** Adds what became of the lines. */
function withReport(
  result: TargetResult,
  overrides: readonly Override[],
  results: readonly MergeResult[] | undefined,
  cwd: string,
): TargetResult {
  const text = [...overrides.map(overrideLine), ...(results ? resultLines(results) : [])];
  return {
    ...result,
    text: relativePaths(text.map((line) => `${line}\n`).join(''), cwd),
    data: {
      overrides: overrides.map((override) => overrideAsJson(override, cwd)),
      ...(results && { results: results.map((each) => resultAsJson(each, cwd)) }),
    },
  };
}

/** The result that writes the lines themselves, for another target to work out what is missing. */
function mergedLines(
  { defconfig }: Merged,
  fragments: readonly Defconfig[],
  request: TargetRequest,
): TargetResult {
  const { host, output, config } = request;
  return {
    files: [
      {
        path: configPath(output ?? config, host),
        text: joinedText(fragments, new Set(defconfig.assignments), request),
        what: 'merged configuration',
        isConfig: true,
      },
    ],
    diagnostics: defconfig.diagnostics,
  };
}

/**
 * The files one after the other, comments included, without the assignments that are not `left`. As in
 * `merge_config.sh`, a comment that names a symbol of a later file goes as well. Of a file that is preprocessed
 * only the assignments are taken.
 */
function joinedText(
  fragments: readonly Defconfig[],
  left: ReadonlySet<Assignment>,
  request: TargetRequest,
): string {
  const { prefix } = request.tree;
  return fragments
    .map((fragment, at) => {
      const lines = request.configurations.slice(at, at + 1).flatMap((path) => plainLines(path, fragment, request));
      const later = new Set(fragments.slice(at + 1).flatMap(({ assignments }) => assignments.map(({ name }) => name)));
      return lines
        .filter(({ text, assignment }) => (assignment ? left.has(assignment) : !namesAny(text, prefix, later)))
        .map(({ text }) => `${text}\n`)
        .join('');
    })
    .join('');
}

/** A line of a file, and the assignment that it is. */
interface FragmentLine {
  readonly text: string;
  readonly assignment?: Assignment;
}

/** The lines of a file as they are, or made of its assignments if the preprocessor changed something. */
function plainLines(path: string, { assignments }: Defconfig, { tree }: TargetRequest): readonly FragmentLine[] {
  const raw = readDotConfig(path, { tree }).assignments;
  const isPlain =
    raw.length === assignments.length &&
    raw.every(({ name, value, position }, at) => {
      const other = assignments[at]!;
      return other.name === name && other.value === value && other.position.line === position.line;
    });
  if (!isPlain) return assignments.map((assignment) => ({ text: lineOf(assignment, tree), assignment }));
  const byLine = new Map(assignments.map((assignment) => [assignment.position.line, assignment]));
  const lines = decodeBytes(readInput(path)).split('\n').map((text, at) => {
    const assignment = byLine.get(at + 1);
    return { text, ...(assignment && { assignment }) };
  });
  return lines.at(-1)?.text === '' ? lines.slice(0, -1) : lines;
}

function lineOf({ name, value, unset }: Assignment, { prefix }: KconfigTree): string {
  return unset ? `# ${prefix}${name} is not set` : `${prefix}${name}=${value}`;
}

/** Whether a comment has one of these symbols, before a blank or `=`. */
function namesAny(text: string, prefix: string, names: ReadonlySet<string>): boolean {
  return [...text.matchAll(/(\w+)[ =]/g)].some(
    ([, word = '']) => word.startsWith(prefix) && names.has(word.slice(prefix.length)),
  );
}

function overrideLine({ before, after, isRedundant, isKept }: Override): string {
  const place = formatPosition(after.position);
  const old = formatPosition(before.position);
  if (isKept) return `${place}: ${after.name}: m does not replace y (${old}), because of -y`;
  return isRedundant
    ? `${place}: ${after.name}: ${asked(after)} is redundant, ${old} says the same`
    : `${place}: ${after.name}: ${asked(after)} replaces ${asked(before)} (${old})`;
}

/** A table of the values that were asked for and differ in the result, or a line that none does. */
function resultLines(results: readonly MergeResult[]): readonly string[] {
  const missed = results.filter(({ isTaken }) => !isTaken);
  if (missed.length === 0) return [`${results.length} values asked for; all are in the result.`];
  return [
    `${results.length} values asked for; these differ in the result:`,
    ...tableLines(
      [
        { title: 'symbol', value: ({ assignment }) => assignment.name },
        { title: 'asked for', value: ({ assignment }) => asked(assignment) },
        { title: 'result', value: ({ value }) => (value === '' ? 'empty' : (value ?? 'unknown')) },
        { title: 'line', value: ({ assignment }) => formatPosition(assignment.position) },
      ],
      missed,
    ),
  ];
}

function asked({ value, unset }: Assignment): string {
  return unset ? 'n' : value;
}

function overrideAsJson({ before, after, isRedundant, isKept }: Override, cwd: string): object {
  return {
    symbol: after.name,
    before: { value: asked(before), ...positionAsJson(before.position, cwd) },
    after: { value: asked(after), ...positionAsJson(after.position, cwd) },
    redundant: isRedundant,
    ...(isKept && { kept: true }),
  };
}

function resultAsJson({ assignment, value, isTaken }: MergeResult, cwd: string): object {
  return {
    symbol: assignment.name,
    asked: asked(assignment),
    value: value ?? null,
    taken: isTaken,
    ...positionAsJson(assignment.position, cwd),
  };
}
