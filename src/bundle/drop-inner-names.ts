import {
  forEachChild,
  isIdentifier,
  parseModule,
  type SyntaxNode,
} from '../../generator/measure/syntax-tree.ts';

interface Call extends SyntaxNode {
  readonly callee: SyntaxNode;
  readonly arguments: readonly SyntaxNode[];
}

/** esbuild's function that gives a function its name, with the name that esbuild gave it. */
const HELPER = /\b([\w$]+)=\(([\w$]+),([\w$]+)\)=>[\w$]+\(\2,"name",\{value:\3,configurable:!0\}\)/;

/** How deep a node is: outside of functions, inside of a module's own, or in a function of it. */
const PROGRAM = 0;
const MODULE = 1;

const FUNCTIONS: ReadonlySet<string> = new Set([
  'ArrowFunctionExpression',
  'FunctionDeclaration',
  'FunctionExpression',
  'ObjectMethod',
  'ClassMethod',
  'ClassPrivateMethod',
]);

/**
 * Takes the calls away by which esbuild's `keepNames` gives functions inside of functions their names again. They run
 * each time such a function is made: a fifth of the time that a variant takes. Functions of a module and
 * classes keep their names. No offset changes, so that a source map stays right.
 *
 * @throws Error if the program has no such calls: then esbuild writes them in another way
 */
export async function dropInnerNames(program: string): Promise<string> {
  const helper = HELPER.exec(program)?.[1];
  if (helper === undefined) throw new Error('the program has no function that names functions');
  const blanks: (readonly [start: number, end: number, text: string])[] = [];
  const visit = (node: SyntaxNode, depth: number): void => {
    const isHelper = isCall(node) && isIdentifier(node.callee) && node.callee.name === helper;
    if (isHelper && depth > MODULE) {
      const [named, name] = node.arguments;
      if (named && name?.type === 'StringLiteral') {
        if (isIdentifier(named)) blanks.push([node.start, node.end, '0']);
        else if (FUNCTIONS.has(named.type)) {
          blanks.push([node.callee.start, node.callee.end, ''], [named.end, name.end, '']);
        }
      }
    }
    // `var a=h(()=>{…})` is a module that runs when it is first needed.
    const startsModule =
      depth === PROGRAM && !isHelper && isCall(node) && isIdentifier(node.callee);
    const inside = FUNCTIONS.has(node.type) ? Math.max(depth, MODULE) + 1 : depth;
    forEachChild(node, (child) => {
      const isModule = startsModule && child.type === 'ArrowFunctionExpression';
      if (isModule) forEachChild(child, (each) => visit(each, MODULE));
      else visit(child, inside);
    });
  };
  visit(await parseModule(program), PROGRAM);
  if (blanks.length === 0) throw new Error('the program names no functions inside of functions');
  let result = '';
  let at = 0;
  for (const [start, end, text] of blanks.toSorted(([a], [b]) => a - b)) {
    result += program.slice(at, start) + text.padEnd(end - start);
    at = end;
  }
  return result + program.slice(at);
}

function isCall(node: SyntaxNode): node is Call {
  return node.type === 'CallExpression';
}
