import type { HostProcess } from '../../host-process.ts';
import { wasmOptions, wasmRequest } from '../inputs/wasm-request.ts';
import { programName } from '../program-name.ts';
import { optionWords, shellWords } from '../shell-words.ts';
import type { MatrixArguments } from './arguments.ts';

/** The command that accepts the sizes which a run with these options found, for a shell. */
export function updateCommand(args: MatrixArguments, host: HostProcess): string {
  const { configs, kconfig, define, function: functions, dialect, baseline } = args;
  const allowShell = { 'allow-shell': args['allow-shell'] };
  const options = {
    configs,
    kconfig,
    define,
    function: functions,
    dialect,
    baseline,
    ...wasmOptions(wasmRequest(args)),
    ...allowShell,
  };
  return `${programName(host)} ${shellWords(['matrix', '--update', ...optionWords(options)])}`;
}
