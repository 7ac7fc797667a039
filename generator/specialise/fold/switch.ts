import type { Binding } from '../syntax/binding.ts';
import { mapList, replace } from '../syntax/map.ts';
import type { Statement, Switch, SwitchClause } from '../syntax/tree.ts';
import { visitBody } from '../syntax/visit.ts';
import type { ConstantFolder } from './constant-folder.ts';
import { blockOf } from './if.ts';
import { jumpsOut, terminates } from './jumps.ts';

/** Index of the first clause that runs; undefined if that is known only at run time. */
function chosenClause(node: Switch, fold: ConstantFolder): number | undefined {
  const discriminant = fold.constant(node.discriminant);
  if (discriminant === undefined) return undefined;
  for (const [i, { test }] of node.clauses.entries()) {
    if (test === undefined) continue;
    const constant = fold.constant(test);
    if (constant === undefined) return undefined;
    if (constant.value === discriminant.value) return i;
  }
  const standard = node.clauses.findIndex((clause) => clause.test === undefined);
  return standard < 0 ? node.clauses.length : standard;
}

/** The statements from clause `from` on, including clauses that it falls through to. */
function fallThrough(clauses: readonly SwitchClause[], from: number): readonly Statement[] {
  const statements: Statement[] = [];
  for (const clause of clauses.slice(from)) {
    for (const statement of clause.body.statements) {
      if (statement.kind === 'jump' && statement.word === 'break' && statement.label === undefined)
        return statements;
      statements.push(statement);
      if (terminates(statement)) return statements;
    }
  }
  return statements;
}

/** True if the statements use a variable that a dropped clause declares. */
function usesOther(statements: readonly Statement[], clauses: readonly SwitchClause[]): boolean {
  const own = new Set<Binding>();
  for (const statement of statements) if (statement.kind === 'variable') own.add(statement.binding);
  const others = new Set<Binding>();
  for (const clause of clauses) {
    for (const statement of clause.body.statements) {
      if (statement.kind === 'variable' && !own.has(statement.binding))
        others.add(statement.binding);
      if (statement.kind === 'function') return true;
    }
  }
  let used = false;
  visitBody(
    { statements, tail: [], braced: true },
    {
      expression(node) {
        if (node.kind === 'name' && others.has(node.binding)) used = true;
      },
    },
  );
  return used;
}

/** Replaces a switch on a constant by the statements that run, if no inner `break` targets it. */
export function foldSwitch(node: Switch, fold: ConstantFolder): readonly Statement[] {
  const folded = replace(node, {
    discriminant: fold.expression(node.discriminant, 'value'),
    clauses: mapList(node.clauses, (clause) =>
      replace(clause, {
        test: clause.test && fold.expression(clause.test, 'value'),
        body: fold.body(clause.body),
      }),
    ),
  });
  const chosen = chosenClause(folded, fold);
  if (chosen === undefined) return [folded];
  const statements = fallThrough(folded.clauses, chosen);
  if (jumpsOut(statements, new Set(['break'])) || usesOther(statements, folded.clauses))
    return [folded];
  return statements.length === 0 ? [] : [blockOf({ statements, tail: [], braced: true })];
}
