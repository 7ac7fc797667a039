import { createPrinter } from './create-printer.ts';
import type { Alias } from '../program.ts';
import type { Binding } from '../syntax/binding.ts';
import type { Declaration } from '../syntax/declaration.ts';
import { printClass } from './class.ts';
import { printName } from './expression.ts';
import type { Names } from './names.ts';
import { printLead, printText, printTrail, type Printer } from './printer.ts';
import { printDeclarator, printFunction } from './statement.ts';

/** A declaration without its comments and without the indentation of its first line. */
export function printDeclaration(node: Declaration, printer: Printer, indent = ''): string {
  switch (node.kind) {
    case 'function':
      return printFunction(node, printer, indent);
    case 'variable':
      return `${node.keyword} ${printDeclarator(node, printer, indent)};`;
    case 'class':
      return printClass(node, printer, indent);
    case 'type':
      return printText(node.text, printer);
  }
}

/** True for a declaration with a blank line before and after it. */
function standsApart(node: Declaration | undefined): boolean {
  return node?.kind === 'function' || node?.kind === 'class';
}

/** Prints declarations, each with its comments. */
export function joinDeclarations(
  declarations: readonly Declaration[],
  print: (node: Declaration) => string,
  indent = '',
): string {
  return declarations
    .map((node, i) => {
      const apart =
        i > 0 && node.lead[0] !== '' && (standsApart(node) || standsApart(declarations[i - 1]));
      const lead = printLead(node.lead, indent, i === 0);
      return `${apart ? '\n' : ''}${lead}${indent}${print(node)}${printTrail(node.trail)}\n`;
    })
    .join('');
}

/** `export { a as b };` for each export that is another one. */
function printAliases(aliases: readonly Alias[], printer: Printer): string {
  return aliases
    .map(({ declaration, of }) => {
      const [own, other] = [declaration.binding, of].map((binding) => printName(binding, printer));
      return `\n${printLead(declaration.lead, '', true)}export { ${other} as ${own} };\n`;
    })
    .join('');
}

/** Prints a module: TypeScript, or JavaScript without `types`. */
export function printModule(
  declarations: readonly Declaration[],
  names: Names,
  exported: ReadonlySet<Binding>,
  types: boolean,
  aliases: readonly Alias[] = [],
): string {
  const printer = createPrinter(names, types);
  const printed = types ? declarations : declarations.filter((node) => node.kind !== 'type');
  const text = joinDeclarations(printed, (node) => {
    const isExported = exported.has(node.binding);
    return `${isExported ? 'export ' : ''}${printDeclaration(node, printer)}`;
  });
  return text + printAliases(aliases, printer);
}
