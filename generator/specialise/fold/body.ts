import type { Body, Statement } from '../syntax/tree.ts';
import type { ConstantFolder } from './constant-folder.ts';
import { terminates } from './jumps.ts';
import { foldStatement } from './statement.ts';

/** Folds statements and removes unreachable ones. */
export function foldBody(body: Body, fold: ConstantFolder): Body {
  const result: Statement[] = [];
  let changed = false;
  for (const [i, before] of body.statements.entries()) {
    const after = foldStatement(before, fold);
    if (after.length !== 1 || after[0] !== before) changed = true;
    result.push(...after);
    const last = after.at(-1);
    if (last === undefined || !terminates(last)) continue;
    const rest = body.statements.slice(i + 1);
    // A function that is declared later exists from the start, and may use the variables beside it.
    const dead = !rest.some((statement) => statement.kind === 'function');
    if (dead && (rest.length > 0 || body.tail.length > 0)) {
      return { ...body, statements: result, tail: [] };
    }
  }
  return changed ? { ...body, statements: result } : body;
}
