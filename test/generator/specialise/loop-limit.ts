import { ts } from 'ts-morph';

/** More turns of its loops than any program of these tests takes. */
const MAX_TURNS = 100_000;

/**
 * The script with each turn of a loop counted, so that one which does not end fails its test instead
 * of stopping all of them.
 */
export function withLoopLimit(script: string): string {
  const source = ts.createSourceFile('script.js', script, ts.ScriptTarget.Latest);
  const inserted: { readonly at: number; readonly text: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIterationStatement(node, false)) {
      inserted.push({ at: node.statement.getStart(source), text: '{ $turn(); ' });
      inserted.push({ at: node.statement.end, text: ' }' });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  let result = `let $turns = 0;
function $turn() {
  $turns += 1;
  if ($turns > ${String(MAX_TURNS)}) throw new Error('a loop does not end');
}
`;
  let from = 0;
  for (const { at, text } of inserted.toSorted((a, b) => a.at - b.at)) {
    result += script.slice(from, at) + text;
    from = at;
  }
  return result + script.slice(from);
}
