import type { Program } from '../specialise/program.ts';
import { createBinding, type Binding } from '../specialise/syntax/binding.ts';
import type { VariableDeclaration } from '../specialise/syntax/declaration.ts';
import type { FunctionDeclaration } from '../specialise/syntax/tree.ts';
import { withNarrowMemory } from './prepare/narrow-memory.ts';
import { withoutTables, type Tables } from './prepare/tables.ts';

/** The declarations of a program, sorted by what becomes of them. */
export interface Unit {
  readonly functions: ReadonlyMap<Binding, FunctionDeclaration>;
  readonly variables: ReadonlyMap<Binding, VariableDeclaration>;
  /** Objects of numbers, such as `gd`: each property is a variable. */
  readonly objects: ReadonlyMap<Binding, ReadonlyMap<string, Binding>>;
  /** What each property of an object starts with. */
  readonly members: ReadonlyMap<Binding, number>;
  /** Exported functions with the names that users import. */
  readonly roots: ReadonlyMap<Binding, string>;
  /** Functions that stay JavaScript: the module imports them. */
  readonly outside: ReadonlySet<Binding>;
  /** The memory is shared between threads. */
  readonly isShared: boolean;
}

/** The properties of an object literal of numbers with their values; undefined for another value. */
function numbersOf(node: VariableDeclaration): ReadonlyMap<string, number> | undefined {
  if (node.keyword !== 'const' || node.init?.kind !== 'object') return undefined;
  const numbers = new Map<string, number>();
  for (const { key, value } of node.init.members) {
    if (key === undefined || value.kind !== 'number') return undefined;
    numbers.set(key, value.value);
  }
  return numbers;
}

/** The numbers of a constant list of them; undefined for another value. */
function tableOf(node: VariableDeclaration): readonly number[] | undefined {
  if (node.keyword !== 'const' || node.init?.kind !== 'array') return undefined;
  const numbers = node.init.elements.map((each) => (each.kind === 'number' ? each.value : -1));
  return numbers.every((each) => each >= 0) ? numbers : undefined;
}

/** @param outside functions that stay JavaScript */
export function unitOf(program: Program, outside: ReadonlySet<Binding>, isShared: boolean): Unit {
  const functions = new Map<Binding, FunctionDeclaration>();
  const variables = new Map<Binding, VariableDeclaration>();
  const objects = new Map<Binding, ReadonlyMap<string, Binding>>();
  const members = new Map<Binding, number>();
  for (const node of program.declarations) {
    if (node.kind === 'function') functions.set(node.binding, node);
    if (node.kind !== 'variable') continue;
    const numbers = numbersOf(node);
    if (numbers === undefined) {
      variables.set(node.binding, node);
      continue;
    }
    const properties = new Map<string, Binding>();
    for (const [key, value] of numbers) {
      const member = createBinding(`${node.binding.name}.${key}`, { topLevel: true });
      properties.set(key, member);
      members.set(member, value);
    }
    objects.set(node.binding, properties);
  }
  const tables: Tables = new Map(
    [...variables.values()].flatMap((node) => {
      const numbers = tableOf(node);
      return numbers === undefined ? [] : [[node.binding, numbers] as const];
    }),
  );
  for (const [binding, node] of functions)
    functions.set(binding, withoutTables(withNarrowMemory(node), tables));
  return { functions, variables, objects, members, roots: program.roots, outside, isShared };
}
