import { availableParallelism } from 'node:os';
import { join } from 'node:path';

import { PACKAGE_ROOT } from '../../package-root.ts';
import { command } from '../command.ts';
import { VARIANT_OPTIONS } from '../variant-options.ts';

/** The matrix as a page. */
export const reportCommand = command({
  name: 'report',
  summary: 'a page of all sizes, functions, what options cost, and the history of the baseline',
  usage: `Usage: $0 report --html DIR [options]

Writes DIR/index.html, a page that needs nothing beside itself: a table to sort, the functions of each variant as a treemap, what each option costs in each configuration, and how the accepted sizes came about.`,
  options: {
    html: {
      type: 'string',
      requiresArg: true,
      demandOption: true,
      describe: 'The folder to write index.html in',
    },
    defconfig: {
      array: true,
      type: 'string',
      requiresArg: true,
      describe: 'The configurations, as a pattern with * ? [ ]; may be repeated',
      defaultDescription: 'all of --configs',
    },
    configs: {
      type: 'string',
      requiresArg: true,
      default: join(PACKAGE_ROOT, 'configs'),
      defaultDescription: "mallocgen's own",
      describe: 'The folder that holds the configurations and the baseline',
    },
    ...VARIANT_OPTIONS,
    'no-costs': {
      type: 'boolean',
      default: false,
      describe: 'Do not measure what each option costs, which takes long for many configurations',
    },
    jobs: {
      type: 'number',
      requiresArg: true,
      default: availableParallelism(),
      defaultDescription: 'one for each core',
      describe: 'How many threads to use',
    },
  },
  examples: [
    ['$0 report --html size-report', 'a page of all configurations'],
    ["$0 report --html size-report --defconfig 'small*' --no-costs", 'a quick one'],
  ],
  async run(args, host) {
    const { runReport } = await import('../matrix/run-report.ts');
    return runReport(args, host);
  },
});
