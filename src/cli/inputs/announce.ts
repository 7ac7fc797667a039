import { basename, dirname, relative } from 'node:path';

import { PACKAGE_ROOT } from '../../package-root.ts';
import type { CommandHost } from '../command-host.ts';
import { relativePaths } from '../relative-paths.ts';
import { isInside, type TreeLocation } from './tree-location.ts';

/** What a command reads. Paths are absolute. */
export interface Taken {
  readonly tree?: TreeLocation;
  /** Undefined for a command that reads no configurations by itself. */
  readonly configurations?: readonly string[] | undefined;
  /** Other files, each with what it is: `Trace`. */
  readonly files?: readonly (readonly [what: string, path: string])[];
  /** Further sentences, on lines of their own. */
  readonly notes?: readonly string[];
}

/** Says which tree and which files a command reads: the first line on standard error. */
export function announce(
  { tree, configurations, files = [], notes = [] }: Taken,
  host: CommandHost,
): void {
  const trees = tree === undefined ? [] : [tree.file];
  const dialect = tree === undefined || tree.isOurs ? [] : [dialectText(tree)];
  host.messages.write(takenLine(trees, configurations, files, host.cwd(), dialect));
  for (const note of [...(tree?.notes ?? []), ...notes]) {
    host.messages.write(`Note: ${relativePaths(note, host.cwd())}\n`);
  }
}

/** The same for configurations that may be of several trees. */
export function announceAll(
  trees: readonly string[],
  configurations: readonly string[],
  host: CommandHost,
): void {
  const line = takenLine([...new Set(trees)], [...new Set(configurations)], [], host.cwd());
  host.messages.write(line);
}

/** Up to this number of files are named; of more, only the folders. */
const MOST_NAMED = 3;

function takenLine(
  trees: readonly string[],
  configurations: readonly string[] | undefined,
  files: readonly (readonly [string, string])[],
  cwd: string,
  more: readonly string[] = [],
): string {
  const sentences = [
    ...(trees.length === 0
      ? []
      : [`${trees.length === 1 ? 'Tree' : 'Trees'}: ${listed(trees, cwd)}.`]),
    ...(configurations === undefined ? [] : [configurationsText(configurations, cwd)]),
    ...files.map(([what, path]) => `${what}: ${shown(path, cwd)}.`),
    ...more,
  ];
  return `${sentences.join(' ')}\n`;
}

function dialectText({ dialect, dialectReason, prefix }: TreeLocation): string {
  const dialectSentence = `Dialect: ${dialect} (${dialectReason}).`;
  if (!prefix) return dialectSentence;
  return `${dialectSentence} Prefix of symbols: ${prefix.prefix || 'none'} (${prefix.reason}).`;
}

function listed(paths: readonly string[], cwd: string): string {
  return paths.map((path) => shown(path, cwd)).join(', ');
}

function configurationsText(paths: readonly string[], cwd: string): string {
  if (paths.length === 0) return 'Configuration: none, all symbols have their defaults.';
  if (paths.length === 1) return `Configuration: ${shown(paths[0] ?? '', cwd)}.`;
  if (paths.length <= MOST_NAMED) {
    return `Configurations: ${listed(paths, cwd)}.`;
  }
  const folders = [...new Set(paths.map((path) => dirname(path)))];
  const names = folders.map((folder) => (folder === cwd ? 'this folder' : shown(folder, cwd)));
  return `Configurations: ${paths.length} in ${names.join(' and ')}.`;
}

/** A path as a user in `cwd` would write it; what comes with mallocgen is said to be its own. */
export function shown(path: string, cwd: string): string {
  if (isInside(path, PACKAGE_ROOT) && !isInside(cwd, PACKAGE_ROOT) && cwd !== PACKAGE_ROOT) {
    return `mallocgen's own ${relative(PACKAGE_ROOT, path)}`;
  }
  if (!isInside(path, cwd)) return path;
  const way = relative(cwd, path);
  return way === basename(way) && !way.startsWith('.') ? `./${way}` : way;
}
