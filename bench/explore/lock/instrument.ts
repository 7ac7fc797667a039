/*
 * The lock's own code, made to stop at each atomic step. A JavaScript function cannot be stopped in the middle and a
 * generator can, so every function of the variant that reaches Atomics becomes a generator; nothing else of its text
 * changes:
 *
 *     Atomics.load(header, 1)      (yield [7, "load", [header, 1], [i, pause]])
 *     wait_for_lock()              (yield* $call([9, i], wait_for_lock()))
 *
 * The first number is the place in the text, what follows are the values of the local variables. Together with the
 * variables of the module they are all that decides what the thread does next.
 */
import { parseAst } from 'rollup/parseAst';

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * `text` with the loops that only repeat themselves cut short: the lock is tried `spins` times before a thread sleeps,
 * and read at most twice in a pause of one that may not.
 * @throws Error if it is not the text of a lock
 */
export function withFewerSpins(text: string, spins: number): string {
  const changes = [
    ['< 100;', `< ${spins};`],
    ['* 2, 1024)', '* 2, 2)'],
  ] as const;
  return changes.reduce((rest, [from, to]) => {
    if (rest.split(from).length !== 2) throw new Error(`The lock has no single "${from}".`);
    return rest.replace(from, to);
  }, text);
}

/**
 * The body of a function with the parameters `Atomics`, `Date`, `Int32Array` and `$stack` that returns what the module
 * exports. Those of its functions that reach Atomics are generators.
 */
export function instrument(text: string): string {
  const program = parseAst(text) as unknown as Node & { readonly body: readonly Node[] };
  const functions = new Map<string, Node>();
  const variables: string[] = [];
  const exported: string[] = [];
  const insertions: Insertion[] = [];
  const insert = (at: number, inserted: string) => insertions.push({ at, text: inserted });

  for (const statement of program.body) {
    const declaration = field(statement, 'declaration') ?? statement;
    if (statement !== declaration) {
      // `export ` goes.
      insert(statement.start, '/* ');
      insert(declaration.start, ' */ ');
    }
    const names = declaredNames(declaration);
    if (declaration.type === 'FunctionDeclaration') functions.set(names[0]!, declaration);
    else if (declaration.type === 'VariableDeclaration') variables.push(...names);
    if (statement !== declaration) exported.push(...names);
  }

  const generators = reachesAtomics(functions);
  for (const name of generators) {
    const declaration = functions.get(name)!;
    insert(declaration.start + 'function'.length, '*');
    rewrite(declaration, generators, insert);
  }
  const rest = exported.map((name) => `get ${name}() { return ${name}; }`);
  return [
    'function* $call(frame, inner) { $stack.push(frame); try { return yield* inner; } finally { $stack.pop(); } }',
    splice(text, insertions),
    `return { $module: () => [${variables.join(', ')}].filter((value) => typeof value === 'number'),`,
    `${rest.join(', ')} };`,
  ].join('\n');
}

/** The functions that use Atomics, or call a function that does. */
function reachesAtomics(functions: ReadonlyMap<string, Node>): ReadonlySet<string> {
  const found = new Set<string>();
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const [name, node] of functions) {
      if (some(node, (inner) => isAtomics(inner) || found.has(calledName(inner) ?? ''))) {
        found.add(name);
      }
    }
  }
  return found;
}

function rewrite(
  declaration: Node,
  generators: ReadonlySet<string>,
  insert: (at: number, text: string) => void,
): void {
  const visit = (node: Node, scope: readonly string[]): void => {
    const names = [...scope];
    if (isAtomics(node)) {
      const { callee, arguments: args } = node as unknown as Call;
      insert(node.start, `(yield [${node.start}, "${field(callee, 'property')!.name}", [`);
      // `Atomics.load(` becomes a comment.
      insert(node.start, '/* ');
      insert(args[0]!.start, ' */ ');
      insert(node.end - 1, `], [${names.join(', ')}]] /* `);
      insert(node.end, ' */)');
    } else if (generators.has(calledName(node) ?? '')) {
      insert(node.start, `(yield* $call([${[node.start, ...names].join(', ')}], `);
      insert(node.end, '))');
    } else if (node.type === 'TryStatement' && field(node, 'finalizer')) {
      const { block, finalizer } = node as unknown as Record<'block' | 'finalizer', Node>;
      insert(block.start + 1, ` yield [${block.start}, "enter", [], [${names.join(', ')}]];`);
      insert(
        finalizer.start + 1,
        ` yield [${finalizer.start}, "leave", [], [${names.join(', ')}]];`,
      );
    }
    for (const child of children(node)) {
      visit(child, names);
      // What is declared here can be read from here on, to the end of the block.
      if (child.type === 'VariableDeclaration') names.push(...declaredNames(child));
    }
  };
  const { params, body } = declaration as unknown as { params: readonly Node[]; body: Node };
  visit(
    body,
    params.flatMap((param) => nameOf(param)),
  );
}

interface Call extends Node {
  readonly callee: Node;
  readonly arguments: readonly Node[];
}

function isAtomics(node: Node): boolean {
  if (node.type !== 'CallExpression') return false;
  const { callee } = node as unknown as Call;
  return callee.type === 'MemberExpression' && field(callee, 'object')?.name === 'Atomics';
}

function calledName(node: Node): string | undefined {
  return node.type === 'CallExpression'
    ? (node as unknown as Call & { callee: { name?: string } }).callee.name
    : undefined;
}

function field(node: Node, name: string): (Node & { readonly name?: string }) | undefined {
  return (node as unknown as Record<string, (Node & { name?: string }) | null>)[name] ?? undefined;
}

function declaredNames(declaration: Node): readonly string[] {
  if (declaration.type === 'FunctionDeclaration') return nameOf(field(declaration, 'id')!);
  if (declaration.type !== 'VariableDeclaration') return [];
  const { declarations } = declaration as unknown as { declarations: readonly Node[] };
  return declarations.flatMap((declarator) => nameOf(field(declarator, 'id')!));
}

function nameOf(pattern: Node): readonly string[] {
  if (pattern.type === 'Identifier') return [(pattern as unknown as { name: string }).name];
  if (pattern.type === 'AssignmentPattern') return nameOf(field(pattern, 'left')!);
  throw new Error(`A ${pattern.type} in the lock has no name.`);
}

function children(node: Node): readonly Node[] {
  return Object.values(node)
    .flat()
    .filter(
      (value): value is Node => typeof value === 'object' && value !== null && 'type' in value,
    );
}

function some(node: Node, holds: (node: Node) => boolean): boolean {
  return holds(node) || children(node).some((child) => some(child, holds));
}

/** Insertions at one place stay in the order in which they were made. */
function splice(text: string, insertions: readonly Insertion[]): string {
  let out = '';
  let from = 0;
  for (const { at, text: inserted } of insertions.toSorted((a, b) => a.at - b.at)) {
    out += text.slice(from, at) + inserted;
    from = at;
  }
  return out + text.slice(from);
}
