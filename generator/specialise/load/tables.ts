import { TemplateSyntaxError } from '../errors.ts';
import type { Binding } from '../syntax/binding.ts';
import { isLiteral } from '../syntax/create.ts';
import type { Declaration, VariableDeclaration } from '../syntax/declaration.ts';
import { tableOf } from '../syntax/table.ts';
import type { Expression, Name } from '../syntax/tree.ts';
import { visitDeclaration } from '../syntax/visit.ts';

/** The table whose member the expression reads. */
function tableRead(node: Expression, tables: ReadonlySet<Binding>): Name | undefined {
  if (node.kind !== 'property' || node.optional || node.object.kind !== 'name') return undefined;
  return tables.has(node.object.binding) ? node.object : undefined;
}

/** True if the expression is a table, or options choose one. */
function isChoice(node: Expression, tables: ReadonlySet<Binding>): boolean {
  if (node.kind === 'conditional')
    return isChoice(node.whenTrue, tables) && isChoice(node.whenFalse, tables);
  return node.kind === 'name' && tables.has(node.binding);
}

/** True if the name always has the same value. */
function isConstant({ binding }: Name, declared: ReadonlyMap<Binding, Declaration>): boolean {
  const declaration = declared.get(binding);
  return (
    declaration?.kind === 'function' ||
    (declaration?.kind === 'variable' && declaration.keyword === 'const')
  );
}

function checkMembers(
  declaration: VariableDeclaration,
  declared: ReadonlyMap<Binding, Declaration>,
): void {
  for (const { key, value } of tableOf(declaration)?.members ?? []) {
    const isPlain = isLiteral(value) || (value.kind === 'name' && isConstant(value, declared));
    if (key === undefined || !isPlain) {
      throw new TemplateSyntaxError(
        declaration.position,
        `${declaration.binding.name} is a table: its members must be literals or names of functions and constants`,
      );
    }
  }
}

/**
 * Checks that tables are only read, by the names of their members, or chosen as a whole by a `const`,
 * which is then a table too.
 * @throws TemplateSyntaxError at any other use
 */
export function checkTables(declarations: readonly Declaration[]): void {
  const declared = new Map(declarations.map((declaration) => [declaration.binding, declaration]));
  const tables = new Set<Binding>();
  const choices = new Set<Declaration>();
  for (const declaration of declarations) {
    if (declaration.kind !== 'variable' || declaration.keyword !== 'const') continue;
    if (tableOf(declaration) !== undefined) {
      checkMembers(declaration, declared);
      tables.add(declaration.binding);
    } else if (declaration.init !== undefined && isChoice(declaration.init, tables)) {
      choices.add(declaration);
      tables.add(declaration.binding);
    }
  }
  const refuse = ({ binding, position }: Name): never => {
    throw new TemplateSyntaxError(
      position,
      `${binding.name} is a table: read a member of it, ${binding.name}.member, and do not change it`,
    );
  };
  for (const declaration of declarations) {
    if (choices.has(declaration)) continue;
    visitDeclaration(declaration, {
      expression(node) {
        if (node.kind === 'name' && tables.has(node.binding)) refuse(node);
        let changed: Expression | undefined;
        if (node.kind === 'assign' || node.kind === 'update') changed = node.target;
        else if (node.kind === 'unary' && node.operator === 'delete') changed = node.operand;
        const table = changed === undefined ? undefined : tableRead(changed, tables);
        if (table !== undefined) refuse(table);
        return tableRead(node, tables) === undefined;
      },
    });
  }
}
