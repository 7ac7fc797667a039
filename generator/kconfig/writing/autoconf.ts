import { formatHeading, formatSymbol, headingLines } from './config-lines.ts';
import { writeBusyboxHeader } from './busybox-header.ts';
import type { ConfigurationValues } from '../evaluation/symbol-value.ts';
import type { ConfigSymbol } from '../tree/model/model.ts';
import type { KconfigTree } from '../tree/tree.ts';
import { escapeText, quoteText } from '../values/quoting.ts';
import { isBoolean, isNumeric } from '../values/symbol-type.ts';

/** How to write what is off. */
export interface AutoConfOptions {
  /**
   * Whether what is off is written too: as `# CONFIG_X is not set` and as `#define CONFIG_X 0`, with
   * bools and numbers that `.config` lacks. coreboot's `conf` does so if KCONFIG_NEGATIVES is set, as its
   * macro `CONFIG()` needs. Not, if not given.
   */
  readonly negatives?: boolean;
}

/** The text of `auto.conf`, for make: as `.config`, without what is off, in the order of the C program. */
export function writeAutoConf(
  configuration: ConfigurationValues,
  { negatives = false }: AutoConfOptions = {},
): string {
  const { tree } = configuration;
  const lines = writtenSymbols(configuration, negatives)
    .filter(([symbol, value]) => negatives || !(isBoolean(symbol) && value === 'n'))
    .map(([symbol, value]) =>
      symbol.type === 'string' && tree.dialect.hasPlainAutoConf
        ? `${tree.prefix}${symbol.name}=${value}\n`
        : formatSymbol(symbol, value, tree),
    );
  return formatHeading(tree) + lines.join('');
}

/**
 * The text of `autoconf.h`: a `#define` for everything that is not off, with `_MODULE` after the name for m. That of
 * BusyBox has macros for what is off, too.
 */
export function writeHeader(
  configuration: ConfigurationValues,
  { negatives = false }: AutoConfOptions = {},
): string {
  const { tree } = configuration;
  if (tree.dialect.namesBusybox) return writeBusyboxHeader(configuration);
  const heading = (tree.dialect.hasShortHeader ? tree.heading : headingLines(tree)).map((line) => (line === '' ? ' *\n' : ` * ${line}\n`));
  const lines = writtenSymbols(configuration, negatives).map(([symbol, value]) =>
    formatDefine(symbol, value, tree, negatives),
  );
  return ['/*\n', ...heading, ' */\n', ...lines].join('');
}

/** The text of `rustc_cfg`: an option of rustc for everything that is not off, all values as texts. */
export function writeRustcCfg(configuration: ConfigurationValues): string {
  const { prefix } = configuration.tree;
  return writtenSymbols(configuration, false)
    .map(([symbol, value]) => {
      const { name, type } = symbol;
      const isOn = isBoolean(symbol);
      if (isOn && value === 'n') return '';
      const text = type === 'hex' && !/^0x/i.test(value) ? `0x${value}` : value;
      const option = `--cfg=${prefix}${name}`;
      return `${isOn ? `${option}\n` : ''}${option}="${escapeText(text)}"\n`;
    })
    .join('');
}

function formatDefine(
  { name, type }: ConfigSymbol,
  value: string,
  tree: KconfigTree,
  negatives: boolean,
): string {
  const macro = `${tree.prefix}${name}`;
  switch (type) {
    case 'bool':
    case 'tristate':
      if (value === 'n') return negatives ? `#define ${macro} 0\n` : '';
      return `#define ${macro}${value === 'm' ? '_MODULE' : ''} 1\n`;
    case 'hex':
      return `#define ${macro} ${/^0x/i.test(value) ? '' : '0x'}${value}\n`;
    case 'string':
      return `#define ${macro} ${quoteText(value, tree.dialect)}\n`;
    default:
      return `#define ${macro} ${value}\n`;
  }
}

/**
 * What `.config` has, with its values, in the order in which the C program visits symbols; on request the
 * other bools and numbers, too, with 0 for a number without a value.
 */
function writtenSymbols(
  configuration: ConfigurationValues,
  withOthers: boolean,
): (readonly [ConfigSymbol, string])[] {
  return configuration.tree.visitOrder.flatMap((symbol) => {
    if (symbol.isConstant || symbol.isChoice || symbol.name === undefined) return [];
    const found = configuration.get(symbol.name);
    if (found?.inConfig) return [[symbol, found.value] as const];
    const { type } = symbol;
    if (!found || !withOthers || !(type === 'bool' || isNumeric(symbol))) return [];
    return [[symbol, found.value || (type === 'hex' ? '0x0' : '0')] as const];
  });
}
