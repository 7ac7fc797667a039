import type { Trivia } from '../syntax/text.ts';
import type { Block, Body, Expression, If, Statement } from '../syntax/tree.ts';
import { replace } from '../syntax/map.ts';
import { expressionStatement, isCommented } from '../syntax/create.ts';
import { effectsOnly } from './effects-only.ts';
import type { ConstantFolder } from './constant-folder.ts';
import { negated } from './negated.ts';

const NO_TRIVIA: Trivia = { lead: [], trail: [] };

/** A known condition, with the effects of computing it. */
export interface Decision {
  readonly effects: Expression | undefined;
  readonly value: boolean;
}

/** The decision of a folded condition; undefined if it is not known. */
export function decisionOf(condition: Expression, fold: ConstantFolder): Decision | undefined {
  if (condition.kind === 'sequence') {
    const right = fold.constant(condition.right);
    return right && { effects: effectsOnly(condition.left, fold), value: Boolean(right.value) };
  }
  const constant = fold.constant(condition);
  return constant && { effects: undefined, value: Boolean(constant.value) };
}

/** The effects of a condition as statements. */
export function effectStatements(decision: Decision): readonly Statement[] {
  return decision.effects === undefined ? [] : [expressionStatement(decision.effects, NO_TRIVIA)];
}

/** A body as one statement in a list. */
export function blockOf(body: Body): Block {
  return { kind: 'block', body: { ...body, braced: true }, ...NO_TRIVIA };
}

/** Neither statements nor comments. */
export function isEmpty(body: Body): boolean {
  return body.statements.length === 0 && body.tail.length === 0;
}

/** Rewrites `else { if … }` to `else if …` if no comment is in between. */
export function flattened(body: Body): Body {
  const [only, ...others] = body.statements;
  if (only?.kind !== 'if' || others.length > 0 || body.tail.length > 0 || isCommented(only))
    return body;
  const statement = only.lead.length === 0 ? only : { ...only, lead: [] };
  return replace(body, {
    braced: false,
    statements: statement === only ? body.statements : [statement],
  });
}

/** Replaces a branch on a constant by the branch taken, after the effects of the condition. */
export function foldIf(node: If, fold: ConstantFolder): readonly Statement[] {
  const condition = fold.expression(node.condition, 'condition');
  const decision = decisionOf(condition, fold);
  if (decision !== undefined) {
    const chosen = decision.value ? node.then : node.else;
    return [
      ...effectStatements(decision),
      ...(chosen === undefined ? [] : [blockOf(fold.body(chosen))]),
    ];
  }
  const then = fold.body(node.then);
  const folded = node.else && fold.body(node.else);
  const otherwise = folded === undefined || isEmpty(folded) ? undefined : flattened(folded);
  if (then.statements.length === 0 && otherwise !== undefined && then.tail.length === 0) {
    return [
      {
        ...node,
        condition: negated(condition),
        then: { ...otherwise, braced: true },
        else: undefined,
      },
    ];
  }
  if (isEmpty(then) && otherwise === undefined) {
    const effects = effectsOnly(condition, fold);
    return effects === undefined ? [] : [expressionStatement(effects, node)];
  }
  return [replace(node, { condition, then, else: otherwise })];
}
