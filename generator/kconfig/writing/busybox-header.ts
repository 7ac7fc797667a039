import type { ConfigurationValues } from '../evaluation/symbol-value.ts';
import type { KconfigTree } from '../tree/tree.ts';

/**
 * The text of BusyBox's `autoconf.h`: what its `.config` has, in that order, with the macros `ENABLE_X`, which is
 * 1 or 0, and `IF_X()` and `IF_NOT_X()`, which keep or drop their arguments.
 */
export function writeBusyboxHeader(configuration: ConfigurationValues): string {
  const { tree } = configuration;
  const [, version = ''] = tree.heading;
  const head = ["Automatically generated C config: don't edit", version].map((line) => ` * ${line}\n`);
  const text = configuration.toConfig();
  const body = text
    .slice(text.indexOf('#\n', 2) + 2)
    .replaceAll(/^#\n# (.*)\n#\n|^# \S+ is not set\n|^.*=.*\n/gm, (line, title?: string) =>
      title === undefined ? macrosOf(line.trimEnd(), tree) : `/*\n * ${title}\n */\n`,
    );
  return ['/*\n', ...head, ' */\n', '#define AUTOCONF_TIMESTAMP ""\n', '\n', body].join('');
}

function macrosOf(line: string, { prefix, names }: KconfigTree): string {
  const [, off, name = off!, value = ''] =
    /^(?:# (\S+) is not set|([^=]+)=(.*))$/.exec(line)!;
  const plain = name.slice(prefix.length);
  if (off !== undefined) {
    return `#undef ${name}\n#define ENABLE_${plain} 0\n#define IF_${plain}(...)\n#define IF_NOT_${plain}(...) __VA_ARGS__\n`;
  }
  if (value === 'm') return `#define ${name}_MODULE 1\n`;
  const type = names.get(plain)?.type;
  const text = type === 'hex' && !/^0x/i.test(value) ? `0x${value}` : value;
  return [
    `#define ${name} ${type === 'bool' || type === 'tristate' ? '1' : text}`,
    `#define ENABLE_${plain} 1`,
    '#ifdef MAKE_SUID',
    `# define IF_${plain}(...) __VA_ARGS__ "${name}"`,
    '#else',
    `# define IF_${plain}(...) __VA_ARGS__`,
    '#endif',
    `#define IF_NOT_${plain}(...)\n`,
  ].join('\n');
}
