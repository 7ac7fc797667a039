import {
  configure,
  formatPosition,
  mergeDefconfigs,
  mergeResults,
  type Assignment,
  type Defconfig,
  type Merged,
  type MergeResult,
  type Override,
} from '../../../../generator/kconfig/index.ts';
import { counted } from '../../counted.ts';
import { positionAsJson } from '../../findings/findings-json.ts';
import { locateConfiguration, notesOn } from '../../inputs/locate-configuration.ts';
import { relativePaths } from '../../relative-paths.ts';
import { tableLines } from '../../table.ts';
import { UsageError } from '../../usage-error.ts';
import { configPath, readConfigFile } from '../config-files.ts';
import type { Target, TargetRequest, TargetResult } from '../target.ts';
import { plan } from './configure-targets.ts';
import { joinedText } from './joined-text.ts';

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
  const asks = `${counted(results.length, 'value')} asked for`;
  if (missed.length === 0) return [`${asks}; ${results.length === 1 ? 'it is' : 'all are'} in the result.`];
  return [
    `${asks}; ${missed.length === 1 ? 'this one differs' : 'these differ'} in the result:`,
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
