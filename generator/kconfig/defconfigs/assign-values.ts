import { AssignedValueError } from '../diagnostics/errors.ts';
import type { KconfigTree } from '../tree/tree.ts';
import { isOneLine, quoteText } from '../values/quoting.ts';
import type { Assignment, Defconfig } from './defconfig.ts';

/** A value in code: y and n may be true and false, numbers are written as the symbol's type wants. */
export type AssignedValue = string | number | bigint | boolean;

/**
 * A configuration made of values in code, to hand to `configure`. Text takes no quotes. `base` may be
 * a file whose lines come first; values for the same symbols replace them.
 *
 * The position of a value is its number, counted from 1, in a file called `name`. A symbol that the
 * tree lacks, and a value that is not of its type, are reported by `configure`, as for a file.
 *
 * @throws AssignedValueError for a number that has no digits to write: a fraction, one so large that it
 * may have lost some, or a negative one for a hex symbol; and for a text of several lines.
 */
export function assignValues(
  tree: KconfigTree,
  values: Readonly<Record<string, AssignedValue>>,
  { base, name = '<values>' }: { readonly base?: Defconfig; readonly name?: string } = {},
): Defconfig {
  const assignments = Object.entries(values).map(([symbol, value], index): Assignment => ({
    name: symbol,
    value: formatValue(symbol, tree, value),
    unset: false,
    position: { file: name, line: index + 1, column: 1 },
  }));
  const isKept = (assignment: Assignment): boolean => !Object.hasOwn(values, assignment.name);
  const kept = base?.assignments.filter(isKept) ?? [];
  return {
    file: name,
    assignments: [...kept, ...assignments],
    diagnostics: base?.diagnostics ?? [],
    hasMalformedLine: base?.hasMalformedLine === true,
  };
}

function formatValue(name: string, tree: KconfigTree, value: AssignedValue): string {
  const type = tree.names.get(name)?.type;
  if (typeof value === 'boolean') return value ? 'y' : 'n';
  if (type === 'string') {
    if (!isOneLine(String(value)))
      throw new AssignedValueError(`${name}: a text is one line of a configuration: leave out its line breaks`);
    return quoteText(String(value), tree.dialect);
  }
  if (typeof value === 'string' || (type !== 'int' && type !== 'hex')) return String(value);
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    const remedy = Number.isInteger(value) ? 'a bigint or text, which keep all digits' : 'an integer';
    throw new AssignedValueError(`${name}: ${value} cannot be the value of ${type === 'int' ? 'an int' : 'a hex'} symbol: give ${remedy}`);
  }
  if (type === 'int') return String(value);
  if (value < 0) {
    throw new AssignedValueError(`${name}: ${value} cannot be hex, which has no sign: give 0 or more`);
  }
  return `0x${value.toString(16)}`;
}
