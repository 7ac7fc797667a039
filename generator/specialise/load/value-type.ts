import { ts } from 'ts-morph';
import { BINARY_TOKENS } from './operators.ts';
import { valueTypeOfBinary } from '../syntax/operators.ts';
import {
  TYPED_ARRAYS,
  type ValueType,
  isNumeric,
  joinValueTypes,
  valueTypeOfNumber,
} from '../syntax/value-type.ts';

/** Finds the declaration that an identifier names. */
export type FindDeclaration = (identifier: ts.Identifier) => ts.Declaration | undefined;

/** The value type of a written type. Brands on a number do not matter. */
export function valueTypeOfType(type: ts.TypeNode | undefined, find: FindDeclaration): ValueType {
  if (type === undefined) return 'unknown';
  switch (type.kind) {
    case ts.SyntaxKind.NumberKeyword:
      return 'number';
    case ts.SyntaxKind.BooleanKeyword:
    case ts.SyntaxKind.TypePredicate:
      return 'boolean';
    case ts.SyntaxKind.StringKeyword:
      return 'string';
    case ts.SyntaxKind.UndefinedKeyword:
    case ts.SyntaxKind.VoidKeyword:
      return 'nullish';
    default:
  }
  if (ts.isParenthesizedTypeNode(type)) return valueTypeOfType(type.type, find);
  if (ts.isUnionTypeNode(type))
    return joinValueTypes(type.types.map((part) => valueTypeOfType(part, find)));
  if (ts.isIntersectionTypeNode(type)) {
    return (
      type.types
        .map((part) => valueTypeOfType(part, find))
        .find((valueType) => valueType !== 'unknown') ?? 'unknown'
    );
  }
  if (ts.isLiteralTypeNode(type)) return valueTypeOfLiteralType(type.literal);
  if (ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)) {
    const declaration = find(type.typeName);
    if (declaration === undefined)
      return TYPED_ARRAYS.has(type.typeName.text) ? 'array' : 'unknown';
    if (ts.isTypeAliasDeclaration(declaration) && declaration.typeParameters === undefined) {
      return valueTypeOfType(declaration.type, find);
    }
  }
  return 'unknown';
}

function valueTypeOfLiteralType(literal: ts.LiteralTypeNode['literal']): ValueType {
  if (ts.isNumericLiteral(literal) || ts.isPrefixUnaryExpression(literal)) return 'number';
  if (ts.isStringLiteral(literal)) return 'string';
  if (literal.kind === ts.SyntaxKind.NullKeyword) return 'nullish';
  return literal.kind === ts.SyntaxKind.TrueKeyword || literal.kind === ts.SyntaxKind.FalseKeyword
    ? 'boolean'
    : 'unknown';
}

/** The value type of a type that TypeScript inferred. It is unknown if it needs the standard library. */
export function valueTypeOfCheckedType(type: ts.Type): ValueType {
  if (type.flags & ts.TypeFlags.NumberLike) return 'number';
  if (type.flags & ts.TypeFlags.BooleanLike) return 'boolean';
  if (type.flags & ts.TypeFlags.StringLike) return 'string';
  if (type.isUnion()) return joinValueTypes(type.types.map(valueTypeOfCheckedType));
  if (!type.isIntersection()) return 'unknown';
  return (
    type.types.map(valueTypeOfCheckedType).find((valueType) => valueType !== 'unknown') ?? 'unknown'
  );
}

/** True for an object literal without accessors: reading or writing a property runs no code. */
function isPlainObject(node: ts.ObjectLiteralExpression): boolean {
  return node.properties.every(
    (member) =>
      (ts.isPropertyAssignment(member) || ts.isShorthandPropertyAssignment(member)) &&
      (ts.isIdentifier(member.name) || ts.isStringLiteral(member.name)) &&
      member.name.text !== '__proto__',
  );
}

/** The value type of an initialiser; `valueTypeOf` answers for names and calls. */
export function valueTypeOfInitialiser(
  node: ts.Expression,
  valueTypeOf: (identifier: ts.Identifier, called: boolean) => ValueType,
  find: FindDeclaration,
): ValueType {
  const of = (part: ts.Expression): ValueType => valueTypeOfInitialiser(part, valueTypeOf, find);
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node))
    return of(node.expression);
  if (ts.isAsExpression(node)) {
    const valueType = of(node.expression);
    return valueType === 'unknown' ? valueTypeOfType(node.type, find) : valueType;
  }
  if (ts.isSatisfiesExpression(node)) return of(node.expression);
  if (ts.isNumericLiteral(node)) return valueTypeOfNumber(Number(node.text));
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) return 'string';
  if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword)
    return 'boolean';
  if (ts.isIdentifier(node)) return valueTypeOf(node, false);
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression))
    return valueTypeOf(node.expression, true);
  if (ts.isElementAccessExpression(node))
    return of(node.expression) === 'array' ? 'number' : 'unknown';
  if (ts.isObjectLiteralExpression(node)) return isPlainObject(node) ? 'plain' : 'unknown';
  if (ts.isNewExpression(node) && ts.isIdentifier(node.expression)) {
    return TYPED_ARRAYS.has(node.expression.text) && find(node.expression) === undefined
      ? 'array'
      : 'unknown';
  }
  if (ts.isConditionalExpression(node))
    return joinValueTypes([of(node.whenTrue), of(node.whenFalse)]);
  if (ts.isPrefixUnaryExpression(node)) {
    if (node.operator === ts.SyntaxKind.ExclamationToken) return 'boolean';
    if (!isNumeric(of(node.operand))) return 'unknown';
    return node.operator === ts.SyntaxKind.TildeToken ? 'int32' : 'number';
  }
  if (!ts.isBinaryExpression(node)) return 'unknown';
  const token = node.operatorToken.kind;
  const operator = BINARY_TOKENS.get(token);
  if (operator !== undefined) return valueTypeOfBinary(operator, of(node.left), of(node.right));
  const isEither =
    token === ts.SyntaxKind.AmpersandAmpersandToken || token === ts.SyntaxKind.BarBarToken;
  return isEither ? joinValueTypes([of(node.left), of(node.right)]) : 'unknown';
}
