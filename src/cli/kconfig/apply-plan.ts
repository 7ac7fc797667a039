import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { decodeBytes, editLines, saveFile, type KconfigTree } from '../../../generator/kconfig/index.ts';
import type { CommandHost } from '../command-host.ts';
import { EXIT } from '../exit-code.ts';
import type { Planner, PlanFor } from './plan.ts';

/** Where to write a plan. */
export interface PlanTarget {
  readonly file: string;
  /** The configuration that the plan starts from, if it is a file. */
  readonly base: string | undefined;
}

/**
 * Writes what a plan sets: into the `.config` that it starts from as a whole new configuration, into any
 * other file as lines, with all others kept. Writes nothing if there is no plan.
 */
export function applyPlan(
  { name, value, plan }: PlanFor,
  planner: Planner,
  tree: KconfigTree,
  { file, base }: PlanTarget,
  host: CommandHost,
): number {
  if ('impossible' in plan) {
    host.stderr.write(`${file} stays as it is: nothing makes ${name} ${value}.\n`);
    return EXIT.checkFailed;
  }
  const path = resolve(host.cwd(), file);
  const isWhole = basename(path) === '.config' && base !== undefined && resolve(base) === path;
  const before = existsSync(path) ? decodeBytes(readFileSync(path)) : '';
  const text = isWhole
    ? planner.saveWith(plan.assignments)
    : editLines(before, plan.assignments, tree);
  if (text === before) {
    host.messages.write(`${file} has all of it already.\n`);
    return EXIT.good;
  }
  saveFile(path, text, { keepOld: isWhole });
  host.messages.write(`Wrote ${file}.\n`);
  return EXIT.good;
}
