import { numberLiteral } from '../syntax/create.ts';
import type { BinaryOperator } from '../syntax/operators.ts';
import type { Expression } from '../syntax/tree.ts';
import type { Rewriting } from '../rewrite.ts';

function binary(left: Expression, operator: BinaryOperator, right: number): Expression {
  return { kind: 'binary', operator, left, right: numberLiteral(right) };
}

/** Below, esbuild computes some powers of two itself, and then one number stands there in two ways. */
const LONG = 2 ** 30;

/** `2 ** n`, and what is to be added or taken away; undefined where that is no shorter. */
function nearPower(value: number): Expression | undefined {
  const exponent = Math.round(Math.log2(value));
  const rest = value - 2 ** exponent;
  const length = `2**${exponent}`.length + (rest === 0 ? 0 : `+${Math.abs(rest)}`.length);
  if (value < LONG || length >= String(value).length) return undefined;
  const power = binary(numberLiteral(2), '**', exponent);
  return rest === 0 ? power : binary(power, rest < 0 ? '-' : '+', Math.abs(rest));
}

/** `4294967232` is `2 ** 32 - 64`, as esbuild does not write it. An engine computes it when it reads it. */
export const shortNumbers = (): Rewriting => ({
  expression: (node) => (node.kind === 'number' ? nearPower(node.value) : undefined) ?? node,
});
