import { nearest } from '../../generator/text/suggest.ts';
import type { Command } from './command.ts';
import { UsageError } from './usage-error.ts';

type Arguments = Readonly<Record<string, unknown>> & { readonly _: readonly (string | number)[] };

/**
 * Refuses what yargs lets through or words badly: unknown options, stray words, values that
 * are empty, repeated or given to a switch. Throws {@link UsageError}.
 *
 * @param words what the user wrote, from which yargs made `args`.
 */
export function checkArguments(
  { name: form, options }: Command,
  args: Arguments,
  words: readonly string[] = [],
): void {
  for (const word of words) {
    const [, name = '', value] = /^--([\w-]+)=(.*)$/s.exec(word) ?? [];
    if (options[name]?.type === 'boolean' && value !== 'true' && value !== 'false') {
      throw new UsageError(`--${name} takes no value: write --${name}, or leave it out.`);
    }
  }
  const positionals = Array.from(form.matchAll(/[<[]([\w-]+)/g), ([, name]) => name);
  const known = [...Object.keys(options), 'help', 'version'];
  const short = Object.values(options).flatMap(({ alias = [] }) => alias);
  for (const [name, value] of Object.entries(args)) {
    if (['_', '$0', 'h', ...short, ...positionals].includes(name)) {
      continue;
    }
    if (!known.includes(name)) {
      const positive = name.replace(/^no-/, '');
      if (positive !== name && options[positive]?.type === 'boolean') {
        throw new UsageError(
          `--${name}: there is no such option. --${positive} is off unless it is given.`,
        );
      }
      throw new UsageError(`${dashed(name)}: there is no such option. ${suggestion(name, known)}`);
    }
    if (Array.isArray(value) && options[name]?.array !== true) {
      throw new UsageError(`${dashed(name)} is given ${value.length} times: give it once.`);
    }
    if (Number.isNaN(value)) {
      throw new UsageError(`${writtenAs(name, words)}: that is not a number.`);
    }
    if ([value].flat().includes('')) {
      throw new UsageError(`${dashed(name)} is empty: give it a value or leave it out.`);
    }
  }
  // For --help yargs does not tell the words of a command from others.
  if (args['help'] === true) return;
  const stray = args._[form.startsWith('$0') ? 0 : 1];
  if (stray !== undefined) {
    throw new UsageError(strayWord(String(stray), form));
  }
}

/** An option with its value as the user wrote them. */
function writtenAs(name: string, words: readonly string[]): string {
  const at = words.findLastIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`));
  const [option = `--${name}`, next] = at < 0 ? [] : words.slice(at);
  return next === undefined || option.includes('=')
    ? option.replace('=', ' ')
    : `${option} ${next}`;
}

/** An option as it is written: one letter has one dash. */
function dashed(name: string): string {
  return name.length === 1 ? `-${name}` : `--${name}`;
}

function strayWord(word: string, form: string): string {
  if (/[_.]defconfig$/.test(word)) {
    return `${word}: a configuration is named by an option. Did you mean --defconfig ${word}?`;
  }
  return form.startsWith('$0')
    ? `${word}: there is no such command. mallocgen --help lists what there is.`
    : `${word}: that is a word too many for mallocgen ${form}: leave it out, or run the command again for it.`;
}

function suggestion(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  return meant === undefined ? 'mallocgen --help lists them.' : `Did you mean --${meant}?`;
}
