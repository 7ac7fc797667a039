import { join, resolve } from 'node:path';

import { PHASES } from '../../../generator/options/phase.ts';
import { PACKAGE_ROOT, packageVersion } from '../../package-root.ts';
import { command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { locateDefconfig } from '../locate-defconfig.ts';
import { PARSED_TEMPLATES } from '../parsed-templates.ts';
import { progressOn } from '../progress.ts';
import type { GenerationReport } from '../report/generation-report.ts';
import { VARIANT_OPTIONS } from '../variant-options.ts';

/** The main job: from a defconfig to measured modules in `out/NAME`. */
export const generateCommand = command({
  name: '$0',
  usage: `Usage: $0 --defconfig NAME_defconfig [options]

Makes a memory allocator for each phase of a configuration, writes the modules to out/NAME and prints what each weighs.`,
  options: {
    defconfig: {
      type: 'string',
      requiresArg: true,
      demandOption: true,
      describe: 'The configuration: a file name in the configs folder, or a path',
    },
    phase: {
      array: true,
      choices: PHASES,
      requiresArg: true,
      describe: 'Make only this phase; may be repeated. Without it, every phase that is enabled',
    },
    out: {
      type: 'string',
      requiresArg: true,
      default: 'out',
      describe: 'The folder to write NAME in. NAME is replaced whole, and only when all went well',
    },
    format: {
      choices: ['table', 'json'],
      requiresArg: true,
      default: 'table',
      describe: 'What to print: a table, or JSON with the manifest and the warnings',
    },
    strict: {
      type: 'boolean',
      default: false,
      describe: 'Treat every warning about the configuration as an error',
    },
    configs: {
      type: 'string',
      requiresArg: true,
      default: join(PACKAGE_ROOT, 'configs'),
      defaultDescription: "mallocgen's own",
      describe: 'The folder that holds the configurations',
    },
    ...VARIANT_OPTIONS,
  },
  examples: [
    ['$0 --defconfig sandbox_defconfig', 'every phase of configs/sandbox_defconfig'],
    ['$0 --defconfig my/board_defconfig --out build', 'a file of your own, to build/board'],
    ['$0 --defconfig sandbox_vpl_defconfig --phase spl --phase tpl', 'two phases of four'],
    ['$0 --defconfig small_defconfig --format json', 'the sizes, for a program to read'],
  ],
  async run(args, host) {
    const defconfig = locateDefconfig(args.defconfig, args.configs, host.cwd());
    const { generate } = await import('../../../generator/generate.ts');
    const { writeOutput } = await import('../../../generator/output/index.ts');
    const { printJson, printTable } = await import('../report/generation-report.ts');
    const progress = await progressOn(host);
    let report: GenerationReport;
    try {
      const { generated, warnings } = await generate(
        {
          kconfig: resolve(host.cwd(), args.kconfig),
          defconfig,
          own: PACKAGE_ROOT,
          templates: join(PACKAGE_ROOT, 'templates'),
          parsedTemplates: PARSED_TEMPLATES,
          env: host.env,
          allowShell: args['allow-shell'],
          strict: args.strict,
          ...(args.phase && { phases: args.phase }),
        },
        progress.step,
      );
      const out = resolve(host.cwd(), args.out);
      report = { warnings, ...writeOutput(out, generated, `mallocgen ${packageVersion()}`) };
    } finally {
      progress.end();
    }
    (args.format === 'json' ? printJson : printTable)(report, host);
    return EXIT.good;
  },
});
