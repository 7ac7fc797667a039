/**
 * The options of an unspecialised build, read at run time from the object that the program stored in
 * `globalThis.MALLOCGEN_OPTIONS` before it imported the templates. The specialiser replaces each call
 * by its value, and nothing of this module reaches a variant.
 */
export interface TemplateOptions {
  readonly enabled: Readonly<Record<string, boolean>>;
  readonly global: Readonly<Record<string, boolean>>;
  readonly values: Readonly<Record<string, number>>;
}

declare global {
  // Only var declares a property of globalThis.
  var MALLOCGEN_OPTIONS: TemplateOptions | undefined;
}

function lookup<T>(kind: keyof TemplateOptions, name: string): T {
  const value = globalThis.MALLOCGEN_OPTIONS?.[kind][name];
  if (value === undefined) {
    throw new Error(
      `${name}: no such option; set globalThis.MALLOCGEN_OPTIONS.${kind}.${name} before importing the templates`,
    );
  }
  return value as T;
}

/** Whether the option is set in the phase that is built. U-Boot's macro of this name. */
export function CONFIG_IS_ENABLED(name: string): boolean {
  return lookup('enabled', name);
}

/** Whether the symbol is set, in any phase. The name begins with `CONFIG_`, as in U-Boot. */
export function IS_ENABLED(name: `CONFIG_${string}`): boolean {
  return lookup('global', name.slice('CONFIG_'.length));
}

/** The value of an int or hex symbol in the phase that is built. */
export function CONFIG_VAL(name: string): number {
  return lookup('values', name);
}
