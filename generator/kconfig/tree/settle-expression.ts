import type { Commands } from '../macro/commands/commands.ts';
import { ReadAgain } from '../macro/commands/read-again.ts';
import type { ExpressionNode, SymbolReference } from '../syntax/ast.ts';

/**
 * Puts the outputs of commands into the names of an expression, which may mean to wait for them.
 *
 * @throws ReadAgain when a command printed nothing: then there is no such name.
 */
export function settleExpression(node: ExpressionNode, commands: Commands): ExpressionNode {
  const settle = (reference: SymbolReference): SymbolReference => {
    const name = commands.settle(reference.name);
    if (name === '' && !reference.quoted) throw new ReadAgain();
    return { ...reference, name };
  };
  switch (node.kind) {
    case 'symbol':
      return settle(node);
    case 'compare':
      return { ...node, left: settle(node.left), right: settle(node.right) };
    case 'not':
      return { ...node, operand: settleExpression(node.operand, commands) };
    default: {
      const operands = node.operands.map((operand) => settleExpression(operand, commands));
      return { ...node, operands };
    }
  }
}
