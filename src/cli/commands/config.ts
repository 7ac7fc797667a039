import { command } from '../command.ts';
import { CACHE_OPTION, CONFIGS_OPTION, TREE_OPTIONS, WARNINGS_OPTION } from '../inputs/options.ts';
import { JUDGING_OPTIONS } from '../kconfig/options.ts';
import { UsageError } from '../usage-error.ts';

/** Questions about several configurations. */
export const configCommand = command({
  name: 'config <question> [words..]',
  summary: 'compare two configurations, or find those that satisfy an expression',
  usage: `Usage: $0 config diff A B [options]
  or:  $0 config find EXPRESSION --defconfig GLOB [options]

diff lists the symbols that two configurations ask for differently, and those whose values differ.
find lists the configurations in which an expression of the Kconfig language holds, and exits 1 when there is none.
Both warn about bad lines in the files; --strict and --deny refuse them, with exit code 2.`,
  words: {
    question: { type: 'string', demandOption: true, describe: 'diff or find' },
    words: { type: 'string', array: true, describe: 'Of diff: two files. Of find: the expression' },
  },
  options: {
    defconfig: {
      array: true,
      type: 'string',
      requiresArg: true,
      describe: 'Of find: paths or names in --configs, with * ? [ ] as patterns; may be repeated',
    },
    ...CONFIGS_OPTION,
    ...TREE_OPTIONS,
    ...CACHE_OPTION,
    ...JUDGING_OPTIONS,
    format: {
      choices: ['text', 'json'],
      requiresArg: true,
      default: 'text',
      describe: 'What to print: text, or JSON',
    },
    ...WARNINGS_OPTION,
  },
  examples: [
    ['$0 config diff sandbox_defconfig small_defconfig', 'two configurations of the tree'],
    [
      "$0 config find 'SPL && SYS_MALLOC_F_LEN >= 0x2000' --defconfig '*'",
      'which configurations have it',
    ],
  ],
  async run(args, host) {
    const { question, words = [], defconfig } = args;
    if (question === 'diff') {
      const [before, after] = words;
      if (before === undefined || after === undefined || words.length > 2) {
        throw new UsageError('config diff takes two files: mallocgen config diff A B');
      }
      if (defconfig !== undefined) {
        throw new UsageError('--defconfig does not go with diff: name the files as words.');
      }
      const { runDiff } = await import('../kconfig/run-diff.ts');
      return runDiff({ ...args, before, after }, host);
    }
    if (question === 'find') {
      const [expression] = words;
      if (expression === undefined || words.length > 1) {
        throw new UsageError(
          "config find takes one expression. Put it and the pattern in quotes: mallocgen config find 'A && B' --defconfig '*_defconfig'",
        );
      }
      if (defconfig === undefined) {
        throw new UsageError(
          "--defconfig is missing: name the files to search, such as --defconfig '*_defconfig'.",
        );
      }
      const { runFind } = await import('../kconfig/run-find.ts');
      return runFind({ ...args, expression, defconfig }, host);
    }
    throw new UsageError(`config ${question}: the questions are diff and find.`);
  },
});
