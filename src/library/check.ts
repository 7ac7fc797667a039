import {
  checkOptions,
  checkPhases,
  isRecord,
  isText,
  OptionsError,
  PATH,
  PATHS,
  SYMBOL_VALUES,
  TEXT,
  TRUE_OR_FALSE,
  type Kind,
  type Kinds,
} from '../checked-options.ts';
import type { ConfigurationOptions } from './request.ts';

const isDefconfigObject = (value: unknown): boolean =>
  isRecord(value) &&
  ('path' in value || 'text' in value) &&
  Object.entries(value).every(
    ([name, part]) => (name === 'path' || name === 'text') && (part === undefined || isText(part)),
  ) &&
  (isText(value['path']) || isText(value['text']));

/** The options that every function has that reads a configuration. */
export const CONFIGURATION_KINDS: Kinds<ConfigurationOptions> = {
  defconfig: {
    words: 'a path or a name, or an object with path or text',
    test: (value) => isText(value) || isDefconfigObject(value),
  },
  kconfig: PATH,
  dialect: TEXT,
  configs: PATH,
  fragments: PATHS,
  extraConfig: SYMBOL_VALUES,
  strict: TRUE_OR_FALSE,
  allowShell: TRUE_OR_FALSE,
  cwd: PATH,
  env: {
    words: 'an object of texts',
    test: (value) =>
      isRecord(value) && Object.values(value).every((each) => each === undefined || isText(each)),
  },
  onFile: { words: 'a function', test: (value) => typeof value === 'function' },
};

/** A phase that may not exist: {@link checkRequest} says so in a sentence of its own. */
export const PHASE: Kind = TEXT;

/** Phases that may not exist. */
export const PHASE_LIST: Kind = {
  words: 'an array of phases',
  test: (value) => Array.isArray(value) && value.every(isText),
};

/**
 * Checks what a function of the library was called with: programs may have no types.
 * @param where the function, such as `generate()`
 * @throws {OptionsError} for options that do not exist or have values of another kind, for phases that do not
 * exist, and if there is no `defconfig`
 */
export function checkRequest(
  options: unknown,
  kinds: Readonly<Record<string, Kind>>,
  where: string,
): void {
  checkOptions(options ?? {}, kinds, where);
  const {
    defconfig,
    phase,
    phases = [],
  } = (options ?? {}) as {
    readonly defconfig?: unknown;
    readonly phase?: string;
    readonly phases?: readonly string[];
  };
  if (defconfig === undefined) {
    throw new OptionsError(
      `${where}: defconfig is missing. Name a configuration: { defconfig: 'heap.defconfig' }.`,
    );
  }
  checkPhases(phase === undefined ? phases : [phase], where);
}
