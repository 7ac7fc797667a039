import {
  configure,
  formatPosition,
  mergeDefconfigs,
  mergeResults,
  type Assignment,
  type MergeResult,
  type Override,
} from '../../../../generator/kconfig/index.ts';
import { positionAsJson } from '../../findings/findings-json.ts';
import { locateConfiguration, notesOn } from '../../inputs/locate-configuration.ts';
import { relativePaths } from '../../relative-paths.ts';
import { tableLines } from '../../table.ts';
import { UsageError } from '../../usage-error.ts';
import { readConfigFile } from '../config-files.ts';
import type { Target } from '../target.ts';
import { plan } from './configure-targets.ts';

export const mergeTarget: Target = {
  takes: ['fragments', 'output', 'json'],
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
    const { defconfig, overrides } = mergeDefconfigs(files);
    const configuration = configure(tree, defconfig, { mode: 'alldefconfig' });
    const results = mergeResults(defconfig, configuration);
    const cwd = host.cwd();
    const text = [...overrides.map(overrideLine), ...resultLines(results)];
    return {
      ...plan(request, configuration),
      text: relativePaths(text.map((line) => `${line}\n`).join(''), cwd),
      data: {
        overrides: overrides.map((override) => overrideAsJson(override, cwd)),
        results: results.map((result) => resultAsJson(result, cwd)),
      },
    };
  },
};

function overrideLine({ before, after, isRedundant }: Override): string {
  const place = formatPosition(after.position);
  const old = formatPosition(before.position);
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

function overrideAsJson({ before, after, isRedundant }: Override, cwd: string): object {
  return {
    symbol: after.name,
    before: { value: asked(before), ...positionAsJson(before.position, cwd) },
    after: { value: asked(after), ...positionAsJson(after.position, cwd) },
    redundant: isRedundant,
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
