import { command } from '../command.ts';
import {
  CONFIGS_OPTION,
  DEFCONFIGS_OPTION,
  JOBS_OPTION,
  TREE_OPTIONS,
  WARNINGS_OPTION,
} from '../inputs/options.ts';

/** The matrix as a page. */
export const reportCommand = command({
  name: 'report',
  summary:
    'write a page of all sizes, functions, costs of options, and the history of the baseline',
  usage: `Usage: $0 report --html DIR [options]

Writes DIR/index.html, a page that needs no other file: a table to sort, the functions of each variant as a treemap, what each option costs in each configuration, and the history of the accepted sizes.`,
  options: {
    html: {
      type: 'string',
      requiresArg: true,
      demandOption: true,
      describe: 'The folder to write index.html in',
    },
    ...DEFCONFIGS_OPTION,
    configs: {
      ...CONFIGS_OPTION.configs,
      describe: 'The folder that holds the configurations and the baseline',
    },
    ...TREE_OPTIONS,
    'no-costs': {
      type: 'boolean',
      default: false,
      describe: 'Do not measure what each option costs, which takes long for many configurations',
    },
    ...JOBS_OPTION,
    ...WARNINGS_OPTION,
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
