import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { configReader } from '../../../generator/current-config.ts';
import { templatesDigest, verifyOutput, type Sources } from '../../../generator/output/index.ts';
import { PACKAGE_ROOT, packageVersion } from '../../package-root.ts';
import type { CommandHost } from '../command-host.ts';
import { counted } from '../counted.ts';
import { EXIT } from '../exit-code.ts';
import { announceAll } from '../inputs/announce.ts';
import { PARSED_TEMPLATES } from '../parsed-templates.ts';
import { relativePaths } from '../relative-paths.ts';
import { UsageError } from '../usage-error.ts';

/** The command line of `mallocgen verify`. */
export interface VerifyArguments {
  readonly folder?: string | undefined;
  readonly configs?: string | undefined;
  readonly kconfig?: string | undefined;
  readonly 'allow-shell': boolean;
  readonly format: string;
}

/** Runs the command. Throws a `MallocgenError` when nothing was generated there. */
export async function runVerify(args: VerifyArguments, host: CommandHost): Promise<number> {
  const cwd = host.cwd();
  const readConfig = configReader({ allowShell: args['allow-shell'], env: host.env });
  const read: Sources[] = [];
  const { findings, folders, files } = verifyOutput(resolve(cwd, args.folder ?? 'out'), {
    generator: `mallocgen ${packageVersion()}`,
    own: PACKAGE_ROOT,
    templates: templatesDigest(join(PACKAGE_ROOT, 'templates'), PARSED_TEMPLATES),
    config(sources) {
      read.push(sources);
      return readConfig(sources);
    },
    instead: {
      configs: existing(args.configs, '--configs', cwd),
      kconfig: existing(args.kconfig, '--kconfig', cwd),
    },
  });
  if (read.length > 0) {
    announceAll(
      read.map(({ kconfig }) => kconfig),
      read.map(({ defconfig }) => defconfig),
      host,
    );
  }
  const relative = findings.map(({ kind, file, reason }) => ({
    kind,
    file: relativePaths(file, cwd),
    reason: relativePaths(reason, cwd),
  }));
  if (args.format === 'json') {
    const report = { folders: folders.length, files, findings: relative };
    host.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  } else {
    const lines = relative.map(({ kind, file, reason }) => `${file}: ${kind}: ${reason}.`);
    const wrong = relative.filter(({ kind }) => kind !== 'interrupted').length;
    const sum =
      wrong === 0
        ? `${counted(folders.length, 'configuration')}, ${counted(files, 'file')}: all as generated.`
        : wrongText(wrong, files);
    host.stdout.write(`${[...lines, sum].join('\n')}\n`);
  }
  return relative.length === 0 ? EXIT.good : EXIT.checkFailed;
}

function wrongText(wrong: number, files: number): string {
  return wrong === 1
    ? `1 of ${counted(files, 'file')} is not as it would be generated. Generate it again.`
    : `${wrong} of ${counted(files, 'file')} are not as they would be generated. Generate them again.`;
}

/** The path of a file or folder that an option names. Throws {@link UsageError} if it does not exist. */
function existing(name: string | undefined, option: string, cwd: string): string | undefined {
  if (name === undefined || existsSync(resolve(cwd, name))) return name && resolve(cwd, name);
  throw new UsageError(`${option} ${name}: there is no such file or folder. Correct the path.`);
}
