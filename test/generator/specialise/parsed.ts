import { parseTemplates } from '../../../generator/specialise/parser.ts';
import type { ConstantFolder } from '../../../generator/specialise/fold/constant-folder.ts';
import type { Program } from '../../../generator/specialise/program.ts';
import { createSession, type Session } from '../../../generator/specialise/session.ts';
import type { Declaration } from '../../../generator/specialise/syntax/declaration.ts';
import type { Step } from '../../../generator/specialise/passes/pass.ts';
import { runSteps } from '../../../generator/specialise/passes/run.ts';
import { createPrinter } from '../../../generator/specialise/print/create-printer.ts';
import { printExpression } from '../../../generator/specialise/print/expression.ts';
import { printDeclaration } from '../../../generator/specialise/print/module.ts';
import { printStatement } from '../../../generator/specialise/print/statement.ts';
import type {
  Expression,
  FunctionDeclaration,
  Statement,
} from '../../../generator/specialise/syntax/tree.ts';
import { CONFIG } from './modules.ts';

const OPTIONS = { enabled: { ON: true, OFF: false }, global: { ON: true }, values: { SIZE: 64 } };

/** A module as the passes see it. */
export interface Parsed {
  /** Its exports are roots; those whose name begins with `rare` are not measured. */
  readonly program: Program;
  readonly session: Session;
  readonly fold: ConstantFolder;
  readonly declarations: readonly Declaration[];
  /** @throws Error if there is no such function */
  readonly functionOf: (name: string) => FunctionDeclaration;
}

export function parse(text: string): Parsed {
  const { declarations, api } = parseTemplates(
    new Map([
      ['index.ts', text],
      ['config.ts', CONFIG],
    ]),
    'templates',
  );
  const program: Program = {
    declarations,
    roots: new Map(api.map(({ binding, name }) => [binding, name])),
    unmeasured: new Set(
      api.map(({ binding }) => binding).filter(({ name }) => name.startsWith('rare')),
    ),
    aliases: [],
  };
  const session = createSession(OPTIONS);
  return {
    program,
    session,
    fold: session.folderOf(program),
    declarations,
    functionOf(name) {
      const found = declarations.find(({ binding }) => binding.name === name);
      if (found?.kind !== 'function') throw new Error(`${name} is not a function`);
      return found;
    },
  };
}

/** Expressions in functions of their own, which `preamble` gives names to. */
export function parseExpressions(
  preamble: string,
  texts: readonly string[],
): { readonly fold: ConstantFolder; readonly expressions: readonly Expression[] } {
  const functions = texts.map((text, i) => `function row_${i}() {\n  return ${text};\n}`);
  const { fold, functionOf } = parse([preamble, ...functions].join('\n'));
  const expressions = texts.map((_, i) => {
    const [only] = functionOf(`row_${i}`).body.statements;
    if (only?.kind !== 'return' || only.value === undefined) throw new Error('no expression');
    return only.value;
  });
  return { fold, expressions };
}

/** Expressions by the property that a case gives them, to compare a whole table at once. */
export function tableOf<T>(
  preamble: string,
  rows: Readonly<Record<string, unknown>>,
  result: (expression: Expression, fold: ConstantFolder) => T,
): Readonly<Record<string, T>> {
  const texts = Object.keys(rows);
  const { fold, expressions } = parseExpressions(preamble, texts);
  return Object.fromEntries(
    texts.map((text, i) => [text, result(expressions[i] as Expression, fold)]),
  );
}

const PRINTER = createPrinter(new Map(), false);
const TYPES_PRINTER = createPrinter(new Map(), true);

/** JavaScript in one line. */
export function printed(node: Expression): string {
  return printExpression(node, PRINTER, '').replaceAll(/\s+/g, ' ');
}

/** TypeScript in one line, with the casts. */
export function printedWithTypes(node: Expression): string {
  return printExpression(node, TYPES_PRINTER, '').replaceAll(/\s+/g, ' ');
}

/** Statements in one line. */
export function printedBody(statements: readonly Statement[]): string {
  return statements
    .map((statement) => printStatement(statement, PRINTER, '').trim())
    .join(' ')
    .replaceAll(/\s+/g, ' ');
}

/** Bodies of functions by the property that a case gives them, like `tableOf`. */
export function bodyTableOf<T>(
  preamble: string,
  rows: Readonly<Record<string, unknown>>,
  result: (declaration: FunctionDeclaration, fold: ConstantFolder) => T,
): Readonly<Record<string, T>> {
  const texts = Object.keys(rows);
  const functions = texts.map((text, i) => `function body_${i}() {\n${text}\n}`);
  const { fold, functionOf } = parse([preamble, ...functions].join('\n'));
  return Object.fromEntries(texts.map((text, i) => [text, result(functionOf(`body_${i}`), fold)]));
}

/**
 * A function that gives the declarations of a program in one line, in their order: after a step, which runs
 * on the program as it was, or as they are.
 */
export function runnerOf(text: string): (step?: Step) => string {
  const { program, session } = parse(text);
  return (step) =>
    oneLine(step === undefined ? program : runSteps([step], program, 'compact', session));
}

function oneLine({ declarations, aliases }: Program): string {
  const renamed = aliases.map(
    ({ declaration, of }) => `${declaration.binding.name} is ${of.name}.`,
  );
  return [...declarations.map((each) => printDeclaration(each, PRINTER)), ...renamed]
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
