import { ShellNotAllowedError } from '../../diagnostics/errors.ts';
import type { Shell } from './functions.ts';

/** Refuses every command: what a tree gets that was loaded without permission. */
export const refuseShell: Shell = (command, position) => {
  throw new ShellNotAllowedError(
    position,
    `the tree runs the command '${command}': allow it to (--allow-shell, or allowShell: true) if you trust the tree`,
  );
};
