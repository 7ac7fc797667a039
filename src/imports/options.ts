import { MallocgenError } from '../../generator/error.ts';
import { nearest } from '../../generator/text/suggest.ts';

/** How imported configurations are read. The names are those of the command's options. */
export interface ImportOptions {
  /** The first file of the Kconfig tree. Without it: `./Kconfig`, `$srctree/Kconfig` or mallocgen's own. */
  readonly kconfig?: string | undefined;
  /** The folder in which the names of fragments are looked up. Without it: `./configs`, then mallocgen's own. */
  readonly configs?: string | undefined;
  /** Files whose lines replace those of each configuration for the same symbols, the last one last. */
  readonly fragments?: string | readonly string[] | undefined;
  /** Values that replace those of all files: `{ SYS_MALLOC_LEN: 0x1000 }`. */
  readonly extraConfig?: Readonly<Record<string, string | number | boolean>> | undefined;
  /** Whether every warning about a configuration is an error. Not by default. */
  readonly strict?: boolean | undefined;
  /** Whether the Kconfig tree may run shell commands. Not by default. */
  readonly allowShell?: boolean | undefined;
}

/** The options of a plugin are not what it can read. */
export class ImportOptionsError extends MallocgenError {
  readonly code = 'plugin-options';
}

/** Whether a value is of the kind that an option takes, and how a sentence names that kind. */
export interface Kind {
  readonly words: string;
  test(value: unknown): boolean;
}

const isText = (value: unknown): value is string => typeof value === 'string';

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const TRUE_OR_FALSE: Kind = {
  words: 'true or false',
  test: (value) => typeof value === 'boolean',
};

const PATH: Kind = { words: 'a path', test: isText };

const isSymbolValue = (value: unknown): boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

/** The options that every way to import a configuration has. */
export const IMPORT_OPTIONS: Readonly<Record<keyof ImportOptions, Kind>> = {
  kconfig: PATH,
  configs: PATH,
  fragments: {
    words: 'a path or an array of paths',
    test: (value) => isText(value) || (Array.isArray(value) && value.every(isText)),
  },
  extraConfig: {
    words: 'an object of texts, numbers, true and false',
    test: (value) => isRecord(value) && Object.values(value).every(isSymbolValue),
  },
  strict: TRUE_OR_FALSE,
  allowShell: TRUE_OR_FALSE,
};

/**
 * Checks options that a user wrote in a file that may have no types.
 * @param where what a sentence begins with, such as `mallocgen/vite`
 * @throws {ImportOptionsError} for an option that does not exist, and for a value of another kind
 */
export function checkOptions(
  options: unknown,
  kinds: Readonly<Record<string, Kind>>,
  where: string,
): void {
  if (!isRecord(options)) throw new ImportOptionsError(`${where}: the options must be an object.`);
  for (const [name, value] of Object.entries(options)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind === undefined) throw unknownOption(where, name, Object.keys(kinds));
    if (value !== undefined && !kind.test(value)) {
      throw new ImportOptionsError(`${where}: ${name} must be ${kind.words}.`);
    }
  }
}

/** An error that names the option that may be meant, or all of them. */
export function unknownOption(
  where: string,
  name: string,
  names: readonly string[],
): ImportOptionsError {
  const near = nearest(name, names);
  const remedy = near === undefined ? `There are ${names.join(', ')}.` : `Did you mean ${near}?`;
  return new ImportOptionsError(`${where}: there is no option ${name}. ${remedy}`);
}
