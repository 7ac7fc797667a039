import { readdirSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/**
 * The files that match a shell pattern (`*`, `?`, `[…]` within one part of the path), sorted. A
 * relative pattern is looked for below `folder`, and the results are relative to it as well. As in
 * a shell, a wildcard does not match a dot at the beginning of a name.
 */
export function glob(pattern: string, folder: string): string[] {
  const absolute = isAbsolute(pattern);
  let paths = [absolute ? '/' : ''];
  for (const part of pattern.split('/').filter((text) => text !== '')) {
    const place = (path: string): string => (absolute ? path : join(folder, path));
    paths = paths.flatMap((path) =>
      /[*?[]/.test(part)
        ? matchingNames(place(path), part).map((name) => join(path, name))
        : [path === '' ? part : `${path}${path === '/' ? '' : '/'}${part}`],
    );
  }
  return paths.filter((path) => isFile(absolute ? path : join(folder, path))).toSorted();
}

/** Whether the path is that of a file; what cannot be looked at is none. */
export function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    return false;
  }
}

function matchingNames(folder: string, pattern: string): string[] {
  const expression = toRegExp(pattern);
  try {
    return readdirSync(folder).filter(
      (name) => expression.test(name) && (!name.startsWith('.') || pattern.startsWith('.')),
    );
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
