import yargs from 'yargs';

import { packageVersion } from '../package-root.ts';
import type { Command } from './command.ts';
import { checkArguments } from './check-arguments.ts';
import { commandHost, type MessageArguments } from './command-host.ts';
import { COMMANDS } from './commands.ts';
import { withErrorsAsJson } from './errors-as-json.ts';
import { withErrorsAsText } from './errors-as-text.ts';
import { EXIT } from './exit-code.ts';
import type { HostProcess } from '../host-process.ts';
import { UsageError } from './usage-error.ts';

/** The work that is left once the command line is understood. Returns the exit code. */
export type Work = () => Promise<number>;

/**
 * Reads the command line: which command, with which options. Printing the help or the version is work,
 * too. Throws {@link UsageError}.
 */
export async function parseCommandLine(host: HostProcess): Promise<Work> {
  let work: Work | undefined;
  let output = '';
  const parser = yargs()
    .scriptName('mallocgen')
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'greedy-arrays': false,
      'parse-positional-numbers': false,
      'short-option-groups': false,
    })
    .updateStrings(WORDING)
    .detectLocale(false)
    .wrap(Math.min(100, host.stdout.columns ?? 100))
    .version(packageVersion())
    .help()
    .alias('help', 'h')
    .exitProcess(false)
    .fail(false);
  withoutUnusedHelp(parser);

  for (const command of commandsFor(host.argv[2])) {
    parser.command({
      command: command.name,
      describe: command.summary ?? false,
      builder: (ours) => {
        for (const [word, meaning] of Object.entries(command.words ?? {})) {
          ours.positional(word, meaning);
        }
        return ours
          .usage(WITHOUT_USAGE)
          .usage(command.usage)
          .options(command.options)
          .epilogue(examples(command))
          .middleware((args) => checkArguments(command, args, host.argv.slice(2)), true);
      },
      handler: (args) => {
        const own = commandHost(host, args as MessageArguments);
        const run: Work = async () => command.run(args as never, own);
        const withErrors = args['format'] === 'json' ? withErrorsAsJson : withErrorsAsText;
        work = () => withErrors(run, own);
      },
    });
  }

  try {
    await parser.parseAsync(host.argv.slice(2), {}, (_error, _args, text) => {
      output = text;
    });
  } catch (error) {
    throw error instanceof UsageError ? error : asUsageError(error);
  }
  return work ?? (() => print(output, host));
}

/**
 * The commands that the first word can mean: the one of that name, or all. Telling yargs of each takes longer than
 * the rest that it does.
 */
function commandsFor(word: string | undefined): readonly Command[] {
  const named = COMMANDS.find(({ name }) => name.split(' ', 1)[0] === word);
  return named ? [named] : COMMANDS;
}

/**
 * Before it runs a command, yargs writes that command's help text in case that it fails, which takes longer than
 * all else that it does. Here no failure shows one. This is not in the types of yargs.
 */
function withoutUnusedHelp(parser: object): void {
  const { getInternalMethods } = parser as {
    getInternalMethods?: () => { getUsageInstance?: () => { cacheHelpMessage?: () => void } };
  };
  const usage = getInternalMethods?.call(parser).getUsageInstance?.();
  if (usage?.cacheHelpMessage) usage.cacheHelpMessage = () => {};
}

/** Removes the usage line that yargs makes up. The types of yargs lack this value. */
const WITHOUT_USAGE = null as unknown as string;

/** Messages of yargs that are not sentences, reworded. The types of yargs lack the plural. */
const WORDING = {
  'Invalid values:': ' ',
  'Argument: %s, Given: %s, Choices: %s': '--%s cannot be %s: choose one of %s.',
  'Not enough arguments following: %s': '--%s needs a value.',
  'Not enough non-option arguments: got %s, need at least %s': {
    one: 'Words are missing: %s given, %s needed. Add --help to see the form of this command.',
    other: 'Words are missing: %s given, %s needed. Add --help to see the form of this command.',
  },
  'Missing required argument: %s': {
    one: '--%s is missing: mallocgen --help shows how to call this command.',
    other: '--%s are missing: mallocgen --help shows how to call this command.',
  },
} as unknown as Record<string, string>;

/** Each example on a line of its own; the two columns of yargs are too narrow for command lines. */
function examples(command: Command): string {
  const lines = command.examples.map(([line, what]) => `  ${line}\n      ${what}`);
  return ['Examples:', ...lines].join('\n');
}

function asUsageError(error: unknown): UsageError {
  const message = (error instanceof Error ? error.message : String(error)).trim();
  // The messages above have two dashes for every option.
  return new UsageError(message.replace(/^--(?=\w )/, '-'));
}

async function print(text: string, { stdout }: HostProcess): Promise<number> {
  stdout.write(`${text}\n`);
  return EXIT.good;
}
