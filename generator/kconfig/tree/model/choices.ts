import type { Dialect } from '../../dialects/dialect.ts';
import type { ConfigSymbol } from './model.ts';

/**
 * Whether what the members of a choice say decides it, and not a value of its own. The programs with that
 * rule know no other choices; those that are tristate or optional are read as before it.
 */
export function choosesByMembers(
  { type, isOptional }: Pick<ConfigSymbol, 'type' | 'isOptional'>,
  dialect: Dialect,
): boolean {
  return dialect.choosesByMembers && type === 'bool' && !isOptional;
}
