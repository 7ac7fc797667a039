import { dirname, resolve } from 'node:path';

import { glob } from '../../../generator/files/glob.ts';
import { isConfigurationName } from '../../../generator/output/configuration-name.ts';
import { PACKAGE_ROOT } from '../../package-root.ts';
import { counted } from '../counted.ts';
import { UsageError } from '../usage-error.ts';
import { configurationsIn, type ConfigurationFolders } from './configuration-folders.ts';
import { locateConfiguration, notesOn, searchedFolders } from './locate-configuration.ts';
import { isInside } from './tree-location.ts';

/** The configurations that some patterns match. */
export interface MatchedConfigurations {
  /** Absolute paths, each once, in the order of the patterns, those of one pattern sorted. */
  readonly paths: readonly string[];
  /** Sentences on files of the same names that are not read. */
  readonly notes: readonly string[];
}

/**
 * The configurations that a user names by paths, names and patterns. A pattern takes the configurations
 * of the first folder that has any; a word without wildcards is a file, whatever it is called.
 * @throws {UsageError} for a word that no configuration matches
 */
export function matchConfigurations(
  words: readonly string[],
  folders: ConfigurationFolders,
): MatchedConfigurations {
  const all = words.map((word) =>
    /[*?[]/.test(word) ? matched(word, folders) : named(word, folders),
  );
  return {
    paths: [...new Set(all.flatMap(({ paths }) => paths))],
    notes: [...new Set(all.flatMap(({ notes }) => notes))],
  };
}

/**
 * All configurations of `--configs`, or of the first folder that replaces it.
 * @throws {UsageError} when `--configs` has none
 */
export function allConfigurations({ configs }: ConfigurationFolders): MatchedConfigurations {
  const [folder = ''] = configs;
  const names = configurationsIn(folder);
  if (names.length === 0) {
    throw new UsageError(
      `${folder} has no configuration: files called NAME_defconfig or NAME.defconfig. Name another folder with --configs.`,
    );
  }
  return { paths: names.map((name) => resolve(folder, name)), notes: [] };
}

function named(word: string, folders: ConfigurationFolders): MatchedConfigurations {
  const { path, others } = locateConfiguration(word, folders);
  return { paths: [path], notes: notesOn(word, others) };
}

function matched(pattern: string, folders: ConfigurationFolders): MatchedConfigurations {
  const searched = searchedFolders(pattern, folders);
  const found = searched.map((folder) =>
    glob(pattern, folder).map((file) => resolve(folder, file)),
  );
  const all = found.map((paths) => paths.filter(isConfigurationName));
  const [paths, ...others] = all.filter((list) => list.length > 0);
  if (paths !== undefined) return { paths, notes: notesOnFolders(pattern, paths, others) };
  const files = new Set(found.flat()).size;
  throw new UsageError(
    files > 0
      ? `--defconfig ${pattern}: ${files === 1 ? 'the one file' : `none of the ${files} files`} of such a name is ${files === 1 ? 'not a' : 'a'} configuration. Those are called NAME_defconfig or NAME.defconfig.`
      : `--defconfig ${pattern}: no configuration has such a name. Put the pattern in quotes, and name files: NAME_defconfig or NAME.defconfig.`,
  );
}

/** A sentence on each folder in which a pattern matches files too, and none is read. */
function notesOnFolders(
  pattern: string,
  paths: readonly string[],
  others: readonly (readonly string[])[],
): readonly string[] {
  return others
    .map((list) => list.filter((path) => !paths.includes(path)))
    .filter(([first]) => first !== undefined && !isInside(first, PACKAGE_ROOT))
    .map(
      (list) =>
        `${pattern} also matches ${counted(list.length, 'file')} in ${dirname(list[0] ?? '')}; ` +
        `${list.length === 1 ? 'that is' : 'those are'} not read.`,
    );
}
