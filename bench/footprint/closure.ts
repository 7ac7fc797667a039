import { transform } from 'esbuild';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ts } from 'ts-morph';

import { PACKAGE_ROOT } from '../../src/package-root.ts';

const run = promisify(execFile);
const CLI = join(PACKAGE_ROOT, 'node_modules/google-closure-compiler/cli.js');

/** The one statement by which esbuild exports. */
const EXPORTS = /^export \{([^}]*)\};?\s*$/m;

/** The call by which a script hands over its exports; ADVANCED drops the exports of a module. */
const HAND_OVER = '__export';

/**
 * Closure Compiler ADVANCED. It compiles a script that hands its functions to an extern; what that
 * call gets is made the exports of a module again, and esbuild prints that as short as it can.
 *
 * @param bundle one ES module
 * @param names its exports
 * @param declarations of the variant: names of properties that users see must stay, as must those of
 * objects that the bundle does not make itself
 */
export async function minifyByClosure(
  bundle: string,
  names: readonly string[],
  declarations: string,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'closure-'));
  try {
    const input = join(folder, 'input.js');
    const externs = join(folder, 'externs.js');
    const locals = exportedBy(bundle);
    const handed = names.map((name) => locals.get(name) ?? name);
    writeFileSync(input, `${bundle.replace(EXPORTS, '')}\n${HAND_OVER}(${handed.join(', ')});\n`);
    writeFileSync(externs, externsFor(declarations, bundle));
    const { stdout } = await run(
      process.execPath,
      [
        CLI,
        '--compilation_level=ADVANCED',
        '--language_in=ECMASCRIPT_NEXT',
        '--language_out=ECMASCRIPT_NEXT',
        '--assume_function_wrapper=true',
        '--warning_level=QUIET',
        `--externs=${externs}`,
        `--js=${input}`,
      ],
      { maxBuffer: 1 << 26 },
    );
    const { code } = await transform(asModule(stdout, names), {
      minify: true,
      format: 'esm',
      charset: 'utf8',
    });
    return code;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the names that the bundle exports are called inside: two modules may use one name. */
export function exportedBy(bundle: string): ReadonlyMap<string, string> {
  const [, list = ''] = EXPORTS.exec(bundle) ?? [];
  return new Map(
    list
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean)
      .map((part) => {
        const [local = '', name = local] = part.split(/\s+as\s+/);
        return [name, local];
      }),
  );
}

/** Declares the hand-over, each property of a declared interface, and those of the host's objects. */
function externsFor(declarations: string, bundle: string): string {
  const file = ts.createSourceFile('malloc.d.ts', declarations, ts.ScriptTarget.ESNext);
  const properties = file.statements
    .filter((statement) => ts.isInterfaceDeclaration(statement))
    .flatMap((statement) => statement.members.map((member) => member.name?.getText(file) ?? ''));
  return [
    '/** @externs */',
    `/** @param {...*} names */ function ${HAND_OVER}(names) {}`,
    ...[...new Set([...properties.filter(Boolean), ...foreignProperties(bundle)])].map(
      (name) => `/** @type {?} */ Object.prototype.${name};`,
    ),
    '',
  ].join('\n');
}

/**
 * Properties that a module reads and no object literal or class of it has: the compiler knows those of the
 * language, and would shorten the names of others, such as `getBuiltinModule`.
 */
function foreignProperties(module: string): readonly string[] {
  const read = new Set<string>();
  const own = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) read.add(node.name.text);
    const isMember =
      ts.isPropertyAssignment(node) ||
      ts.isShorthandPropertyAssignment(node) ||
      ts.isClassElement(node) ||
      ts.isObjectLiteralElement(node);
    if (isMember && node.name !== undefined && ts.isIdentifier(node.name)) own.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('malloc.js', module, ts.ScriptTarget.ESNext));
  return [...read].filter((name) => !own.has(name));
}

/** Puts an export of each argument in place of the hand-over, which is the last statement. */
function asModule(script: string, names: readonly string[]): string {
  const file = ts.createSourceFile('closure.js', script, ts.ScriptTarget.ESNext, true);
  const last = file.statements.at(-1);
  if (
    last === undefined ||
    !ts.isExpressionStatement(last) ||
    !ts.isCallExpression(last.expression) ||
    last.expression.expression.getText() !== HAND_OVER ||
    last.expression.arguments.length !== names.length
  ) {
    throw new Error(`Closure Compiler did not leave ${HAND_OVER}(…) as the last statement`);
  }
  const exports = last.expression.arguments.map((argument, index) => {
    const name = names[index] ?? '';
    if (ts.isIdentifier(argument)) return `export { ${argument.text} as ${name} };`;
    if (ts.isFunctionExpression(argument)) {
      const local = `export$${name}`;
      const rest = argument.getText().replace(/^function\b/, `function ${local}`);
      return `${rest}\nexport { ${local} as ${name} };`;
    }
    return `const export$${name} = ${argument.getText()};\nexport { export$${name} as ${name} };`;
  });
  return `${script.slice(0, last.getStart())}\n${exports.join('\n')}`;
}
