import { join, resolve } from 'node:path';

import {
  isSameKind,
  kindOf,
  MatrixError,
  parseBaseline,
  type Baseline,
} from '../../../generator/matrix/index.ts';
import type { WasmRequest } from '../../../generator/wasm/index.ts';
import type { CommandHost } from '../command-host.ts';
import type { ConfigurationFolders } from '../inputs/configuration-folders.ts';
import { wasmRequest } from '../inputs/wasm-request.ts';
import { kindWords } from './kind-words.ts';
import { InputError, readInput } from '../read-input.ts';
import { refusePackage } from '../refuse-package.ts';
import type { MatrixArguments } from './arguments.ts';
import { updateCommand } from './update-command.ts';

/** The path of the file of accepted sizes: of `--baseline`, or in the folder of the configurations. */
export function baselinePath(
  baseline: string | undefined,
  { cwd, configs: [folder = cwd] }: ConfigurationFolders,
  wasm?: WasmRequest,
): string {
  return baseline === undefined ? join(folder, baselineName(wasm)) : resolve(cwd, baseline);
}

/** Modules that differ in their address or in where they have their memory from have files of their own. */
function baselineName(wasm: WasmRequest | undefined): string {
  if (wasm === undefined) return 'size-baseline.json';
  const { address, memory } = wasm;
  const place = address === undefined ? '' : `${address}-`;
  return `wasm-${memory === 'own' ? 'own-' : ''}${place}size-baseline.json`;
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
  if (!isSameKind(found, kindOf(wasmRequest(args)))) {
    throw new MatrixError(
      `${file} has the sizes of ${kindWords(found)}. Name another file with --baseline, or use these options.`,
    );
  }
  return found;
}
