import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { decodeBytes, editLines, type KconfigTree } from '../../../generator/kconfig/index.ts';
import type { CommandHost } from '../command-host.ts';
import { EXIT } from '../exit-code.ts';
import { readInput } from '../read-input.ts';
import { refusePackage } from '../refuse-package.ts';
import { ForeignConfigError } from './foreign-config.ts';
import type { Planner, PlanFor } from './plan.ts';
import { saveOrAdvise } from './save-or-advise.ts';

/** Where to write a plan. */
export interface PlanTarget {
  readonly file: string;
  /** The configuration that the plan starts from, if it is a file. */
  readonly base: string | undefined;
  /** What to say if the base was made from another tree. */
  readonly foreign: string | undefined;
}

/**
 * Writes what a plan sets: into the `.config` that it starts from as a whole new configuration, into any
 * other file as lines, with all others kept. Writes nothing if there is no plan. Throws a `MallocgenError` if
 * the file cannot be written, or if the symbols of the `.config` would be lost.
 */
export function applyPlan(
  { name, value, plan }: PlanFor,
  planner: Planner,
  tree: KconfigTree,
  { file, base, foreign }: PlanTarget,
  host: CommandHost,
): number {
  if ('impossible' in plan) {
    host.stderr.write(`${file} stays as it is: nothing makes ${name} ${value}.\n`);
    return EXIT.checkFailed;
  }
  const path = resolve(host.cwd(), file);
  const isWhole = basename(path) === '.config' && base !== undefined && resolve(base) === path;
  refusePackage(path, host.cwd(), 'Name a file of your own with --apply.');
  if (isWhole && foreign !== undefined) {
    throw new ForeignConfigError(`${foreign}, and would be lost. Name its tree with --kconfig.`);
  }
  if (!isWhole && Object.keys(plan.assignments).length === 0) {
    host.messages.write(`${file} stays as it is: ${name} is ${value} already.\n`);
    return EXIT.good;
  }
  const before = existsSync(path) ? decodeBytes(readInput(path)) : '';
  const text = isWhole
    ? planner.saveWith(plan.assignments)
    : editLines(before, plan.assignments, tree);
  if (text === before) {
    host.messages.write(`${file} has all of it already.\n`);
    return EXIT.good;
  }
  saveOrAdvise(path, text, { keepOld: isWhole }, 'Name another file with --apply.');
  host.messages.write(`Wrote ${file}.\n`);
  return EXIT.good;
}
