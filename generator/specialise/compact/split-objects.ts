import { summaryOf } from '../analyse/summary.ts';
import { NOTHING_TO_ASK, type Asks, type Computation } from '../memo/memo.ts';
import type { Program } from '../program.ts';
import type { Session } from '../session.ts';
import { createBinding, type Binding } from '../syntax/binding.ts';
import { EMPTY_BODY, expressionStatement, isLiteral, nameOf } from '../syntax/create.ts';
import type { Declaration, VariableDeclaration } from '../syntax/declaration.ts';
import type { Body, Expression, ObjectMember, PropertyAccess, Statement } from '../syntax/tree.ts';
import { mapDeclaration } from '../syntax/declarations.ts';
import { mapBody, mapExpression, mapStatement, type Mapping } from '../syntax/map.ts';
import { visitDeclaration } from '../syntax/visit.ts';

/** The variables of an object by the names of its properties. */
type Fields = ReadonlyMap<string, Binding>;

const NO_COMMENT = { lead: [], trail: [] } as const;

/** Those of each declaration, so that it has the same ones in every variant. */
const fieldsOfAll = new WeakMap<VariableDeclaration, { readonly fields: Fields | undefined }>();

function fieldsOf(declaration: VariableDeclaration): Fields | undefined {
  const known = fieldsOfAll.get(declaration);
  if (known !== undefined) return known.fields;
  const fields = newFields(declaration);
  fieldsOfAll.set(declaration, { fields });
  return fields;
}

/** A variable for each property; undefined unless all members are literals with plain names. */
function newFields({ keyword, binding, init }: VariableDeclaration): Fields | undefined {
  if (keyword !== 'const' || init?.kind !== 'object') return undefined;
  const fields = new Map<string, Binding>();
  for (const { key, value } of init.members) {
    if (key === undefined || !/^[a-z]\w*$/i.test(key) || fields.has(key) || !isLiteral(value))
      return undefined;
    fields.set(key, createBinding(`${binding.name}_${key}`, { topLevel: true }));
  }
  return fields;
}

/** The variable for the property that the expression reads or writes, if it has one. */
function fieldOf(
  node: PropertyAccess,
  fields: (object: Binding) => Fields | undefined,
): Binding | undefined {
  if (node.object.kind !== 'name' || node.optional) return undefined;
  return fields(node.object.binding)?.get(node.name);
}

/** Objects that escape: referenced other than through one of their own properties. */
function usedWhole(
  declarations: readonly Declaration[],
  objects: ReadonlyMap<Binding, Fields>,
): ReadonlySet<Binding> {
  const whole = new Set<Binding>();
  const note = (node: Expression): boolean => {
    if (node.kind === 'name') whole.add(node.binding);
    // A method gets the object as `this`, and `delete` needs the property.
    if (node.kind === 'call' && node.callee.kind === 'property') note(node.callee.object);
    if (node.kind === 'unary' && node.operator === 'delete' && node.operand.kind === 'property')
      note(node.operand.object);
    return !(
      node.kind === 'property' && fieldOf(node, (object) => objects.get(object)) !== undefined
    );
  };
  for (const declaration of declarations) {
    const { read, written } = summaryOf(declaration);
    if (![...objects.keys()].some((binding) => read.has(binding) || written.has(binding))) continue;
    visitDeclaration(declaration, { expression: note });
  }
  return whole;
}

function body(statement: Statement): Body {
  return { ...EMPTY_BODY, statements: [statement] };
}

function accessor(
  key: string,
  kind: 'get' | 'set',
  parameters: readonly Binding[],
  statement: Statement,
): ObjectMember {
  const value: Expression = {
    kind: 'closure',
    arrow: false,
    typeParameters: undefined,
    parameters: parameters.map((binding) => ({
      binding,
      type: undefined,
      init: undefined,
      optional: false,
      rest: false,
    })),
    returnType: undefined,
    body: body(statement),
  };
  return { key, computed: undefined, accessor: kind, value, ...NO_COMMENT };
}

/** The object with accessors that read and write the variables of its properties. */
function withAccessors(declaration: VariableDeclaration, fields: Fields): VariableDeclaration {
  const { position } = declaration;
  const members = [...fields].flatMap(([key, field]) => {
    const value = createBinding('value', {});
    const written: Expression = {
      kind: 'assign',
      operator: '=',
      target: nameOf(field, position),
      value: nameOf(value, position),
    };
    return [
      accessor(key, 'get', [], { kind: 'return', value: nameOf(field, position), ...NO_COMMENT }),
      accessor(key, 'set', [value], expressionStatement(written, NO_COMMENT)),
    ];
  });
  return { ...declaration, init: { kind: 'object', members } };
}

/** The declarations of the variables for an object's properties. */
function variablesOf(declaration: VariableDeclaration, fields: Fields): readonly Declaration[] {
  const { init, position } = declaration;
  if (init?.kind !== 'object') return [];
  return [...fields.values()].map((binding, i) => ({
    kind: 'variable',
    keyword: 'let',
    binding,
    type: undefined,
    init: init.members[i]?.value,
    definite: false,
    position,
    // A blank line before the first.
    lead: i === 0 ? [''] : [],
    trail: [],
  }));
}

/** What splitting asks about an object. */
interface Splitting extends Asks {
  fields(object: Binding): Fields | undefined;
}

/** The declaration with variables for properties; an object with the declarations of its own before it. */
const SPLIT: Computation<Declaration, Splitting, readonly Declaration[]> = {
  name: 'split-objects',
  compute(declaration, asks) {
    const own = declaration.kind === 'variable' ? asks.fields(declaration.binding) : undefined;
    if (declaration.kind === 'variable' && own !== undefined)
      return [...variablesOf(declaration, own), withAccessors(declaration, own)];
    const by: Mapping = {
      expression(node): Expression {
        const field = node.kind === 'property' ? fieldOf(node, asks.fields) : undefined;
        if (field === undefined || node.kind !== 'property' || node.object.kind !== 'name')
          return mapExpression(node, by);
        return nameOf(field, node.object.position);
      },
      body: (node) => mapBody(node, (statement) => [mapStatement(statement, by)]),
    };
    return [mapDeclaration(declaration, by)];
  },
};

/**
 * Gives each property of an exported object a variable, and the object accessors. A minifier shortens
 * the names of variables only, and a bundle that does not import the object has no accessors. Only for
 * exports that most programs do not import.
 */
export function splitObjects(program: Program, { memo }: Session): Program {
  const objects = new Map<Binding, Fields>();
  for (const declaration of program.declarations) {
    if (declaration.kind !== 'variable' || !program.unmeasured.has(declaration.binding)) continue;
    const fields = fieldsOf(declaration);
    if (fields !== undefined) objects.set(declaration.binding, fields);
  }
  for (const binding of usedWhole(program.declarations, objects)) objects.delete(binding);
  if (objects.size === 0) return program;

  const asks = memo.asking(NOTHING_TO_ASK, { fields: (object: Binding) => objects.get(object) });
  const declarations = program.declarations.flatMap((node) => memo.run(SPLIT, node, asks));
  return { ...program, declarations };
}
