import yargs, { type Options } from 'yargs';

import { EXIT } from '../src/cli/exit-code.ts';

/**
 * Reads the options of a benchmark; `--help` lists them. An unknown one ends the program.
 * @param parts words of which one may come first, and what each does
 */
export function parseArguments<const O extends Record<string, Options>>(
  script: string,
  usage: string,
  options: O,
  parts: Readonly<Record<string, string>> = {},
) {
  const choices = Object.keys(parts);
  const describe = choices.map((name) => `${name}: ${parts[name]}`).join('; ');
  const parser = yargs(process.argv.slice(2))
    .scriptName(`npm run ${script} --`)
    .command(choices.length === 0 ? '$0' : '$0 [part]', usage, (command) =>
      choices.length === 0 ? command : command.positional('part', { choices, describe }),
    )
    .options(options)
    .strict()
    .version(false)
    .wrap(100);
  return parser.parseSync() as ReturnType<typeof parser.parseSync> & { readonly part?: string };
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

/** Ends the program because of what its user asked for, with the exit code of the command line. */
export function refuse(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(EXIT.badInput);
}
