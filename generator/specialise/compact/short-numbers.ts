import { numberLiteral } from '../syntax/create.ts';
import type { BinaryOperator } from '../syntax/operators.ts';
import type { Expression } from '../syntax/tree.ts';
import type { Rewriting } from '../rewrite.ts';

function binary(left: Expression, operator: BinaryOperator, right: number): Expression {
  return { kind: 'binary', operator, left, right: numberLiteral(right) };
}

/** Below this, esbuild writes some powers of two itself, and one number would have two forms. */
const LONG = 2 ** 30;

/** `2 ** n` plus or minus a rest; undefined if that is not shorter. */
function nearPower(value: number): Expression | undefined {
  const exponent = Math.round(Math.log2(value));
  const rest = value - 2 ** exponent;
  const length = `2**${exponent}`.length + (rest === 0 ? 0 : `+${Math.abs(rest)}`.length);
  if (value < LONG || length >= String(value).length) return undefined;
  const power = binary(numberLiteral(2), '**', exponent);
  return rest === 0 ? power : binary(power, rest < 0 ? '-' : '+', Math.abs(rest));
}

/** Rewrites `4294967232` to `2 ** 32 - 64`, which esbuild does not do. Engines fold it when they parse. */
export const shortNumbers = (): Rewriting => ({
  expression: (node) => (node.kind === 'number' ? nearPower(node.value) : undefined) ?? node,
});
