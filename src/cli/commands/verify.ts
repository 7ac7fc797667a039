import { join, resolve } from 'node:path';

import { PACKAGE_ROOT, packageVersion } from '../../package-root.ts';
import { command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { relativePaths } from '../relative-paths.ts';
import { VARIANT_OPTIONS } from '../variant-options.ts';

/** Is what was generated still what would be generated? */
export const verifyCommand = command({
  name: 'verify [folder]',
  summary: 'find generated files that are stale, edited or missing',
  usage: `Usage: $0 verify [FOLDER] [options]

Compares generated files with what their manifests say of them, and the manifests with this program, its templates and the configurations as they are now. Exit code 1 when anything differs.`,
  words: {
    folder: {
      type: 'string',
      default: 'out',
      describe: 'What --out named, or the folder of one configuration in it',
    },
  },
  options: {
    configs: {
      type: 'string',
      requiresArg: true,
      describe: 'A folder to take the configurations from by name, instead of where they were',
    },
    kconfig: {
      type: 'string',
      requiresArg: true,
      describe: 'The first file of the Kconfig tree, instead of the one that was taken',
    },
    'allow-shell': VARIANT_OPTIONS['allow-shell'],
    format: {
      choices: ['text', 'json'],
      requiresArg: true,
      default: 'text',
      describe: 'What to print: a line for each finding, or JSON',
    },
  },
  examples: [
    ['$0 verify', 'all that was generated in out'],
    ['$0 verify out/small', 'one configuration'],
  ],
  async run(args, host) {
    const { templatesDigest, verifyOutput } = await import('../../../generator/output/index.ts');
    const { configReader } = await import('../../../generator/current-config.ts');
    const { findings, folders, files } = verifyOutput(resolve(host.cwd(), args.folder ?? 'out'), {
      generator: `mallocgen ${packageVersion()}`,
      templates: templatesDigest(join(PACKAGE_ROOT, 'templates')),
      own: PACKAGE_ROOT,
      config: configReader({ allowShell: args['allow-shell'], env: host.env }),
      instead: {
        configs: args.configs && resolve(host.cwd(), args.configs),
        kconfig: args.kconfig && resolve(host.cwd(), args.kconfig),
      },
    });
    const told = findings.map(({ kind, file, reason }) => ({
      kind,
      file: relativePaths(file, host.cwd()),
      reason: relativePaths(reason, host.cwd()),
    }));
    if (args.format === 'json') {
      const report = { folders: folders.length, files, findings: told };
      host.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    } else {
      const lines = told.map(({ kind, file, reason }) => `${file}: ${kind}: ${reason}.`);
      const wrong = told.filter(({ kind }) => kind !== 'interrupted').length;
      const sum =
        wrong === 0
          ? `${folders.length} configuration${folders.length === 1 ? '' : 's'}, ${files} files: all as generated.`
          : `${wrong} of ${files} files are not as they would be generated. Generate them again.`;
      host.stdout.write(`${[...lines, sum].join('\n')}\n`);
    }
    return told.length === 0 ? EXIT.good : EXIT.checkFailed;
  },
});
