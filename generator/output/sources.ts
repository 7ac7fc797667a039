import { realpathSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';

/** The files that a configuration comes from. Absolute paths. */
export interface Sources {
  readonly defconfig: string;
  /** Files whose lines replace those of the defconfig, the last one last; absent if there are none. */
  readonly fragments?: readonly string[] | undefined;
  /** The first file of the Kconfig tree. */
  readonly kconfig: string;
  /** Where the files that it sources are looked for, unless that is its own folder. */
  readonly srctree?: string | undefined;
  /** Whose Kconfig the tree was read as, unless that is U-Boot's. */
  readonly dialect?: string | undefined;
}

/** The same as a manifest has them: paths from its folder, or files of the program. */
export type WrittenSources = Sources;

/** Before the path of a file that comes with the program, and so is wherever the program is. */
const OWN = 'mallocgen:';

/** What the package has of such files. */
const OWN_FILE = /^(?:Kconfig[^/]*|configs\/[^/]+)$/;

/**
 * The sources as they are written into the manifest in `folder`: relative to that folder, so that the
 * text is the same wherever a project is checked out, or as files of the program.
 * @param own the folder of the program; undefined if none of its files can be among the sources
 */
export function writtenSources(
  { defconfig, fragments, kconfig, srctree, dialect }: Sources,
  folder: string,
  own: string | undefined,
): WrittenSources {
  const written = (path: string): string =>
    ownPath(path, own) ?? slashes(relative(resolve(folder), resolve(path)));
  return {
    defconfig: written(defconfig),
    ...(fragments === undefined ? {} : { fragments: fragments.map(written) }),
    kconfig: written(kconfig),
    ...(srctree === undefined ? {} : { srctree: written(srctree) }),
    ...(dialect === undefined ? {} : { dialect }),
  };
}

/** The files that written sources name. */
export function locateSources(written: WrittenSources, folder: string, own: string): Sources {
  const located = (text: string): string =>
    text.startsWith(OWN) ? join(own, text.slice(OWN.length)) : resolve(folder, text);
  const { defconfig, fragments, kconfig, srctree, dialect } = written;
  return {
    defconfig: located(defconfig),
    ...(fragments === undefined ? {} : { fragments: fragments.map(located) }),
    kconfig: located(kconfig),
    ...(srctree === undefined ? {} : { srctree: located(srctree) }),
    ...(dialect === undefined ? {} : { dialect }),
  };
}

/** Whether a text can be the path of a source: one that came from elsewhere must not be absolute. */
export function isWrittenSource(text: string): boolean {
  return text.startsWith(OWN) ? OWN_FILE.test(text.slice(OWN.length)) : !isAbsolute(text);
}

function ownPath(path: string, own: string | undefined): string | undefined {
  if (own === undefined) return undefined;
  const inside = slashes(relative(realPath(own), realPath(path)));
  return OWN_FILE.test(inside) ? OWN + inside : undefined;
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

function slashes(path: string): string {
  return path.split(sep).join('/');
}
