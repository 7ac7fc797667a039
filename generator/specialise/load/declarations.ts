import { ts } from 'ts-morph';
import type {
  ClassDeclaration,
  ClassMember,
  Declaration,
  TypeDeclaration,
} from '../syntax/declaration.ts';
import type { SourceText } from '../syntax/text.ts';
import type { Documented } from '../syntax/tree.ts';
import { position, refuse, type ModuleContext } from './context.ts';
import { readExpression } from './expressions.ts';
import { readFunction } from './functions.ts';
import { readInlineTag } from './inline-tag.ts';
import { readParameters } from './parameters.ts';
import type { Meaning } from './resolver.ts';
import { readBody, readVariables } from './statements.ts';
import { sourceText, typeListText, typeText } from './types.ts';
import { readWhenTags } from './when-tag.ts';

function readMember(node: ts.ClassElement, context: ModuleContext): ClassMember {
  const trivia = context.comments.take(node);
  const modifiers = (ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined) ?? [];
  const words = modifiers.map((modifier) => modifier.getText());
  const isConstructor = ts.isConstructorDeclaration(node);
  const name = isConstructor ? 'constructor' : node.name?.getText();
  if (
    name === undefined ||
    words.includes('async') ||
    (node.name && ts.isComputedPropertyName(node.name))
  ) {
    return refuse(node, context, 'this kind of class member is not supported');
  }
  const common = { modifiers: words, name, ...trivia };
  if (ts.isPropertyDeclaration(node)) {
    const mark = node.questionToken ?? node.exclamationToken;
    const init = node.initializer && readExpression(node.initializer, context);
    return {
      kind: 'property',
      ...common,
      mark: mark?.getText() ?? '',
      type: typeText(node.type, context),
      init,
    };
  }
  const isMethod = ts.isMethodDeclaration(node) && node.asteriskToken === undefined;
  if ((isConstructor || isMethod || ts.isAccessor(node)) && node.body !== undefined) {
    const accessor = ts.isGetAccessor(node) ? 'get' : ts.isSetAccessor(node) ? 'set' : undefined;
    return {
      kind: 'method',
      ...common,
      accessor,
      typeParameters: typeListText(node.typeParameters, context),
      parameters: readParameters(node.parameters, context),
      returnType: typeText(node.type, context),
      body: readBody(node.body, context),
    };
  }
  return refuse(node, context, 'this kind of class member is not supported');
}

function readClass(
  node: ts.ClassDeclaration,
  trivia: Documented,
  context: ModuleContext,
): ClassDeclaration {
  if (node.name === undefined) return refuse(node, context, 'a class needs a name');
  const clause = (token: ts.SyntaxKind) =>
    node.heritageClauses?.find((item) => item.token === token)?.types;
  const [base] = clause(ts.SyntaxKind.ExtendsKeyword) ?? [];
  return {
    kind: 'class',
    binding: context.resolver.declared(node.name),
    typeParameters: typeListText(node.typeParameters, context),
    base: base && readExpression(base.expression, context),
    baseTypes: typeListText(base?.typeArguments, context),
    interfaces: typeListText(clause(ts.SyntaxKind.ImplementsKeyword), context),
    members: node.members.map((member) => readMember(member, context)),
    position: position(node, context),
    ...trivia,
  };
}

function readType(
  node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration,
  trivia: Documented,
  context: ModuleContext,
): TypeDeclaration {
  const exported = node.modifiers?.find(
    (modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword,
  );
  const start = exported === undefined ? node.getStart(context.source) : exported.end + 1;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  const text: SourceText = sourceText(start, node.end, children, context);
  return {
    kind: 'type',
    binding: context.resolver.declared(node.name),
    text,
    position: position(node, context),
    ...trivia,
  };
}

/** Reads a top-level statement: no declaration for imports and exports, one for each declarator. */
export function readDeclaration(
  node: ts.Statement,
  names: (name: string) => Meaning | undefined,
  context: ModuleContext,
): readonly Declaration[] {
  const at = position(node, context);
  const { lead: comments, trail } = context.comments.take(node);
  const trivia: Documented = { ...readWhenTags(comments, names, at, context), trail };
  if (ts.canHaveModifiers(node)) {
    const modifiers = ts.getModifiers(node)?.map((modifier) => modifier.getText()) ?? [];
    const other = modifiers.find((word) => word !== 'export');
    if (other !== undefined)
      return refuse(node, context, `\`${other}\` is not supported on a top-level declaration`);
  }
  if (ts.isFunctionDeclaration(node)) {
    const { lead, inline } = readInlineTag(trivia.lead, names, at, context);
    return [{ ...readFunction(node, { ...trivia, lead }, context), inline }];
  }
  if (
    trivia.lead.some((comment) => readInlineTag([comment], names, at, context).inline !== undefined)
  ) {
    return refuse(node, context, 'only a function can be tagged @inline');
  }
  if (ts.isVariableStatement(node)) {
    return readVariables(node.declarationList, trivia, context).map((variable, i) => ({
      ...variable,
      ...(i === 0 && trivia.docs !== undefined && { docs: trivia.docs }),
      position: at,
    }));
  }
  if (ts.isClassDeclaration(node)) return [readClass(node, trivia, context)];
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node))
    return [readType(node, trivia, context)];
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return [];
  return refuse(
    node,
    context,
    'only imports and declarations are allowed at the top level of a template module',
  );
}
