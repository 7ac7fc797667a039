/** Whether a path leads from the root of a file system, be it one of Windows. */
export function isAbsolute(path: string): boolean {
  return /^([/\\]|[A-Za-z]:[/\\])/.test(path);
}

/** The folder that a path leads to a file in: `.` for a name alone. */
export function parentOf(path: string): string {
  const end = /[^/\\]/.test(path) ? path.replace(/[/\\]+$/, '') : path;
  const slash = Math.max(end.lastIndexOf('/'), end.lastIndexOf('\\'));
  if (slash < 0) return '.';
  const folder = end.slice(0, slash).replace(/[/\\]+$/, '');
  return folder === '' || folder.endsWith(':') ? end.slice(0, slash + 1) : folder;
}

/** The last part of a path. */
export function nameOfFile(path: string): string {
  return /[^/\\]*$/.exec(path)![0];
}

/** A part of a path that can be left out. */
const LEFT_OUT = /(?:^|\/)\.{0,2}(?:\/|$)/;

/** `path` below `folder`, without `.` and, where a name precedes it, `..`. */
export function joinPath(folder: string, path: string): string {
  const joined = folder === '' ? path : `${folder}/${path}`;
  // Most paths are as they have to be.
  if (!joined.startsWith('\\') && !LEFT_OUT.test(joined.startsWith('/') ? joined.slice(1) : joined))
    return joined;
  const root = /^[/\\]+/.test(joined) ? '/' : '';
  const parts: string[] = [];
  for (const part of joined.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (root === '') parts.push(part);
  }
  return root + parts.join('/') || '.';
}
