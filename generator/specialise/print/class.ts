import type { ClassDeclaration, ClassMember } from '../syntax/declaration.ts';
import { printExpression, printName, printParameters } from './expression.ts';
import { PRECEDENCE } from './precedence.ts';
import {
  deeper,
  printLead,
  printText,
  printTrail,
  printType,
  printTypeList,
  type Printer,
} from './printer.ts';
import { printBlock } from './statement.ts';

function printMember(member: ClassMember, printer: Printer, indent: string): string {
  const modifiers = printer.types
    ? member.modifiers
    : member.modifiers.filter((word) => word === 'static');
  const head = [
    ...modifiers,
    ...(member.kind === 'method' && member.accessor !== undefined ? [member.accessor] : []),
    member.name,
  ].join(' ');
  if (member.kind === 'property') {
    const value =
      member.init === undefined
        ? ''
        : ` = ${printExpression(member.init, printer, indent, PRECEDENCE.assign)}`;
    return `${head}${printer.types ? member.mark : ''}${printType(member.type, printer)}${value};`;
  }
  const parameters = `${printTypeList(member.typeParameters, printer)}${printParameters(member.parameters, printer, indent)}`;
  return `${head}${parameters}${printType(member.returnType, printer)} ${printBlock(member.body, printer, indent)}`;
}

/** True for a field that has a meaning in TypeScript only. */
function isTypeOnly(member: ClassMember): boolean {
  return (
    member.kind === 'property' &&
    member.modifiers.some((word) => word === 'declare' || word === 'abstract')
  );
}

/** `class Name extends Base { … }`. */
export function printClass(node: ClassDeclaration, printer: Printer, around = ''): string {
  const base =
    node.base === undefined
      ? ''
      : ` extends ${printExpression(node.base, printer, '', PRECEDENCE.member)}${printTypeList(node.baseTypes, printer)}`;
  const interfaces =
    node.interfaces === undefined || !printer.types
      ? ''
      : ` implements ${printText(node.interfaces, printer)}`;
  const indent = deeper(around);
  const members = node.members
    .filter((member) => printer.types || !isTypeOnly(member))
    .map(
      (member, i) =>
        `${printLead(member.lead, indent, i === 0)}${indent}${printMember(member, printer, indent)}${printTrail(member.trail)}\n`,
    );
  return `class ${printName(node.binding, printer)}${printTypeList(node.typeParameters, printer)}${base}${interfaces} {\n${members.join('')}${around}}`;
}
