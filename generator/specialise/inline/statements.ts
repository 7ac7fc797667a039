import type { Body, Expression, For, Statement, VariableStatement } from '../syntax/tree.ts';
import { withLead } from '../syntax/create.ts';
import { mapBody, mapList, replace, mapStatement } from '../syntax/map.ts';
import type { InlineContext } from './context.ts';
import { renaming } from './copy.ts';
import { expandExpression, hasInlined, startExpansion, type Expansion } from './expand.ts';

/** Replaces the inlined calls in a body. */
export function expandBody(body: Body, context: InlineContext): Body {
  return mapBody(body, (statement) => expandStatement(statement, context));
}

function start(context: InlineContext, canHoist: boolean): Expansion {
  return startExpansion(context, (body) => expandBody(body, context), canHoist);
}

/** Replaces the inlined calls in an expression that no statement can precede, such as a loop condition. */
export function expandInPlace(node: Expression, context: InlineContext): Expression {
  return hasInlined(node, context) ? expandExpression(node, start(context, false)) : node;
}

/** Lets x take the place of r in `const x = r`, if r is a local of the inlined body. */
function merge(
  prelude: readonly Statement[],
  node: VariableStatement,
): readonly Statement[] | undefined {
  const { init } = node;
  if (init?.kind !== 'name') return undefined;
  const source = prelude.find(
    (statement) => statement.kind === 'variable' && statement.binding === init.binding,
  );
  if (source?.kind !== 'variable') return undefined;
  const by = renaming(new Map([[source.binding, node.binding]]));
  const keyword = source.keyword === 'let' ? 'let' : node.keyword;
  return prelude.map((statement) => {
    const renamed = mapStatement(statement, by);
    if (statement !== source || renamed.kind !== 'variable') return renamed;
    return {
      ...renamed,
      keyword,
      type: node.type ?? renamed.type,
      trail: [...renamed.trail, ...node.trail],
    };
  });
}

/** The prelude and the statement, with the statement's comments first. */
function join(prelude: readonly Statement[], statement: Statement): readonly Statement[] {
  const [first, ...others] = prelude;
  if (first === undefined) return [statement];
  const merged = statement.kind === 'variable' ? merge(prelude, statement) : undefined;
  if (merged !== undefined) {
    const [head, ...tail] = merged;
    return head === undefined ? [] : [withLead(head, statement.lead), ...tail];
  }
  return [withLead(first, statement.lead), ...others, { ...statement, lead: [] }];
}

/** The same for a call as a statement: a value without effects is dropped, and the statement with it. */
function joinDropped(
  prelude: readonly Statement[],
  statement: Extract<Statement, { kind: 'expression' }>,
): readonly Statement[] {
  const { kind } = statement.expression;
  const isEmpty = kind === 'name' || kind === 'number' || kind === 'boolean' || kind === 'keyword';
  if (!isEmpty || prelude.length === 0) return join(prelude, statement);
  const [first, ...others] = prelude;
  const all = first === undefined ? [] : [withLead(first, statement.lead), ...others];
  const last = all.at(-1) as Statement;
  return [...all.slice(0, -1), { ...last, trail: [...last.trail, ...statement.trail] }];
}

function expandFor(node: For, context: InlineContext): readonly Statement[] {
  const state = start(context, true);
  const variables = mapList(node.variables, (variable) =>
    replace(variable, { init: variable.init && expandExpression(variable.init, state) }),
  );
  return join(
    state.prelude,
    replace(node, {
      variables,
      init: node.init && expandExpression(node.init, state),
      condition: node.condition && expandInPlace(node.condition, context),
      update: node.update && expandInPlace(node.update, context),
      body: expandBody(node.body, context),
    }),
  );
}

/** Replaces the inlined calls in a statement. The statements that they need run before it. */
function expandStatement(node: Statement, context: InlineContext): readonly Statement[] {
  const state = start(context, true);
  // Each kind below has one expression, so only its own effects can precede a call.
  const expand = (part: Expression): Expression =>
    hasInlined(part, context) ? expandExpression(part, state) : part;
  const body = (part: Body): Body => expandBody(part, context);
  switch (node.kind) {
    case 'variable': {
      const expanded = replace(node, { init: node.init && expand(node.init) });
      return join(state.prelude, expanded);
    }
    case 'expression': {
      const expanded = replace(node, { expression: expand(node.expression) });
      return joinDropped(state.prelude, expanded);
    }
    case 'return': {
      const value = node.value && expand(node.value);
      const isVoid =
        value !== node.value && value?.kind === 'keyword' && value.word === 'undefined';
      return join(state.prelude, replace(node, { value: isVoid ? undefined : value }));
    }
    case 'throw': {
      const expanded = replace(node, { value: expand(node.value) });
      return join(state.prelude, expanded);
    }
    case 'if': {
      const expanded = replace(node, {
        condition: expand(node.condition),
        then: body(node.then),
        else: node.else && body(node.else),
      });
      return join(state.prelude, expanded);
    }
    case 'while':
    case 'do':
      return [
        replace(node, { condition: expandInPlace(node.condition, context), body: body(node.body) }),
      ];
    case 'for':
      return expandFor(node, context);
    case 'forEach': {
      const expanded = replace(node, { iterable: expand(node.iterable), body: body(node.body) });
      return join(state.prelude, expanded);
    }
    case 'switch': {
      const discriminant = expand(node.discriminant);
      const clauses = mapList(node.clauses, (clause) =>
        replace(clause, {
          test: clause.test && expandInPlace(clause.test, context),
          body: body(clause.body),
        }),
      );
      return join(state.prelude, replace(node, { discriminant, clauses }));
    }
    case 'labelled': {
      const inner = expandStatement(node.statement, context);
      const statement = inner.at(-1);
      return statement === undefined ? [] : join(inner.slice(0, -1), replace(node, { statement }));
    }
    case 'block':
    case 'try':
    case 'jump':
      return [mapStatement(node, { expression: expand, body })];
    case 'function':
      return [
        replace(node, {
          declaration: replace(node.declaration, { body: body(node.declaration.body) }),
        }),
      ];
  }
}
