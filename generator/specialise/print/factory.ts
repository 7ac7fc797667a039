import { createPrinter } from './create-printer.ts';
import type { Facts } from '../analyse/evaluate.ts';
import type { Factory } from '../factory.ts';
import type { Binding } from '../syntax/binding.ts';
import type { Declaration } from '../syntax/declaration.ts';
import { printDeclarations, printSignature, printVariableType } from './declarations.ts';
import { printName } from './expression.ts';
import { joinDeclarations, printDeclaration, printModule } from './module.ts';
import type { Names } from './names.ts';
import { deeper, printLead, type Printer } from './printer.ts';

/** A module that exports a factory, with everything to print it. */
export interface FactoryModule {
  readonly declarations: readonly Declaration[];
  readonly names: Names;
  /** What users see: exports, types that they name, members of an instance. */
  readonly visible: ReadonlySet<Binding>;
  readonly factory: Factory;
  readonly facts: Facts;
}

type Value = Extract<Declaration, { kind: 'function' | 'variable' }>;

function isValue(node: Declaration): node is Value {
  return node.kind === 'function' || node.kind === 'variable';
}

function outside({ declarations, factory }: FactoryModule): readonly Declaration[] {
  return declarations.filter(({ binding }) => !factory.inside.has(binding));
}

/** The public members of an instance. */
function members({ declarations, factory, visible }: FactoryModule): readonly Value[] {
  return declarations
    .filter(({ binding }) => factory.inside.has(binding) && visible.has(binding))
    .filter(isValue);
}

/** `readonly malloc: (bytes: number) => Mem;`: a property, so that it may be used without its object. */
function printMember(node: Value, printer: Printer, facts: Facts, indent: string): string {
  const type =
    node.kind === 'function'
      ? `: ${printSignature(node, printer, ' => ')}`
      : printVariableType(node, printer, facts, indent);
  return `readonly ${printName(node.binding, printer)}${type};`;
}

function printInterface(module: FactoryModule, printer: Printer): string {
  const { factory, facts } = module;
  const indent = deeper('');
  const lines = members(module).map((node, i) => {
    const lead = i > 0 && node.lead[0] !== '' ? ['', ...node.lead] : node.lead;
    return `${printLead(lead, indent, i === 0)}${indent}${printMember(node, printer, facts, indent)}\n`;
  });
  return (
    `/** What ${factory.name}() returns. */\n` +
    `export interface ${factory.typeName} {\n${lines.join('')}}\n`
  );
}

/** The member of the returned object: a getter for a variable that can change. */
function printReturned(node: Value, printer: Printer): string {
  const name = printName(node.binding, printer);
  const changes = node.kind === 'variable' && node.keyword === 'let';
  return changes ? `get ${name}() { return ${name}; }` : name;
}

function printFunction(module: FactoryModule, printer: Printer): string {
  const { declarations, factory, visible } = module;
  const indent = deeper('');
  const inner = declarations
    .filter(({ binding }) => factory.inside.has(binding))
    // In TypeScript, the interface has the comments of public members.
    .map((node) => (printer.types && visible.has(node.binding) ? { ...node, lead: [''] } : node));
  const body = joinDeclarations(inner, (node) => printDeclaration(node, printer, indent), indent);
  const returned = members(module).map(
    (node) => `${deeper(indent)}${printReturned(node, printer)},\n`,
  );
  const type = printer.types ? `: ${factory.typeName}` : '';
  return (
    `${printLead(factory.lead, '', true)}export function ${factory.name}()${type} {\n` +
    `${body}\n${indent}return {\n${returned.join('')}${indent}};\n}\n`
  );
}

/** Prints a module that makes instances: TypeScript, or JavaScript without `types`. */
export function printFactoryModule(module: FactoryModule, types: boolean): string {
  const { names, visible } = module;
  const printer = createPrinter(names, types);
  return [
    printModule(outside(module), names, visible, types),
    ...(types ? [printInterface(module, printer)] : []),
    printFunction(module, printer),
  ].join('\n');
}

/** Prints the declarations of such a module. */
export function printFactoryDeclarations(module: FactoryModule): string {
  const { names, visible, factory, facts } = module;
  const printer = createPrinter(names, true);
  return [
    printDeclarations(outside(module), names, visible, facts),
    printInterface(module, printer),
    `${printLead(factory.lead, '', true)}export declare function ${factory.name}(): ${factory.typeName};\n`,
  ].join('\n');
}
