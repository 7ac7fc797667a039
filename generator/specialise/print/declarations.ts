import { createPrinter } from './create-printer.ts';
import { TemplateApiError } from '../errors.ts';
import type { Binding } from '../syntax/binding.ts';
import type { ClassDeclaration, Declaration, VariableDeclaration } from '../syntax/declaration.ts';
import type { Expression, FunctionDeclaration, Parameter } from '../syntax/tree.ts';
import type { ValueType } from '../syntax/value-type.ts';
import { NO_FACTS, type Facts } from '../analyse/evaluate.ts';
import { valueTypeOf } from '../analyse/value-type.ts';
import { printName } from './expression.ts';
import { joinDeclarations } from './module.ts';
import type { Names } from './names.ts';
import {
  deeper,
  printLead,
  printText,
  printTrail,
  printType,
  printTypeList,
  type Printer,
} from './printer.ts';

const TYPES: Readonly<Partial<Record<ValueType, string>>> = {
  int32: 'number',
  uint32: 'number',
  number: 'number',
  boolean: 'boolean',
  string: 'string',
};

/** Parameters without their defaults: one that has a default is optional. */
function printParameters(parameters: readonly Parameter[], printer: Printer): string {
  const texts = parameters.map(({ binding, type, init, optional, rest }) => {
    const mark = optional || init !== undefined ? '?' : '';
    const known =
      type === undefined && init !== undefined ? TYPES[valueTypeOf(init, NO_FACTS)] : undefined;
    const text = known === undefined ? printType(type, printer) : `: ${known}`;
    return `${rest ? '...' : ''}${printName(binding, printer)}${mark}${text}`;
  });
  return `(${texts.join(', ')})`;
}

/** `<T>(a: number): T`, or with other text than `: ` before the return type. */
export function printSignature(node: FunctionDeclaration, printer: Printer, before = ': '): string {
  if (node.returnType === undefined) {
    throw new TemplateApiError(
      node.position,
      `${node.binding.name} is exported: write the type that it returns`,
    );
  }
  const head = `${printTypeList(node.typeParameters, printer)}${printParameters(node.parameters, printer)}`;
  return `${head}${printType(node.returnType, printer, before)}`;
}

/** The type of an initialiser, if its form shows it. */
function typeOfValue(node: Expression, facts: Facts, indent: string): string | undefined {
  if (node.kind === 'object') {
    const inner = deeper(indent);
    const members = node.members.map(({ key, value, lead, trail }, i) => {
      const type = typeOfValue(value, facts, inner);
      return key === undefined || type === undefined
        ? undefined
        : `${printLead(lead, inner, i === 0)}${inner}${key}: ${type};${printTrail(trail)}\n`;
    });
    return members.includes(undefined) ? undefined : `{\n${members.join('')}${indent}}`;
  }
  if (node.kind === 'new' && node.callee.kind === 'global' && node.typeArguments === undefined)
    return node.callee.name;
  return TYPES[valueTypeOf(node, facts)];
}

/** `: T`, as written or from the value. */
export function printVariableType(
  node: VariableDeclaration,
  printer: Printer,
  facts: Facts,
  indent: string,
): string {
  if (node.type !== undefined) return printType(node.type, printer);
  const type = node.init === undefined ? undefined : typeOfValue(node.init, facts, indent);
  if (type === undefined) {
    throw new TemplateApiError(node.position, `${node.binding.name} is exported: write its type`);
  }
  return `: ${type}`;
}

function printVariable(node: VariableDeclaration, printer: Printer, facts: Facts): string {
  const name = printName(node.binding, printer);
  const value =
    node.type === undefined && node.keyword === 'const' && node.init !== undefined
      ? facts.constant(node.binding)?.value
      : undefined;
  if (typeof value === 'number' && value >= 0) return `const ${name} = ${value};`;
  if (typeof value === 'boolean') return `const ${name} = ${value};`;
  return `${node.keyword} ${name}${printVariableType(node, printer, facts, '')};`;
}

function printClass(node: ClassDeclaration, printer: Printer): string {
  const indent = deeper('');
  const base =
    node.base?.kind === 'name'
      ? printName(node.base.binding, printer)
      : node.base?.kind === 'global'
        ? node.base.name
        : undefined;
  if (node.base !== undefined && base === undefined) {
    throw new TemplateApiError(
      node.position,
      `${node.binding.name} is exported: extend a class that has a name`,
    );
  }
  const members = node.members.map((member, i) => {
    const words = member.modifiers
      .filter((word) => word !== 'override' && word !== 'declare')
      .map((word) => `${word} `)
      .join('');
    const lead = printLead(member.lead, indent, i === 0);
    if (member.kind === 'property') {
      const known =
        member.type === undefined && member.init !== undefined
          ? TYPES[valueTypeOf(member.init, NO_FACTS)]
          : undefined;
      const type = known === undefined ? printType(member.type, printer) : `: ${known}`;
      return `${lead}${indent}${words}${member.name}${member.mark === '?' ? '?' : ''}${type};\n`;
    }
    const accessor = member.accessor === undefined ? '' : `${member.accessor} `;
    const parameters = `${printTypeList(member.typeParameters, printer)}${printParameters(member.parameters, printer)}`;
    return `${lead}${indent}${words}${accessor}${member.name}${parameters}${printType(member.returnType, printer)};\n`;
  });
  const heritage =
    base === undefined ? '' : ` extends ${base}${printTypeList(node.baseTypes, printer)}`;
  const interfaces =
    node.interfaces === undefined ? '' : ` implements ${printText(node.interfaces, printer)}`;
  return `class ${printName(node.binding, printer)}${printTypeList(node.typeParameters, printer)}${heritage}${interfaces} {\n${members.join('')}}`;
}

/** Prints the declarations of the exports and of the types in their signatures. */
export function printDeclarations(
  declarations: readonly Declaration[],
  names: Names,
  exported: ReadonlySet<Binding>,
  facts: Facts,
): string {
  const printer = createPrinter(names, true);
  const printed = declarations.filter(({ binding }) => exported.has(binding));
  return joinDeclarations(printed, (node) => {
    switch (node.kind) {
      case 'function':
        return `export declare function ${printName(node.binding, printer)}${printSignature(node, printer)};`;
      case 'variable':
        return `export declare ${printVariable(node, printer, facts)}`;
      case 'class':
        return `export declare ${printClass(node, printer)}`;
      case 'type':
        return `export ${printText(node.text, printer)}`;
    }
  });
}
