/**
 * What the templates may ask for, as `generator/options` makes it for one phase. Names carry
 * neither `CONFIG_` nor the phase prefix.
 */
export interface TemplateOptions {
  /** `CONFIG_IS_ENABLED('X')`: the phase's own symbol. */
  readonly enabled: Readonly<Record<string, boolean>>;
  /** `IS_ENABLED('CONFIG_X')`: the symbol as written, whatever the phase. */
  readonly global: Readonly<Record<string, boolean>>;
  /** `CONFIG_VAL('X')`: the phase's number. */
  readonly values: Readonly<Record<string, number>>;
}
