import { ts } from 'ts-morph';
import { type Binding, createBinding } from '../syntax/binding.ts';
import type { OptionQuery } from '../syntax/tree.ts';
import { type ValueType, isInteger } from '../syntax/value-type.ts';
import { AMBIENT_MODULE } from './ambient.ts';
import { ASSIGN_TOKENS } from './operators.ts';
import {
  valueTypeOfCheckedType,
  valueTypeOfInitialiser,
  valueTypeOfType,
  type FindDeclaration,
} from './value-type.ts';
import type { TemplateModules } from './template-modules.ts';

/** True for the module through which templates ask for options at run time. */
export function isConfigModule(name: string): boolean {
  return name === 'config.ts' || name === 'options/config.ts';
}

const OPTION_QUERIES: Readonly<Record<string, OptionQuery>> = {
  CONFIG_IS_ENABLED: 'CONFIG_IS_ENABLED',
  IS_ENABLED: 'IS_ENABLED',
  CONFIG_VAL: 'CONFIG_VAL',
};

/** What an identifier refers to. */
export type Meaning =
  | { readonly kind: 'binding'; readonly binding: Binding }
  | { readonly kind: 'query'; readonly query: OptionQuery }
  | { readonly kind: 'config'; readonly name: string }
  | { readonly kind: 'global' };

/** Resolves identifiers, with one binding for each declaration. */
export interface Resolver {
  meaning(identifier: ts.Identifier): Meaning;
  /** The binding of a declaration, from its name. */
  declared(name: ts.Identifier): Binding;
  ofSymbol(symbol: ts.Symbol): Meaning;
  /** The value type of the type that TypeScript infers for an expression. */
  checkedValueType(node: ts.Expression): ValueType;
}

/** Symbols that inner functions assign. */
function sharedSymbols(modules: TemplateModules): ReadonlySet<ts.Symbol> {
  const shared = new Set<ts.Symbol>();
  const note = (target: ts.Expression, closures: number): void => {
    if (closures === 0 || !ts.isIdentifier(target)) return;
    const symbol = modules.checker.getSymbolAtLocation(target);
    if (symbol !== undefined) shared.add(symbol);
  };
  const visit = (node: ts.Node, depth: number): void => {
    if (ts.isBinaryExpression(node) && ASSIGN_TOKENS.has(node.operatorToken.kind)) {
      note(node.left, depth - 1);
    } else if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
      note(node.operand, depth - 1);
    }
    const inner = ts.isFunctionLike(node) ? depth + 1 : depth;
    ts.forEachChild(node, (child) => visit(child, inner));
  };
  for (const source of modules.modules.values()) visit(source, 0);
  return shared;
}

/** Makes the resolver of the template modules. */
export function createResolver(modules: TemplateModules): Resolver {
  const { checker } = modules;
  const shared = sharedSymbols(modules);
  const bindings = new Map<ts.Symbol, Binding>();
  const computing = new Set<ts.Symbol>();

  const follow = (symbol: ts.Symbol): ts.Symbol =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

  const symbolOf = (identifier: ts.Identifier): ts.Symbol | undefined => {
    const { parent } = identifier;
    const symbol = ts.isShorthandPropertyAssignment(parent)
      ? checker.getShorthandAssignmentValueSymbol(parent)
      : checker.getSymbolAtLocation(identifier);
    return symbol && follow(symbol);
  };

  const isAmbient = (node: ts.Node): boolean => node.getSourceFile().fileName === AMBIENT_MODULE;

  const find: FindDeclaration = (identifier) => {
    const declaration = symbolOf(identifier)?.declarations?.[0];
    return declaration === undefined || isAmbient(declaration) ? undefined : declaration;
  };

  const valueTypeOf = (identifier: ts.Identifier, called: boolean): ValueType => {
    const symbol = symbolOf(identifier);
    if (symbol?.declarations === undefined || computing.has(symbol)) return 'unknown';
    const meaning = ofSymbol(symbol);
    if (meaning.kind === 'query') return meaning.query === 'CONFIG_VAL' ? 'number' : 'boolean';
    if (meaning.kind !== 'binding') return 'unknown';
    return called ? meaning.binding.returns : meaning.binding.valueType;
  };

  const checkedValueType = (node: ts.Expression): ValueType =>
    valueTypeOfCheckedType(checker.getTypeAtLocation(node));

  const variableKind = (node: ts.VariableDeclaration | ts.ParameterDeclaration): ValueType => {
    const isOptional = ts.isParameter(node) && node.questionToken !== undefined;
    if (isOptional || (ts.isParameter(node) && node.dotDotDotToken !== undefined)) return 'unknown';
    const typed = valueTypeOfType(node.type, find);
    if (node.initializer === undefined) return typed;
    const isConst =
      ts.isVariableDeclaration(node) && (node.parent.flags & ts.NodeFlags.Const) !== 0;
    if (typed !== 'unknown' && !(isConst && typed === 'number')) return typed;
    const inferred = valueTypeOfInitialiser(node.initializer, valueTypeOf, find);
    const valueType = inferred === 'unknown' ? checkedValueType(node.initializer) : inferred;
    if (isConst) return valueType === 'unknown' ? typed : valueType;
    if (node.type !== undefined) return typed;
    if (valueType === 'plain' || valueType === 'nullish') return 'unknown';
    return isInteger(valueType) ? 'number' : valueType;
  };

  const create = (symbol: ts.Symbol, declaration: ts.Declaration): Binding => {
    const topLevel = ts.isSourceFile(
      ts.isVariableDeclaration(declaration) ? declaration.parent.parent.parent : declaration.parent,
    );
    const isVariable = ts.isVariableDeclaration(declaration) || ts.isParameter(declaration);
    computing.add(symbol);
    const binding = createBinding(symbol.name, {
      topLevel,
      valueType: isVariable ? variableKind(declaration) : 'unknown',
      returns: ts.isFunctionDeclaration(declaration)
        ? valueTypeOfType(declaration.type, find)
        : 'unknown',
      shared: !topLevel && shared.has(symbol),
    });
    computing.delete(symbol);
    bindings.set(symbol, binding);
    return binding;
  };

  const ofSymbol = (symbol: ts.Symbol): Meaning => {
    const target = follow(symbol);
    const declaration = target.valueDeclaration ?? target.declarations?.[0];
    if (declaration === undefined || isAmbient(declaration)) return { kind: 'global' };
    const known = bindings.get(target);
    if (known !== undefined) return { kind: 'binding', binding: known };
    if (isConfigModule(declaration.getSourceFile().fileName)) {
      const query = OPTION_QUERIES[target.name];
      if (query !== undefined && ts.isSourceFile(declaration.parent))
        return { kind: 'query', query };
      return { kind: 'config', name: target.name };
    }
    if (ts.isTypeParameterDeclaration(declaration)) return { kind: 'global' };
    return { kind: 'binding', binding: create(target, declaration) };
  };

  const meaning = (identifier: ts.Identifier): Meaning => {
    const symbol = symbolOf(identifier);
    return symbol === undefined ? { kind: 'global' } : ofSymbol(symbol);
  };

  return {
    meaning,
    ofSymbol,
    checkedValueType,
    declared(name) {
      const found = meaning(name);
      if (found.kind !== 'binding')
        throw new Error(`no binding for the declaration of ${name.text}`);
      return found.binding;
    },
  };
}
