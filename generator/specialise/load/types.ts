import { ts } from 'ts-morph';
import type { Binding } from '../syntax/binding.ts';
import type { SourceText } from '../syntax/text.ts';
import { API_MODULE } from './module-order.ts';
import { refuse, type ModuleContext } from './context.ts';

/** True for an identifier that refers to something outside the type, as opposed to its own members. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isTypeReferenceNode(parent)) return parent.typeName === node;
  if (ts.isTypeQueryNode(parent)) return parent.exprName === node;
  if (ts.isExpressionWithTypeArguments(parent)) return parent.expression === node;
  if (ts.isTypePredicateNode(parent)) return parent.parameterName === node;
  if (ts.isQualifiedName(parent)) return parent.left === node;
  if (ts.isComputedPropertyName(parent)) return true;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  return ts.isInterfaceDeclaration(parent) || ts.isTypeAliasDeclaration(parent)
    ? parent.name === node
    : false;
}

/** Cuts the text from `start` to `end` at the identifiers in `nodes` that name bindings. */
export function sourceText(
  start: number,
  end: number,
  nodes: readonly ts.Node[],
  context: ModuleContext,
): SourceText {
  const { text } = context.source;
  const parts: (string | Binding)[] = [];
  const free: string[] = [];
  let from = start;
  const visit = (node: ts.Node): void => {
    if (ts.isImportTypeNode(node) && context.source.fileName !== API_MODULE) {
      refuse(node, context, 'import the type at the top of the module instead of import(…)');
    }
    if (ts.isIdentifier(node) && isReference(node)) {
      const meaning = context.resolver.meaning(node);
      if (meaning.kind === 'binding') {
        parts.push(text.slice(from, node.getStart(context.source)), meaning.binding);
        from = node.end;
      } else if (meaning.kind === 'global') {
        free.push(node.text);
      } else {
        refuse(
          node,
          context,
          `a type cannot use ${node.text} of config.ts: it does not reach the output`,
        );
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const node of nodes) visit(node);
  parts.push(text.slice(from, end));
  context.comments.takeAll(start, end);
  return { parts, free };
}

/** The text of a type. */
export function typeText(
  type: ts.TypeNode | undefined,
  context: ModuleContext,
): SourceText | undefined {
  return type && sourceText(type.getStart(context.source), type.end, [type], context);
}

/** The text of a list between angle brackets, without them. */
export function typeListText(
  list: ts.NodeArray<ts.Node> | undefined,
  context: ModuleContext,
): SourceText | undefined {
  const [first] = list ?? [];
  if (list === undefined || first === undefined) return undefined;
  return sourceText(first.getStart(context.source), list.end, list, context);
}
