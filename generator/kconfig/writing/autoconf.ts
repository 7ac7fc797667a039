import { formatHeading, formatSymbol, headingLines } from './config-lines.ts';
import type { ConfigurationValues } from '../evaluation/symbol-value.ts';
import type { ConfigSymbol } from '../tree/model/model.ts';
import { isBoolean } from '../values/symbol-type.ts';

/** The text of `auto.conf`, for make: as `.config`, without what is off, in the order of the C program. */
export function writeAutoConf(configuration: ConfigurationValues): string {
  const { prefix, title } = configuration.tree;
  const lines = writtenSymbols(configuration)
    .filter(([symbol, value]) => !(isBoolean(symbol) && value === 'n'))
    .map(([symbol, value]) => formatSymbol(symbol, value, prefix));
  return formatHeading(title) + lines.join('');
}

/** The text of `autoconf.h`: a `#define` for everything that is not off, with `_MODULE` after the name for m. */
export function writeHeader(configuration: ConfigurationValues): string {
  const { prefix, title } = configuration.tree;
  const heading = headingLines(title).map((line) => (line === '' ? ' *\n' : ` * ${line}\n`));
  const lines = writtenSymbols(configuration).map(([symbol, value]) =>
    formatDefine(symbol, value, prefix),
  );
  return ['/*\n', ...heading, ' */\n', ...lines].join('');
}

function formatDefine({ name, type }: ConfigSymbol, value: string, prefix: string): string {
  const macro = `${prefix}${name}`;
  switch (type) {
    case 'bool':
    case 'tristate':
      if (value === 'n') return '';
      return `#define ${macro}${value === 'm' ? '_MODULE' : ''} 1\n`;
    case 'hex':
      return `#define ${macro} ${/^0x/i.test(value) ? '' : '0x'}${value}\n`;
    case 'string':
      return `#define ${macro} "${value}"\n`;
    default:
      return `#define ${macro} ${value}\n`;
  }
}

/** What `.config` has, with its values, in the order in which the C program visits symbols. */
function writtenSymbols(configuration: ConfigurationValues): (readonly [ConfigSymbol, string])[] {
  return configuration.tree.visitOrder.flatMap((symbol) => {
    if (symbol.isConstant || symbol.isChoice || symbol.name === undefined) return [];
    const found = configuration.get(symbol.name);
    return found?.inConfig ? [[symbol, found.value] as const] : [];
  });
}
