import { command } from '../command.ts';
import { TREE_OPTIONS } from '../inputs/options.ts';

/** Is what was generated still what would be generated? */
export const verifyCommand = command({
  name: 'verify [folder]',
  summary: 'find generated files that are stale, edited or missing',
  usage: `Usage: $0 verify [FOLDER] [options]

Compares generated files with their manifests, and the manifests with this program, its templates and the configurations as they are now. Exit code 1 when anything differs.`,
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
    'allow-shell': TREE_OPTIONS['allow-shell'],
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
    const { runVerify } = await import('../verify/run-verify.ts');
    return runVerify(args, host);
  },
});
