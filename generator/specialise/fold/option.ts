import { UnknownOptionError } from '../errors.ts';
import { booleanLiteral, numberLiteral } from '../syntax/create.ts';
import type { Expression, OptionCall, OptionQuery } from '../syntax/tree.ts';
import type { AskedOptions } from './constant-folder.ts';

interface Query {
  /** The record of the build options that the query reads. */
  readonly record: keyof AskedOptions;
  /** The table of mallocgen's options that has a rule for each name of the record. */
  readonly table: string;
  /** What a template writes before the name. */
  readonly prefix: string;
}

const QUERIES: Readonly<Record<OptionQuery, Query>> = {
  CONFIG_IS_ENABLED: { record: 'enabled', table: 'ENABLED_OPTIONS', prefix: '' },
  IS_ENABLED: { record: 'global', table: 'GLOBAL_OPTIONS', prefix: 'CONFIG_' },
  CONFIG_VAL: { record: 'values', table: 'VALUE_OPTIONS', prefix: '' },
};

/**
 * Replaces an option call by a literal.
 * @throws UnknownOptionError if the build options do not have the name
 */
export function foldOption(node: OptionCall, options: AskedOptions): Expression {
  const { record, table, prefix } = QUERIES[node.query];
  const value = options[record](node.name);
  if (value === undefined) {
    throw new UnknownOptionError(
      node.position,
      `${node.query}('${prefix}${node.name}') asks for an unknown option: ` +
        `add ${node.name} to ${table} in generator/options/option-tables.ts, or correct the name`,
    );
  }
  return typeof value === 'boolean' ? booleanLiteral(value) : numberLiteral(value);
}
