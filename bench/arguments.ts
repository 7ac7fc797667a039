import yargs, { type Options } from 'yargs';

/** Reads the options of a benchmark; `--help` lists them. An unknown one ends the program. */
export function parseArguments<const O extends Record<string, Options>>(
  script: string,
  usage: string,
  options: O,
) {
  return yargs(process.argv.slice(2))
    .scriptName(`npm run ${script} --`)
    .usage(usage)
    .options(options)
    .strict()
    .version(false)
    .wrap(100)
    .parseSync();
}

export const FORMAT = {
  choices: ['table', 'markdown', 'json'] as const,
  default: 'table' as const,
  describe: 'How to print the results',
};

export const CHECK = {
  type: 'boolean',
  default: false,
  describe: 'Exit with 1 when a goal is not met',
} as const;
