import { createPrinter } from '../../specialise/print/create-printer.ts';
import { printExpression } from '../../specialise/print/expression.ts';
import type { SpecialisedProgram } from '../../specialise/index.ts';
import type { Binding } from '../../specialise/syntax/binding.ts';
import { literalOf } from '../../specialise/syntax/create.ts';
import type { Expression, FunctionDeclaration } from '../../specialise/syntax/tree.ts';
import { NoLowering } from '../errors.ts';
import type { Inference } from '../kinds/infer.ts';
import { constantOf, INT32_MAX, isInteger } from '../kinds/kind.ts';
import { uses } from '../kinds/uses.ts';
import type { EmittedModule } from '../lower/module.ts';
import { readByOutside, unreadable } from '../lower/outside.ts';
import { withConstantsIn } from './host.ts';
import { fromModule } from './values.ts';

/** One exported name, as JavaScript. */
export type Member =
  | { readonly is: 'function'; readonly name: string; readonly fn: FaceFunction }
  /** A function that stayed JavaScript: its parameters and body. */
  | { readonly is: 'text'; readonly name: string; readonly text: string }
  | { readonly is: 'constant'; readonly name: string; readonly text: string }
  | { readonly is: 'variable'; readonly name: string; readonly read: string }
  | { readonly is: 'object'; readonly name: string; readonly properties: readonly Property[] };

export interface Property {
  readonly name: string;
  readonly read: string;
  readonly global: string;
}

export interface FaceFunction {
  /** Names of the parameters, and the values of those that are left out. */
  readonly parameters: readonly { readonly name: string; readonly init: string | undefined }[];
  /** The parameter that is the memory. */
  readonly memory: string | undefined;
  /** The parameter that must be the fixed address. */
  readonly start: string | undefined;
  /** The call of the module, in `x`; of the trap that it may end with, an error is made. */
  readonly call: string;
  /** The result as JavaScript has it; undefined if there is none. */
  readonly result: string | undefined;
  /** It can change a variable that is exported. */
  readonly writes: boolean;
}

/** What users see of a module. */
export function faceOf(
  { program, exports }: SpecialisedProgram,
  known: Inference,
  module: EmittedModule,
  names: (binding: Binding) => string,
  address: number | undefined,
  is64bit: boolean,
): readonly Member[] {
  const bindings = new Map([...program.roots].map(([binding, name]) => [name, binding]));
  const writers = writersOf(known);
  return exports.map((name): Member => {
    const binding = bindings.get(name);
    if (binding === undefined) throw new NoLowering(name);
    const node = known.unit.functions.get(binding);
    if (node !== undefined && known.unit.outside.has(binding))
      return { is: 'text', name, text: outsideFace(node, known, module, names) };
    if (node !== undefined)
      return {
        is: 'function',
        name,
        fn: functionFace(name, node, known, names, address, writers.has(binding), is64bit),
      };
    const properties = known.unit.objects.get(binding);
    if (properties !== undefined)
      return {
        is: 'object',
        name,
        properties: [...properties].map(([property, member]) => {
          const { name: global, kind, type } = globalOf(module, member);
          const value = `x[${JSON.stringify(global)}].value`;
          return { name: property, global, read: fromModule(value, kind, type) };
        }),
      };
    const value = constantOf(known.kind(binding));
    const global = module.globals.get(binding);
    if (value !== undefined && global === undefined)
      return { is: 'constant', name, text: String(value) };
    const { kind, type } = globalOf(module, binding);
    return { is: 'variable', name, read: fromModule(`x.${name}.value`, kind, type) };
  });
}

/** The list of parameters and the body of a function that only reads the module's variables. */
function outsideFace(
  node: FunctionDeclaration,
  known: Inference,
  module: EmittedModule,
  names: (binding: Binding) => string,
): string {
  const lines = readByOutside(known, node, true).map((binding) => {
    const properties = known.unit.objects.get(binding);
    if (properties === undefined) {
      if (known.view(binding) !== undefined || !known.unit.roots.has(binding))
        throw unreadable(binding, node);
      const { name, kind, type } = globalOf(module, binding);
      return `const ${names(binding)} = ${fromModule(`x.${name}.value`, kind, type)};`;
    }
    const members = [...properties].map(([property, member]) => {
      const { name, kind, type } = globalOf(module, member);
      return `${property}: ${fromModule(`x[${JSON.stringify(name)}].value`, kind, type)}`;
    });
    return `const ${names(binding)} = { ${members.join(', ')} };`;
  });
  const printer = createPrinter({ get: names } as never, false);
  const body = printer.block(withConstantsIn(node.body, known), '');
  const list = node.parameters.map(({ binding }) => names(binding)).join(', ');
  return `(${list}) { ${lines.join(' ')} ${body} }`;
}

function globalOf(module: EmittedModule, binding: Binding) {
  const global = module.globals.get(binding);
  if (global === undefined) throw new NoLowering(binding.name);
  return global;
}

function functionFace(
  name: string,
  { parameters, binding }: FunctionDeclaration,
  known: Inference,
  names: (binding: Binding) => string,
  address: number | undefined,
  writes: boolean,
  is64bit: boolean,
): FaceFunction {
  const printer = createPrinter({ get: names } as never, false);
  const print = (node: Expression): string => printExpression(node, printer, '');
  const memory = parameters.find((each) => known.kind(each.binding).is === 'memory')?.binding;
  const args = parameters
    .filter((each) => each.binding !== memory)
    .map((each) => {
      const kind = known.kind(each.binding);
      const isSize = isInteger(kind) && kind.hi > INT32_MAX && kind.hi !== kind.lo;
      const text = names(each.binding);
      const convert = memory === undefined && !is64bit ? 'size_t' : 'extent';
      return isSize && !isAddress(each.type) ? `${convert}(${text})` : text;
    });
  const result = known.result(binding);
  const plain = `x.${name}(${args.join(', ')})`;
  const call = memory === undefined || known.unit.isShared ? plain : `within(() => ${plain})`;
  const start = parameters.find(
    (each) => each.binding.name === 'start' && constantOf(known.kind(each.binding)) !== undefined,
  );
  return {
    parameters: parameters.map((each) => ({
      name: names(each.binding),
      init: each.init === undefined ? undefined : print(valueOf(each.init, known)),
    })),
    memory: memory === undefined ? undefined : names(memory),
    start: address === undefined || start === undefined ? undefined : names(start.binding),
    call,
    result:
      result.is === 'nothing' || result.is === 'never'
        ? undefined
        : fromModule(call, result, 'i32'),
    writes,
  };
}

function isAddress(type: FunctionDeclaration['returnType']): boolean {
  return (type?.parts ?? []).some((part) => typeof part !== 'string' && part.name === 'Mem');
}

/** An initial value with the numbers of the constants in it. */
function valueOf(node: Expression, known: Inference): Expression {
  if (node.kind !== 'name') return node;
  const value = constantOf(known.kind(node.binding));
  return (value !== undefined && literalOf({ value })) || node;
}

/** Functions that assign to exported variables, by themselves or in what they call. */
function writersOf(known: Inference): ReadonlySet<Binding> {
  const { roots, variables } = known.unit;
  const exported = [...variables.values()].filter(
    ({ binding, keyword }) => keyword === 'let' && roots.has(binding),
  );
  const writers = new Set<Binding>();
  for (let size = -1; size !== writers.size;) {
    size = writers.size;
    for (const [binding, { node }] of known.reached) {
      const found = uses(node.body);
      if (
        exported.some((each) => found.assigned.has(each.binding)) ||
        [...found.called].some((callee) => writers.has(callee))
      )
        writers.add(binding);
    }
  }
  return writers;
}
