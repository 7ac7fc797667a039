import { UnknownOptionError } from '../errors.ts';
import type { TemplateOptions } from '../options.ts';
import { booleanLiteral, numberLiteral } from '../syntax/create.ts';
import type { Expression, OptionCall, OptionQuery } from '../syntax/expression.ts';

/** The record that each query asks, and how a template writes the name. */
const RECORDS: Readonly<Record<OptionQuery, { record: keyof TemplateOptions; prefix: string }>> = {
  CONFIG_IS_ENABLED: { record: 'enabled', prefix: '' },
  IS_ENABLED: { record: 'global', prefix: 'CONFIG_' },
  CONFIG_VAL: { record: 'values', prefix: '' },
};

/**
 * An option call becomes a literal.
 * @throws UnknownOptionError where the build options do not have the name
 */
export function foldOption(node: OptionCall, options: TemplateOptions): Expression {
  const { record, prefix } = RECORDS[node.query];
  const names: Readonly<Record<string, boolean | number>> = options[record];
  const value = Object.hasOwn(names, node.name) ? names[node.name] : undefined;
  if (value === undefined) {
    throw new UnknownOptionError(
      node.position,
      `${node.query}('${prefix}${node.name}') asks for an option that the build options do not have: add ${node.name} to \`${record}\` or mend the name`,
    );
  }
  return typeof value === 'boolean' ? booleanLiteral(value) : numberLiteral(value);
}
