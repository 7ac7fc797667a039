import { readdirSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/**
 * The files that match a shell pattern (`*`, `?`, `[…]` within one part of the path), sorted. A
 * relative pattern is looked for below `folder`, and the results are relative to it as well. As in
 * a shell, a wildcard does not match a dot at the beginning of a name.
 *
 * @param spend called with the number of names in each folder that is searched; may throw to end it.
 */
export function glob(
  pattern: string,
  folder: string,
  spend: (names: number) => void = () => {},
): string[] {
  const absolute = isAbsolute(pattern);
  let paths = [absolute ? '/' : ''];
  for (const part of pattern.split('/').filter((text) => text !== '')) {
    const place = (path: string): string => (absolute ? path : join(folder, path));
    paths = paths.flatMap((path) =>
      /[*?[]/.test(part)
        ? matchingNames(place(path), part, spend).map((name) => join(path, name))
        : [path === '' ? part : `${path}${path === '/' ? '' : '/'}${part}`],
    );
  }
  const isFile = (path: string): boolean =>
    fileSize(absolute ? path : join(folder, path)) !== undefined;
  return paths.filter(isFile).toSorted();
}

/** The bytes of the file at the path; undefined for what is none, or cannot be looked at. */
export function fileSize(path: string): number | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats?.isFile() ? stats.size : undefined;
  } catch {
    return undefined;
  }
}

function matchingNames(folder: string, pattern: string, spend: (names: number) => void): string[] {
  const expression = toRegExp(pattern);
  const names = namesIn(folder);
  spend(names.length);
  return names.filter(
    (name) => expression.test(name) && (!name.startsWith('.') || pattern.startsWith('.')),
  );
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function toRegExp(pattern: string): RegExp {
  const source = pattern.replaceAll(/\[!?[^\]]+\]|[*?]|[\\^$.|+(){}[\]]/g, (token) => {
    if (token === '*') return '[^/]*';
    if (token === '?') return '[^/]';
    if (token.length === 1) return `\\${token}`;
    return token.replace(/^\[!/, '[^').replaceAll('\\', '\\\\');
  });
  return new RegExp(`^${source}$`);
}
