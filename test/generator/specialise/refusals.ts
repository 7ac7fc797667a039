import { specialise, TemplateError } from '../../../generator/specialise/index.ts';
import { parseTemplates } from '../../../generator/specialise/parser.ts';
import { CONFIG } from './modules.ts';

/** Something that a template may not contain. */
export interface Refusal {
  /** What it is called. */
  readonly what: string;
  /** The module `index.ts` that has it. */
  readonly code: string;
  /** The part of it that is refused; all of it, if absent. */
  readonly example?: string;
  /** The text of `api.ts`, for what is refused there. */
  readonly api?: string;
  /** What the error says after the file and the line. */
  readonly message: string;
}

const inFunction = (what: string, code: string, message: string): Refusal => ({
  what,
  code: `export function f(a: number): unknown {\n  ${code}\n}`,
  example: code,
  message,
});

const STATEMENTS: readonly Refusal[] = [
  inFunction('`var`', 'var b = a;', 'declare variables with const or let'),
  inFunction('destructuring', 'const { b } = a;', 'destructuring is not supported'),
  inFunction(
    'destructuring in an assignment',
    '[a] = [1];',
    'assign to a variable, property or element; destructuring is not supported',
  ),
  inFunction(
    'destructuring of what is caught',
    'try { f(a); } catch ({ message }) {}',
    'destructuring is not supported',
  ),
  inFunction(
    'a loop over a variable from outside',
    'for (a of [1]) f(a);',
    'declare the loop variable in the loop, and do not use await',
  ),
  inFunction('an inner class', 'class C {}', 'ClassDeclaration is not supported inside a function'),
  inFunction(
    'an inner type',
    'type B = number;',
    'TypeAliasDeclaration is not supported inside a function',
  ),
  inFunction('`debugger`', 'debugger;', 'DebuggerStatement is not supported inside a function'),
  inFunction('a label without a statement', 'out: ;', 'a label needs a statement after it'),
];

const EXPRESSIONS: readonly Refusal[] = [
  inFunction('`arguments`', 'return arguments[0];', 'name the parameters instead of `arguments`'),
  inFunction(
    'an assignment to a cast',
    '(a as unknown) = 1;',
    'assign to the variable itself, without a cast',
  ),
  inFunction(
    'a method in an object literal',
    'return { b() {} };',
    'write `name: (…) => …` instead of a method or accessor in an object literal',
  ),
  inFunction(
    'an async function expression',
    'return async () => a;',
    'async, generator and named function expressions are not supported',
  ),
  inFunction(
    'a named function expression',
    'return function g() {};',
    'async, generator and named function expressions are not supported',
  ),
  inFunction(
    'a class expression',
    'return class {};',
    'ClassExpression is not supported in a template',
  ),
  inFunction(
    'a tagged template',
    'return f`a`;',
    'TaggedTemplateExpression is not supported in a template',
  ),
  inFunction(
    'a hole in an array',
    'return [, a];',
    'OmittedExpression is not supported in a template',
  ),
  inFunction('`await`', 'return await a;', 'AwaitExpression is not supported in a template'),
  inFunction(
    'a comment inside an expression',
    'return a + /* one */ 1;',
    'a comment inside an expression would be lost: put it before the statement',
  ),
  inFunction(
    'a comment before a lone semicolon',
    '/* nothing */ ;',
    'a comment needs a statement or a block: `{ /* nothing */ }`',
  ),
];

const DECLARATIONS: readonly Refusal[] = [
  {
    what: 'a statement that does something when the module is loaded',
    code: 'console.log(1);',
    message: 'only imports and declarations are allowed at the top level of a template module',
  },
  {
    what: '`enum`',
    code: 'export enum Bin { Small, Tree }',
    message: 'only imports and declarations are allowed at the top level of a template module',
  },
  {
    what: '`export default`',
    code: 'export default function f(): void {}',
    message: '`default` is not supported on a top-level declaration',
  },
  {
    what: '`declare`',
    code: 'declare const size: number;',
    message: '`declare` is not supported on a top-level declaration',
  },
  {
    what: 'an async function',
    code: 'async function f(): Promise<void> {}',
    message: '`async` is not supported on a top-level declaration',
  },
  {
    what: 'a generator',
    code: 'export function* f(): unknown { yield 1; }',
    message: 'async functions and generators are not supported',
  },
  {
    what: 'a table with members that change',
    code: 'type T = Record<string, unknown>;\nlet a = 1;\nexport const TABLE = { a } satisfies T;',
    example: 'const TABLE = { a } satisfies T;',
    message: 'TABLE is a table: its members must be literals or names of functions and constants',
  },
  {
    what: 'a table that is used as a value',
    code: 'type T = Record<string, unknown>;\nconst TABLE = { a: 1 } satisfies T;\nexport function f(): unknown { return TABLE; }',
    example: 'return TABLE;',
    message: 'TABLE is a table: read a member of it, TABLE.member, and do not change it',
  },
  {
    what: 'overloads',
    code: 'export function f(a: number): void;',
    message: 'a function needs a name and a body; overloads are not supported',
  },
  {
    what: 'a pattern as a parameter',
    code: 'export function f([a]: number[]): number { return a; }',
    message: 'a parameter must be a single name',
  },
  {
    what: 'a `this` parameter',
    code: 'export function f(this: unknown): void {}',
    message: 'parameter properties and `this` parameters are not supported',
  },
  {
    what: 'a parameter property',
    code: 'class C { constructor(readonly a: number) {} }',
    message: 'parameter properties and `this` parameters are not supported',
  },
  {
    what: 'async and generator methods, computed names, index signatures, static blocks',
    code: 'class C { async run(): Promise<void> {} }',
    message: 'this kind of class member is not supported',
  },
  {
    what: 'text that is not TypeScript',
    code: 'export function f() {',
    message: "'}' expected.",
  },
];

const MODULES: readonly Refusal[] = [
  {
    what: 'a default or namespace import',
    code: "import * as config from './config.ts';",
    message: 'import names in braces: import { a } from …',
  },
  {
    what: 'an import from a package',
    code: "import { readFileSync } from 'node:fs';",
    message: "'node:fs' is not a module of the template folder",
  },
  {
    what: 'an import of what a module does not export',
    code: "import { nothing } from './config.ts';",
    message: './config.ts does not export nothing',
  },
  {
    what: 'a list of exports',
    code: 'const a = 1;\nexport { a };',
    message: 'write `export` before the declaration itself: export function …',
  },
  {
    what: 'a re-export of what a module does not export',
    code: "export { nothing } from './config.ts';",
    message: 'nothing is re-exported, but the module does not export it',
  },
  {
    what: 'a re-export outside `index.ts`',
    code: 'export const a = 1;',
    api: "export { a } from './index.ts';",
    message: 'only index.ts may re-export',
  },
  {
    what: 'one declaration under two exported names',
    code: "export const a = 1;\nexport { a as b } from './index.ts';",
    message: 'a is exported under two names',
  },
  {
    what: '`import(…)` as a type',
    code: "export const a: import('./config.ts').X = 1;",
    message: 'import the type at the top of the module instead of import(…)',
  },
  {
    what: 'a type of `config.ts`',
    code: "import type { TemplateOptions } from './config.ts';\nexport let a: TemplateOptions;",
    message: 'a type cannot use TemplateOptions of config.ts: it does not reach the output',
  },
];

const OPTIONS = "import { CONFIG_IS_ENABLED, IS_ENABLED } from './config.ts';\n";
const ASKING: readonly Refusal[] = [
  {
    what: 'an unknown option',
    code: `${OPTIONS}export const A = CONFIG_IS_ENABLED('NONE');`,
    example: "CONFIG_IS_ENABLED('NONE')",
    message:
      "CONFIG_IS_ENABLED('NONE') asks for an unknown option: add NONE to ENABLED_OPTIONS in generator/options/option-tables.ts, or correct the name",
  },
  {
    what: 'a name that is not a literal',
    code: `${OPTIONS}export const A = CONFIG_IS_ENABLED('A' + 'B');`,
    example: "CONFIG_IS_ENABLED('A' + 'B')",
    message: 'CONFIG_IS_ENABLED takes one option name in quotes',
  },
  {
    what: '`IS_ENABLED` without `CONFIG_`',
    code: `${OPTIONS}export const A = IS_ENABLED('A');`,
    example: "IS_ENABLED('A')",
    message: "IS_ENABLED takes the symbol as written: 'CONFIG_A'",
  },
  {
    what: '`CONFIG_IS_ENABLED` with `CONFIG_`',
    code: `${OPTIONS}export const A = CONFIG_IS_ENABLED('CONFIG_A');`,
    example: "CONFIG_IS_ENABLED('CONFIG_A')",
    message: "CONFIG_IS_ENABLED takes the name without prefix: 'A'",
  },
  {
    what: 'a query as a value',
    code: `${OPTIONS}export const A = CONFIG_IS_ENABLED;`,
    example: 'const A = CONFIG_IS_ENABLED;',
    message: "CONFIG_IS_ENABLED can only be called, with the option's name in quotes",
  },
];

const inlined = (what: string, body: string, call: string, reason: string): Refusal => ({
  what,
  code: `/** @inline */\n${body}\nexport function f(a: number): number {\n  ${call}\n  return a;\n}`,
  example: body,
  message: `g is tagged @inline, but this call cannot be replaced by its body: ${reason}`,
});

const TAGS: readonly Refusal[] = [
  {
    what: '`@inline` on a variable',
    code: '/** @inline */\nexport const a = 1;',
    message: 'only a function can be tagged @inline',
  },
  {
    what: 'a condition that is not one expression',
    code: '/** @inline A B */\nexport function f(): void {}',
    message: "'@inline A B' is not followed by an expression",
  },
  {
    what: 'a condition with an unknown name',
    code: '/** @inline NONE */\nexport function f(): void {}',
    message: '@inline names NONE, which neither the module nor options.ts has',
  },
  {
    what: 'a condition that is known at run time alone',
    code: 'let a = 1;\n/** @inline a > 1 */\nexport function f(): void { a = 2; }\nexport function h(): void { f(); }',
    message: 'the condition of @inline for f is not known before run time',
  },
  {
    what: '`@when` in the middle of a comment',
    code: '/** @when true and more\n * text */\nexport function f(): void {}',
    message: '@when must end its comment, on its line',
  },
  inlined(
    'a `return` before the end',
    'function g(b: number): number { if (b) return 1; return 2; }',
    'a = g(a);',
    'it returns before its last statement',
  ),
  inlined(
    'a label in the body',
    'function g(b: number): void { out: while (b) break out; }',
    'g(a);',
    'it has a label',
  ),
  inlined(
    'a function in the body',
    'function g(b: number): void { function h(): void { console.log(b); } h(); }',
    'g(a);',
    'it declares a function',
  ),
  {
    what: 'a function that calls itself',
    code: '/** @inline */\nexport function g(a: number): void { g(a); }',
    message: 'g is tagged @inline, but its body leads back to itself',
  },
  inlined(
    'a rest parameter',
    'function g(...b: number[]): void { f(b[0]!); }',
    'g(a);',
    'it has a rest parameter',
  ),
  inlined(
    'type parameters',
    'function g<T>(b: T): void { f(b as number); }',
    'g(a);',
    'it has type parameters',
  ),
  inlined(
    'statements in the condition of a loop',
    'function g(b: number): number { f(b); return b; }',
    'while (g(a)) a -= 1;',
    'nothing can run before the condition or update of a loop each time',
  ),
  inlined(
    'statements where they may be skipped',
    'function g(b: number): number { f(b); return b; }',
    'a = a && g(a);',
    'it may be skipped, and needs statements of its own',
  ),
  inlined(
    'statements that would run too early',
    'function g(b: number): number { f(b); return b; }',
    'a = f(1) + g(a);',
    'the parts of the statement before it would run after it',
  ),
];

const API: readonly Refusal[] = [
  {
    what: 'no table of exports',
    code: 'export const a = 1;',
    api: 'export const OTHER = {};',
    message: 'api.ts does not declare `export const API = { … }`',
  },
  {
    what: 'a table that is not an object literal',
    code: 'export const a = 1;',
    api: 'export const API = [true];',
    message: 'API must be an object literal of names and conditions',
  },
  {
    what: 'a name that is not exported',
    code: 'export const a = 1;',
    api: 'export const API = { a: true, b: true };',
    message: 'API names b, which index.ts does not export',
  },
  {
    what: 'an export that is not listed',
    code: 'export const a = 1;',
    api: 'export const API = {};',
    message: 'API lacks a, which index.ts exports',
  },
  {
    what: 'a measured name that is not exported',
    code: 'export const a = 1;',
    api: 'export const API = { a: true };\nexport const MEASURED = { b: true };',
    message: 'MEASURED names b, which API lacks',
  },
  {
    what: 'a condition that is known at run time alone',
    code: 'export const a = 1;',
    api: 'export const API = { a: Math.random() > 0.5 };',
    message: 'the condition for a is not known before run time: build it from options alone',
  },
  {
    what: 'a factory with another name',
    code: 'export const a = 1;',
    api: 'export const API = { a: true };\nexport const FACTORY = { make: true };',
    message: 'FACTORY must have one member, named like createName: its condition',
  },
];

/** All that is refused, by the part of the language that it is about. */
export const REFUSALS: Readonly<Record<string, readonly Refusal[]>> = {
  'Modules and imports': MODULES,
  Declarations: DECLARATIONS,
  Statements: STATEMENTS,
  Expressions: EXPRESSIONS,
  Options: ASKING,
  'Tags in comments': TAGS,
  'api.ts': API,
};

/** What the error says, after the file and the line. */
export function refusalOf({ code, api }: Refusal): string {
  const modules = new Map([
    ['config.ts', CONFIG],
    ['index.ts', code],
  ]);
  if (api !== undefined) modules.set('api.ts', api);
  try {
    specialise(parseTemplates(modules, 'templates'), { enabled: {}, global: {}, values: {} });
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return error.message.replace(/^templates\/\w+\.ts:\d+: /, '');
  }
  return 'nothing is wrong';
}
