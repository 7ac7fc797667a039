import { command } from '../command.ts';
import { CONFIGS_OPTION, TREE_OPTIONS, WARNINGS_OPTION } from '../inputs/options.ts';

/** What does TypeScript need to know of an imported configuration? */
export const typesCommand = command({
  name: 'types [files..]',
  summary: 'write the declarations with which TypeScript imports configurations',
  usage: `Usage: $0 types [FILE…] [options]

Writes NAME.d.defconfig.ts beside NAME.defconfig, which TypeScript reads where a program imports ./NAME.defconfig and the option allowArbitraryExtensions is set. What an import of the phase spl gets (?phase=spl), or of NAME_defconfig, is in a file that ends in -phases.d.ts; the program has to include it. A call that the variant lacks is declared too: its type says what would bring it.`,
  words: {
    files: {
      array: true,
      type: 'string',
      describe:
        'The configurations; without them, every NAME.defconfig and NAME_defconfig below the current folder',
    },
  },
  options: {
    check: {
      type: 'boolean',
      default: false,
      describe: 'Write nothing; exit code 1 if a file is missing, stale or no longer wanted',
    },
    ...CONFIGS_OPTION,
    ...TREE_OPTIONS,
    ...WARNINGS_OPTION,
  },
  examples: [
    ['$0 types', 'the declarations of all configurations of a project'],
    ['$0 types heap/app.defconfig --check', 'are they as they should be?'],
  ],
  async run(args, host) {
    const { runTypes } = await import('../types/run-types.ts');
    return runTypes(args, host);
  },
});
