import { nearest } from '../../generator/kconfig/suggest.ts';
import type { Command } from './command.ts';
import { UsageError } from './usage-error.ts';

type Arguments = Readonly<Record<string, unknown>> & { readonly _: readonly (string | number)[] };

/**
 * Refuses what yargs lets through or words badly: unknown options, stray words, values missing,
 * empty or repeated. Throws {@link UsageError}.
 */
export function checkArguments({ options }: Command, args: Arguments): void {
  const known = [...Object.keys(options), 'help', 'version'];
  for (const [name, value] of Object.entries(args)) {
    if (['_', '$0', 'h'].includes(name)) {
      continue;
    }
    if (!known.includes(name)) {
      const dashes = name.length === 1 ? '-' : '--';
      throw new UsageError(`${dashes}${name}: there is no such option. ${suggestion(name, known)}`);
    }
    if (Array.isArray(value) && options[name]?.array !== true) {
      throw new UsageError(`--${name} is given ${value.length} times: give it once.`);
    }
    if ([value].flat().includes('')) {
      throw new UsageError(`--${name} is empty: give it a value or leave it out.`);
    }
  }
  const missing = Object.keys(options).find(
    (name) => options[name]?.demandOption === true && !(name in args),
  );
  if (args._.length > 0) {
    const [word] = args._;
    throw new UsageError(
      `${word}: there is no such command. ` +
        (String(word).endsWith('_defconfig')
          ? `Did you mean --defconfig ${word}?`
          : 'mallocgen --help lists what there is.'),
    );
  }
  if (missing !== undefined) {
    throw new UsageError(
      `--${missing} is missing: mallocgen --help shows how to call this command.`,
    );
  }
}

function suggestion(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  return meant === undefined ? 'mallocgen --help lists them.' : `Did you mean --${meant}?`;
}
