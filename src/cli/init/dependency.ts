import { dirname, resolve } from 'node:path';

import { isInside } from '../inputs/tree-location.ts';

/** Where a project has mallocgen from. */
export interface Dependency {
  /** What package.json says, such as `^0.1.0` or `file:../mallocgen`. */
  readonly range: string;
  /** The package.json that says it. */
  readonly file: string;
}

/** The path of a dependency that is a file or a folder; undefined if it comes from elsewhere. */
function pathOf({ range, file }: Dependency): string | undefined {
  const [, path = range] = /^(?:file|link|portal):(?:\/\/(?=\/))?(.*)$/.exec(range) ?? [];
  const isPath = path !== range || /^\.{0,2}\/|^[a-z]:[\\/]/i.test(range);
  return isPath ? resolve(dirname(file), path.replace(/::.*$/, '')) : undefined;
}

/** Whether only this machine has it: it is a file or a folder outside of the repository. */
export function isOnlyHere(dependency: Dependency, repository: string): boolean {
  const path = pathOf(dependency);
  return path !== undefined && path !== repository && !isInside(path, repository);
}
