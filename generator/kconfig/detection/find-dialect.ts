import { decodeBytes } from '../../text/bytes.ts';
import { isAbsolute, joinPath, parentOf } from '../../text/paths.ts';
import { DEFAULT_DIALECT } from '../dialects/dialect.ts';
import type { KconfigFiles } from '../reading/files/kconfig-files.ts';
import type { FoundDialect, Probe } from './found-dialect.ts';
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
  const read = reader(files);
  for (const folder of new Set(foldersOf(place))) {
    const found = probeProgram((path) => read(joinPath(folder, path)));
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
  const program = findProgram(place, files);
  if (program) return program;
  const { file, cwd = '.' } = place;
  const names = isAbsolute(file) ? [file] : [cwd, ...foldersOf(place)].map((folder) => joinPath(folder, file));
  const texts = names.map(reader(files));
  return findWords(texts.find((text) => text !== undefined) ?? '');
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
