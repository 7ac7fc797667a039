import { dirname, join, resolve } from 'node:path';

import { PACKAGE_ROOT } from '../../package-root.ts';
import { command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { locateDefconfig } from '../locate-defconfig.ts';
import { PARSED_TEMPLATES } from '../parsed-templates.ts';

/** A console on a heap, with U-Boot's `malloc` command. */
export const sandboxCommand = command({
  name: 'sandbox',
  summary: 'start a console on a heap, to look at it with the malloc command',
  usage: `Usage: $0 sandbox [-c "COMMANDS"] [options]

Specialises the allocator of a configuration, makes a heap and reads commands: malloc info, dump, leak and log, setenv and printenv, whose variables lie in the heap, ut, help, reset and poweroff.`,
  options: {
    c: {
      type: 'string',
      requiresArg: true,
      describe: "Run these commands, ';' between them, and end",
    },
    defconfig: {
      type: 'string',
      requiresArg: true,
      default: 'mcheck64_defconfig',
      describe: 'The configuration: a file name in the configs folder, or a path',
    },
    malloc_dump: {
      type: 'string',
      requiresArg: true,
      describe: 'Write a dump of the heap here on poweroff and reset; %d counts the restarts',
    },
    configs: {
      type: 'string',
      requiresArg: true,
      default: join(PACKAGE_ROOT, 'configs'),
      defaultDescription: "mallocgen's own",
      describe: 'The folder that holds the configurations',
    },
    kconfig: {
      type: 'string',
      requiresArg: true,
      default: join(PACKAGE_ROOT, 'Kconfig'),
      defaultDescription: "mallocgen's own",
      describe: 'The first file of the Kconfig tree',
    },
  },
  examples: [
    ['$0 sandbox', 'a console with backtraces and the log'],
    ['$0 sandbox -c "malloc leak start; setenv foo bar; malloc leak end"', 'two leaks'],
    ['$0 sandbox -c "ut -L"', 'all unit tests, with what each leaves in the heap'],
    ['$0 sandbox -c poweroff --malloc_dump heap%d.txt', 'the heap after the start'],
  ],
  async run(args, host) {
    const defconfig = locateDefconfig(args.defconfig, args.configs, host.cwd());
    const kconfig = resolve(host.cwd(), args.kconfig);
    const { openVariant } = await import('../../console/variant.ts');
    const { ConsoleError } = await import('../../console/console-error.ts');
    const { Machine } = await import('../../console/machine.ts');
    const { runLine } = await import('../../console/run-line.ts');
    const { runSession } = await import('../../console/session.ts');
    const variant = await openVariant({
      kconfig,
      srctree: dirname(kconfig),
      defconfig,
      templates: join(PACKAGE_ROOT, 'templates'),
      parsedTemplates: PARSED_TEMPLATES,
      env: host.env,
    });
    if (args.malloc_dump !== undefined && !variant.options.enabled.MALLOC_DEBUG) {
      throw ConsoleError.noDump(defconfig);
    }
    const machine = new Machine({
      variant,
      print: (line) => void host.stdout.write(`${line}\n`),
      mallocDump: args.malloc_dump && resolve(host.cwd(), args.malloc_dump),
    });
    const isGood =
      args.c === undefined ? await runSession(host, machine) : runLine(args.c, machine);
    return isGood ? EXIT.good : EXIT.checkFailed;
  },
});
