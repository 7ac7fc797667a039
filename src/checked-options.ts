import { MallocgenError } from '../generator/error.ts';
import { PHASES } from '../generator/options/phase.ts';
import { nearest } from '../generator/text/suggest.ts';

/** The options of a plugin or of a function are not what it can read. */
export class OptionsError extends MallocgenError {
  readonly code = 'options';
}

/** Whether a value is of the kind that an option takes, and how a sentence names that kind. */
export interface Kind {
  readonly words: string;
  test(value: unknown): boolean;
}

/** The kind of each option, by name. */
export type Kinds<Options> = Readonly<Record<keyof Options, Kind>>;

export const isText = (value: unknown): value is string => typeof value === 'string';

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

const isSymbolValue = (value: unknown): boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

export const TRUE_OR_FALSE: Kind = {
  words: 'true or false',
  test: (value) => typeof value === 'boolean',
};

export const TEXT: Kind = { words: 'a text', test: isText };

export const TEXTS: Kind = { words: 'an array of texts', test: isTexts };

export const PATH: Kind = { words: 'a path', test: isText };

export const PATHS: Kind = { words: 'an array of paths or names', test: isTexts };

export const PATH_OR_PATHS: Kind = {
  words: 'a path or an array of paths',
  test: (value) => isText(value) || isTexts(value),
};

export const SYMBOL_VALUES: Kind = {
  words: 'an object of texts, numbers, true and false',
  test: (value) => isRecord(value) && Object.values(value).every(isSymbolValue),
};

/**
 * Checks options that a user wrote in a file that may have no types.
 * @param where what a sentence begins with, such as `mallocgen/vite`
 * @throws {OptionsError} for an option that does not exist, and for a value of another kind
 */
export function checkOptions(
  options: unknown,
  kinds: Readonly<Record<string, Kind>>,
  where: string,
): void {
  if (!isRecord(options)) throw new OptionsError(`${where}: the options must be an object.`);
  for (const [name, value] of Object.entries(options)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind === undefined) throw unknownOption(where, name, Object.keys(kinds));
    if (value !== undefined && !kind.test(value)) {
      throw new OptionsError(`${where}: ${name} must be ${kind.words}.`);
    }
  }
}

/** An error that names the option that may be meant, or all of them. */
export function unknownOption(where: string, name: string, names: readonly string[]): OptionsError {
  return new OptionsError(`${where}: there is no option ${name}. ${meant(name, names)}`);
}

/** @throws {OptionsError} for a phase that does not exist, with the one that may be meant */
export function checkPhases(phases: readonly string[], where: string): void {
  const names: readonly string[] = PHASES;
  const unknown = phases.find((phase) => !names.includes(phase));
  if (unknown === undefined) return;
  throw new OptionsError(`${where}: there is no phase '${unknown}'. ${meant(unknown, names)}`);
}

/** The one of some names that may be meant, or all of them: a sentence. */
export function meant(name: string, names: readonly string[]): string {
  const near = nearest(name, names);
  return near === undefined ? `There are ${names.join(', ')}.` : `Did you mean ${near}?`;
}
