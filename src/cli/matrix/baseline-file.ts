import { join, resolve } from 'node:path';

import { MatrixError, parseBaseline, type Baseline } from '../../../generator/matrix/index.ts';
import type { CommandHost } from '../command-host.ts';
import type { ConfigurationFolders } from '../inputs/configuration-folders.ts';
import { InputError, readInput } from '../read-input.ts';
import { refusePackage } from '../refuse-package.ts';
import type { MatrixArguments } from './arguments.ts';
import { updateCommand } from './update-command.ts';

const NAMES: Readonly<Record<string, string>> = {
  javascript: 'size-baseline.json',
  wasm: 'wasm-size-baseline.json',
};

/** The path of the file of accepted sizes: of `--baseline`, or in the folder of the configurations. */
export function baselinePath(
  baseline: string | undefined,
  { cwd, configs: [folder = cwd] }: ConfigurationFolders,
  target = 'javascript',
): string {
  return baseline === undefined ? join(folder, NAMES[target]!) : resolve(cwd, baseline);
}

/** Throws a `MallocgenError` if the baseline must not be written, before the work for it begins. */
export function refuseBaseline(file: string, cwd: string): void {
  refusePackage(
    file,
    cwd,
    'Name the folder of your configurations with --configs, or a file with --baseline.',
  );
}

/** Whether this user may write the baseline. */
export function canAccept(file: string, cwd: string): boolean {
  try {
    refuseBaseline(file, cwd);
    return true;
  } catch {
    return false;
  }
}

/**
 * Reads the baseline; with `--update` it need not exist.
 * @throws {MatrixError} if it does not exist, is damaged, or has the sizes of another target
 */
export function readBaseline(
  file: string,
  args: MatrixArguments,
  host: CommandHost,
): Baseline | undefined {
  let text: string;
  try {
    text = readInput(file).toString();
  } catch (error) {
    if (!(error instanceof InputError) || !error.isMissing) throw error;
    if (args.update) return undefined;
    throw new MatrixError(
      `${file}: there is no such file. ` +
        (canAccept(file, host.cwd())
          ? `Name another with --baseline, or write it: ${updateCommand(args, host)}`
          : 'Name the folder of your configurations with --configs, or a file with --baseline.'),
    );
  }
  if (/^<{7} /m.test(text)) {
    throw new MatrixError(
      `${file} has merge conflicts. Take one side, such as by git checkout --ours, then run: ${updateCommand(args, host)}`,
    );
  }
  const found = parseBaseline(text, file);
  const { target = 'javascript' } = found;
  if (target !== args.target) {
    throw new MatrixError(
      `${file} has the sizes of --target ${target}. Name another file with --baseline, or add that option.`,
    );
  }
  return found;
}
