import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The search path under which `command` succeeds, as it did where the list was recorded: the one
 * given if that has it, otherwise with a command in front that does nothing and exits with 0, in `folder`.
 */
export function pathWith(command: string, path: string, folder: string): string {
  if (path.split(delimiter).some((place) => existsSync(join(place, command)))) return path;
  writeFileSync(join(folder, command), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  return `${folder}${delimiter}${path}`;
}
