import { firstBytes } from '../../text/bytes.ts';
import type { ConfigSymbol } from '../tree/model/model.ts';
import type { KconfigTree } from '../tree/tree.ts';
import { quoteText } from '../values/quoting.ts';
import { isBoolean } from '../values/symbol-type.ts';

/** The line or lines that `.config` has for a symbol: `CONFIG_X=…`, or the comment for n. */
export function formatSymbol(
  symbol: ConfigSymbol,
  value: string,
  { prefix, dialect }: Pick<KconfigTree, 'prefix' | 'dialect'>,
): string {
  const { name, type } = symbol;
  if (isBoolean(symbol) && value === 'n') {
    return `# ${prefix}${name} is not set\n`;
  }
  if (value === '' && dialect.writesEverything && type === 'int') return `${prefix}${name}=0\n`;
  return `${prefix}${name}=${type === 'string' ? quoteText(value, dialect) : value}\n`;
}

/** The frame of a menu's or comment's title. */
export function formatTitle(title: string): string {
  return `\n#\n# ${title}\n#\n`;
}

/** The line that ends a menu. */
export function formatEnd(title: string): string {
  return `# end of ${title}\n`;
}

/** The C program prints the heading through a buffer of 256 bytes. */
const MAX_HEADING = 255;

/** The first lines of every file that is written, without what marks them as a comment. */
export function headingLines({ heading }: Pick<KconfigTree, 'heading'>): readonly string[] {
  const text = `\n${heading.join('\n')}\n`;
  return firstBytes(text, MAX_HEADING).split('\n');
}

/** The same as a comment of `.config`. */
export function formatHeading(tree: Pick<KconfigTree, 'heading'>): string {
  return headingLines(tree)
    .map((line) => (line === '' ? '#\n' : `# ${line}\n`))
    .join('');
}
