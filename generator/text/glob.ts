import { isAbsolute, joinPath } from './paths.ts';

/** The file system that a pattern is compared with. */
export interface GlobFiles {
  /** The names in a folder; none for what is not a folder. */
  readonly list: (folder: string) => readonly string[];
  readonly isFile: (path: string) => boolean;
}

/**
 * The files that match a shell pattern (`*`, `?`, `[…]` within one part of the path), sorted. A
 * relative pattern is looked for below `folder`, and the results are relative to it as well. As in
 * a shell, a wildcard does not match a dot at the beginning of a name.
 *
 * @param spend called with the number of names in each folder that is searched; may throw to stop.
 */
export function matchPaths(
  pattern: string,
  folder: string,
  { list, isFile }: GlobFiles,
  spend: (names: number) => void = () => {},
): string[] {
  const absolute = isAbsolute(pattern);
  const place = (path: string): string => (absolute ? path : joinPath(folder, path));
  let paths = [absolute ? '/' : ''];
  for (const part of pattern.split('/').filter((text) => text !== '')) {
    if (!/[*?[]/.test(part)) {
      paths = paths.map((path) => below(path, part));
      continue;
    }
    const matches = matcher(part);
    paths = paths.flatMap((path) => {
      const names = list(place(path));
      spend(names.length);
      return names.filter(matches).map((name) => joinPath(path, name));
    });
  }
  return paths.filter((path) => isFile(place(path))).toSorted();
}

/** Keeps `..` and `.` as the pattern has them, since that is how messages name the file. */
function below(path: string, name: string): string {
  return path === '' || path === '/' ? path + name : `${path}/${name}`;
}

function matcher(pattern: string): (name: string) => boolean {
  const source = pattern.replaceAll(/\[!?[^\]]+\]|[*?]|[\\^$.|+(){}[\]]/g, (token) => {
    if (token === '*') return '[^/]*';
    if (token === '?') return '[^/]';
    if (token.length === 1) return `\\${token}`;
    return token.replace(/^\[!/, '[^').replaceAll('\\', '\\\\');
  });
  const expression = new RegExp(`^${source}$`);
  return (name) => expression.test(name) && (!name.startsWith('.') || pattern.startsWith('.'));
}
