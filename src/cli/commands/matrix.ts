import { PHASES } from '../../../generator/options/phase.ts';
import { command } from '../command.ts';
import { UsageError } from '../usage-error.ts';
import {
  CONFIGS_OPTION,
  DEFCONFIGS_OPTION,
  JOBS_OPTION,
  TREE_OPTIONS,
  WARNINGS_OPTION,
  WASM_OPTIONS,
} from '../inputs/options.ts';

const USAGE = `Usage: $0 matrix [options]
  or:  $0 matrix merge FILES... [options]

Makes every phase of every configuration and prints the sizes. With --check they are compared with a baseline: exit code 1 when one grew by more than its tolerance, appeared or vanished.
merge joins what shards printed with --format json, and then does the same.`;

/** Sizes of many configurations, and the check that guards them. */
export const matrixCommand = command({
  name: 'matrix [action] [files..]',
  summary:
    'list the sizes of every phase of every configuration, and check them against a baseline',
  usage: USAGE,
  words: {
    action: { type: 'string', describe: 'merge, or nothing' },
    files: { type: 'string', array: true, describe: 'Of merge: JSON that matrix printed' },
  },
  options: {
    ...DEFCONFIGS_OPTION,
    phase: {
      array: true,
      choices: PHASES,
      requiresArg: true,
      describe: 'Only this phase; may be repeated',
    },
    configs: {
      ...CONFIGS_OPTION.configs,
      describe: 'The folder that holds the configurations and the baseline',
    },
    ...TREE_OPTIONS,
    ...JOBS_OPTION,
    target: {
      choices: ['javascript', 'wasm'],
      requiresArg: true,
      default: 'javascript',
      describe:
        'wasm: the sizes of malloc.wasm instead, with a baseline of their own (docs/wasm.md)',
    },
    ...WASM_OPTIONS,
    shard: {
      type: 'string',
      requiresArg: true,
      describe: 'Only this part of the configurations, as 2/4',
    },
    check: {
      type: 'boolean',
      default: false,
      describe: 'Compare with the baseline; exit code 1 when it does not hold',
    },
    update: {
      type: 'boolean',
      default: false,
      describe: 'Accept the sizes: write the baseline',
    },
    compare: {
      type: 'string',
      requiresArg: true,
      describe: 'Make this revision of your repository too, and show what differs and why',
    },
    baseline: {
      type: 'string',
      requiresArg: true,
      describe: 'The file of accepted sizes',
      defaultDescription:
        'size-baseline.json in --configs; with --target wasm, wasm-size-baseline.json or, with an address or a memory, wasm-own-1024-size-baseline.json',
    },
    tolerance: {
      array: true,
      type: 'string',
      requiresArg: true,
      describe:
        'What may grow without failing the check, as raw=0, brotli=16 or gzip=16,1%; may be repeated',
      defaultDescription: "the baseline's",
    },
    budget: {
      array: true,
      type: 'string',
      requiresArg: true,
      describe:
        'Most bytes, as small=1100 (brotli), small/spl=900 or small:raw=2400; may be repeated',
    },
    format: {
      choices: ['table', 'json', 'markdown', 'csv', 'github-matrix'],
      requiresArg: true,
      default: 'table',
      describe: 'What to print; github-matrix is a job matrix for --shard, of --shards parts',
    },
    shards: {
      type: 'number',
      requiresArg: true,
      default: 4,
      describe: 'Of --format github-matrix: how many parts',
    },
    ...WARNINGS_OPTION,
  },
  examples: [
    ['$0 matrix', 'a table of all configurations'],
    ['$0 matrix --check', 'what CI runs'],
    ['$0 matrix --update', 'accept the sizes as they are'],
    ['$0 matrix --target wasm', 'the phases that have a malloc.wasm, and its size'],
    ['$0 matrix --compare main --format markdown', 'what this branch changes, for a pull request'],
    ["$0 matrix --defconfig 'small*' --format markdown", 'a table for a page'],
    ['$0 matrix --shard 2/4 --format json', 'a part, for $0 matrix merge'],
  ],
  async run(args, host) {
    const { action, files = [] } = args;
    if (action !== undefined && action !== 'merge') {
      throw new UsageError(`matrix ${action}: the only action is merge.`);
    }
    if (action === 'merge' && files.length === 0) {
      throw new UsageError('matrix merge takes the files that the shards printed.');
    }
    const { runMatrix } = await import('../matrix/run-matrix.ts');
    return runMatrix(args, action === 'merge' ? files : undefined, host);
  },
});
