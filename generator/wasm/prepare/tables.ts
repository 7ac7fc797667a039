import type { Binding } from '../../specialise/syntax/binding.ts';
import { nameOf, numberLiteral } from '../../specialise/syntax/create.ts';
import { mapBody, mapExpression, mapStatement, type Mapping } from '../../specialise/syntax/map.ts';
import type {
  Body,
  Expression,
  FunctionDeclaration,
  Statement,
  VariableStatement,
} from '../../specialise/syntax/tree.ts';

/** Constant lists of numbers that are not negative. */
export type Tables = ReadonlyMap<Binding, readonly number[]>;

/** What is read beyond the end of a table. */
const BEYOND = -1;

const NO_POSITION = { file: '', line: 0, column: 0 };

/**
 * Replaces what is read from a table by a choice between its numbers, and `undefined`, which is read beyond
 * its end, by a number.
 */
export function withoutTables(node: FunctionDeclaration, tables: Tables): FunctionDeclaration {
  return tables.size === 0 ? node : { ...node, body: inBody(node.body, tables) };
}

function inBody(body: Body, tables: Tables): Body {
  return { ...body, statements: inStatements(body.statements, tables) };
}

function inStatements(list: readonly Statement[], tables: Tables): readonly Statement[] {
  const [first, ...others] = list;
  if (first === undefined) return [];
  if (first.kind === 'variable' && first.keyword === 'const') {
    const numbers = tableRead(first.init, tables);
    if (numbers !== undefined && first.init?.kind === 'element') {
      const index: VariableStatement = {
        ...first,
        binding: { ...first.binding, name: `${first.binding.name}_index` },
        init: first.init.index,
      };
      const value = choice(nameOf(index.binding, NO_POSITION), numbers);
      const rest = others.map((each) => mapStatement(each, comparing(first.binding)));
      return [index, { ...first, init: value }, ...inStatements(rest, tables)];
    }
  }
  const inner: Mapping = {
    expression: (each) => each,
    body: (body) => inBody(body, tables),
  };
  return [mapStatement(first, inner), ...inStatements(others, tables)];
}

function tableRead(node: Expression | undefined, tables: Tables): readonly number[] | undefined {
  if (node?.kind !== 'element' || node.object.kind !== 'name') return undefined;
  return tables.get(node.object.binding);
}

/** `index === 0 ? a : index === 1 ? b : … : -1`. */
function choice(index: Expression, numbers: readonly number[]): Expression {
  let value: Expression = numberLiteral(BEYOND);
  for (let i = numbers.length - 1; i >= 0; i -= 1) {
    const condition: Expression = {
      kind: 'binary',
      operator: '===',
      left: index,
      right: numberLiteral(i),
    };
    value = {
      kind: 'conditional',
      condition,
      whenTrue: numberLiteral(numbers[i] ?? 0),
      whenFalse: value,
    };
  }
  return value;
}

/** Compares a variable with {@link BEYOND} where it was compared with `undefined`. */
function comparing(binding: Binding): Mapping {
  const by: Mapping = {
    expression(node) {
      const mapped = mapExpression(node, by);
      if (mapped.kind !== 'binary' || !/^[!=]==?$/.test(mapped.operator)) return mapped;
      const { left, right } = mapped;
      const isIt = left.kind === 'name' && left.binding === binding;
      return isIt && right.kind === 'keyword'
        ? { ...mapped, right: numberLiteral(BEYOND) }
        : mapped;
    },
    body: (body) => mapBody(body, (each) => [mapStatement(each, by)]),
  };
  return by;
}
