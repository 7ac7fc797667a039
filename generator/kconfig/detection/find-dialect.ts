import { decodeBytes } from '../../text/bytes.ts';
import { isAbsolute, joinPath, parentOf } from '../../text/paths.ts';
import { DEFAULT_DIALECT } from '../dialects/dialect.ts';
import type { KconfigFiles } from '../reading/files/kconfig-files.ts';
import type { FoundDialect, Probe } from './found-dialect.ts';
import { probeProgramPrefix, probeTitlePrefix, type FoundPrefix } from './probe-prefix.ts';
import { probeProgram } from './probe-program.ts';
import { probeWords } from './probe-words.ts';

/** Where a tree is, as for `loadKconfig`. */
export interface TreePlace {
  readonly file: string;
  readonly cwd?: string | undefined;
  readonly srctree?: string | undefined;
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/**
 * The dialect of a tree, from the sources of the program beside it, its Makefile among them. Undefined if
 * there are none.
 */
export function findProgram(place: TreePlace, files: KconfigFiles): FoundDialect | undefined {
  return firstFound(place, files, probeProgram);
}

/** What that program puts before the names of symbols. Undefined if there is none. */
export function findProgramPrefix(place: TreePlace, files: KconfigFiles): FoundPrefix | undefined {
  return firstFound(place, files, probeProgramPrefix);
}

function firstFound<Found>(
  place: TreePlace,
  files: KconfigFiles,
  ask: (probe: Probe) => Found | undefined,
): Found | undefined {
  const read = reader(files);
  for (const folder of new Set(foldersOf(place))) {
    const found = ask((path) => read(joinPath(folder, path)));
    if (found) return found;
  }
  return undefined;
}

/** The dialect of a tree from the text of its first file; that of U-Boot if it tells none. */
export function findWords(text: string): FoundDialect {
  return (
    probeWords(text) ?? { name: DEFAULT_DIALECT, reason: 'a guess, as nothing in the tree shows it: name it with --dialect, such as linux' }
  );
}

/** Both: what the program beside a tree reads or, without one, what the words of its first file belong to. */
export function findDialectOf(place: TreePlace, files: KconfigFiles): FoundDialect {
  return findProgram(place, files) ?? findWords(firstText(place, files));
}

/** What comes before the names of symbols, if the program beside a tree or the title of the tree says it. */
export function findPrefixOf(place: TreePlace, files: KconfigFiles): FoundPrefix | undefined {
  return findProgramPrefix(place, files) ?? probeTitlePrefix(firstText(place, files));
}

function firstText(place: TreePlace, files: KconfigFiles): string {
  const { file, cwd = '.' } = place;
  const names = isAbsolute(file) ? [file] : [cwd, ...foldersOf(place)].map((folder) => joinPath(folder, file));
  const texts = names.map(reader(files));
  return texts.find((text) => text !== undefined) ?? '';
}

function foldersOf({ file, cwd = '.', srctree, env }: TreePlace): readonly string[] {
  const inCwd = (path: string): string => (isAbsolute(path) ? path : joinPath(cwd, path));
  const root = srctree ?? env?.['srctree'];
  return [parentOf(inCwd(file)), ...(root === undefined ? [] : [inCwd(root)])];
}

function reader(files: KconfigFiles): Probe {
  return (path) => {
    try {
      if (!files.exists(path)) return undefined;
      const found = files.read(path);
      return found === undefined || typeof found === 'string' ? found : decodeBytes(found);
    } catch {
      return undefined;
    }
  };
}
