import { KconfigSyntaxError } from '../../diagnostics/errors.ts';
import type { ExpressionNode, NamedOption, OptionKind, OptionNode, PromptText, WrittenType } from './ast.ts';
import {
  parseExpression,
  parseIfExpression,
  parseReference,
  unexpected,
} from './expression-parser.ts';
import { requireRule } from '../words/require-rule.ts';
import type { Keyword } from '../words/keywords.ts';
import type { Command, Lexer } from './lexer.ts';
import type { Position } from '../../diagnostics/position.ts';

type OptionParser = (lexer: Lexer, position: Position, keyword: Keyword) => OptionNode;

function parseType(lexer: Lexer, position: Position, keyword: Keyword): OptionNode {
  const prompt = lexer.is('end of line') ? undefined : parsePrompt(lexer);
  const type = keyword === 'boolean' ? 'bool' : (keyword as WrittenType);
  return { kind: 'type', type, prompt, position };
}

function parseBoolean(lexer: Lexer, position: Position, keyword: Keyword): OptionNode {
  requireRule(lexer.dialect, 'hasBoolean', "'boolean'", position);
  return parseType(lexer, position, keyword);
}

function parseDefault(lexer: Lexer, position: Position, keyword: Keyword): OptionNode {
  const type =
    keyword === 'default' ? undefined : (keyword.slice('def_'.length) as WrittenType);
  const value = parseExpression(lexer);
  const condition = parseIfExpression(lexer);
  return { kind: 'default', type, value, condition, position };
}

function parseSelect(lexer: Lexer, position: Position, keyword: Keyword): OptionNode {
  const target = parseName(lexer);
  const value = keyword === 'select' ? parseSelectedValue(lexer) : undefined;
  const own = parseIfExpression(lexer);
  const condition: ExpressionNode | undefined =
    value && own ? { kind: 'and', operands: [value, own] } : (value ?? own);
  return { kind: keyword as 'select' | 'imply', target, condition, position };
}

/** The value of `select NAME VALUE`, which limits what the symbol is raised to as a condition would. */
function parseSelectedValue(lexer: Lexer): ExpressionNode | undefined {
  if (!lexer.dialect.selectsValues || lexer.is('end of line') || lexer.is('if')) return undefined;
  return parseExpression(lexer);
}

function parseFlag(_lexer: Lexer, position: Position, keyword: Keyword): OptionNode {
  return { kind: keyword as 'optional' | 'modules' | 'transitional', position };
}

function parseOptionNames(lexer: Lexer, position: Position): OptionNode {
  const options: NamedOption[] = [];
  while (lexer.is('word')) {
    const name = lexer.text;
    if (name === 'env') requireRule(lexer.dialect, 'hasOptionEnv', "'option env'", position);
    lexer.next();
    if (!lexer.is('=')) {
      options.push({ name, value: undefined });
      continue;
    }
    lexer.next();
    options.push({ name, value: parseText(lexer) });
  }
  return { kind: 'option', options, position };
}

/** `reset` says when a menu forgets the member that was chosen: it has no effect on values. */
function parseReset(lexer: Lexer, position: Position): OptionNode {
  requireRule(lexer.dialect, 'hasReset', "'reset'", position);
  parseIfExpression(lexer);
  return { kind: 'reset', position };
}

function parseFloat(lexer: Lexer, position: Position, keyword: Keyword): OptionNode {
  requireRule(lexer.dialect, 'hasFloat', "'float'", position);
  return parseType(lexer, position, keyword);
}

/** `warning` is shown by menus: it has no effect on values. */
function parseWarning(lexer: Lexer, position: Position): OptionNode {
  requireRule(lexer.dialect, 'hasWarning', "'warning'", position);
  parseText(lexer);
  return { kind: 'warning', position };
}

function parseSet(lexer: Lexer, position: Position): OptionNode {
  requireRule(lexer.dialect, 'setsValues', "'set'", position);
  let target = parseName(lexer);
  const isDefault = target.name === 'default' && lexer.is('word');
  if (isDefault) target = parseName(lexer);
  if (!lexer.is('=')) throw unexpected(lexer, "'='");
  lexer.next();
  const value = parseReference(lexer, 'a value');
  const condition = parseIfExpression(lexer);
  return { kind: 'set', isDefault, target, value, condition, position };
}

function parseRange(lexer: Lexer, position: Position): OptionNode {
  const low = parseReference(lexer, 'the lower bound');
  const high = parseReference(lexer, 'the upper bound');
  const condition = parseIfExpression(lexer);
  return { kind: 'range', low, high, condition, position };
}

function parseDepends(lexer: Lexer, position: Position): OptionNode {
  if (!lexer.is('on')) throw unexpected(lexer, "'on'");
  lexer.next();
  const on = parseExpression(lexer);
  const condition = parseIfExpression(lexer);
  return { kind: 'depends', on, condition, position };
}

function parseHelp(lexer: Lexer, position: Position): OptionNode {
  if (!lexer.is('end of line')) throw unexpected(lexer, 'the help text on the next line');
  return { kind: 'help', text: lexer.help(), position };
}

function parsePromptOption(lexer: Lexer, position: Position): OptionNode {
  return { kind: 'prompt', prompt: parsePrompt(lexer), position };
}

function parseVisible(lexer: Lexer, position: Position): OptionNode {
  return { kind: 'visible', condition: parseIfExpression(lexer), position };
}

interface OptionSyntax {
  readonly kind: OptionKind;
  readonly parse: OptionParser;
}

const OPTIONS: ReadonlyMap<Command, OptionSyntax> = new Map<Command, OptionSyntax>([
  ['bool', { kind: 'type', parse: parseType }],
  ['boolean', { kind: 'type', parse: parseBoolean }],
  ['tristate', { kind: 'type', parse: parseType }],
  ['int', { kind: 'type', parse: parseType }],
  ['hex', { kind: 'type', parse: parseType }],
  ['string', { kind: 'type', parse: parseType }],
  ['float', { kind: 'type', parse: parseFloat }],
  ['def_bool', { kind: 'default', parse: parseDefault }],
  ['def_tristate', { kind: 'default', parse: parseDefault }],
  ['def_int', { kind: 'default', parse: parseDefault }],
  ['def_hex', { kind: 'default', parse: parseDefault }],
  ['def_string', { kind: 'default', parse: parseDefault }],
  ['default', { kind: 'default', parse: parseDefault }],
  ['select', { kind: 'select', parse: parseSelect }],
  ['imply', { kind: 'imply', parse: parseSelect }],
  ['range', { kind: 'range', parse: parseRange }],
  ['depends', { kind: 'depends', parse: parseDepends }],
  ['visible', { kind: 'visible', parse: parseVisible }],
  ['prompt', { kind: 'prompt', parse: parsePromptOption }],
  ['help', { kind: 'help', parse: parseHelp }],
  ['---help---', { kind: 'help', parse: parseHelp }],
  ['optional', { kind: 'optional', parse: parseFlag }],
  ['modules', { kind: 'modules', parse: parseFlag }],
  ['transitional', { kind: 'transitional', parse: parseFlag }],
  ['reset', { kind: 'reset', parse: parseReset }],
  ['set', { kind: 'set', parse: parseSet }],
  ['warning', { kind: 'warning', parse: parseWarning }],
  ['option', { kind: 'option', parse: parseOptionNames }],
]);

const COMMON: readonly OptionKind[] = ['depends', 'help'];

/** Which options each statement takes. */
const ALLOWED = {
  config: new Set<OptionKind>([
    ...COMMON,
    'type',
    'prompt',
    'default',
    'select',
    'imply',
    'range',
    'option',
    'modules',
    'transitional',
    'set',
    'warning',
  ]),
  configdefault: new Set<OptionKind>(['default']),
  choice: new Set<OptionKind>([...COMMON, 'type', 'prompt', 'default', 'optional', 'reset']),
  menu: new Set<OptionKind>(['depends', 'visible']),
  comment: new Set<OptionKind>(['depends']),
} as const;

export type OptionOwner = keyof typeof ALLOWED;

/** Whether a line that begins so is an option rather than a statement. */
export function isOption(command: Command): command is Keyword {
  return OPTIONS.has(command);
}

/** Parses the option line whose keyword `lexer.peek` gave. */
export function parseOption(lexer: Lexer, keyword: Keyword, owner: OptionOwner): OptionNode {
  const position = lexer.position();
  const { kind, parse } = OPTIONS.get(keyword)!;
  if (kind === 'help' && owner === 'menu') {
    requireRule(lexer.dialect, 'hasMenuHelp', 'the help text of a menu', position);
  } else if (!ALLOWED[owner].has(kind)) {
    throw new KconfigSyntaxError(position, `'${keyword}' is not an option of '${owner}': remove it`);
  }
  lexer.take();
  lexer.next();
  const option = parse(lexer, position, keyword);
  if (kind !== 'help') {
    expectEnd(lexer);
    lexer.extend(position);
  }
  return option;
}

/** Leaves the rest of an option line, and the text below `help`. */
export function skipOption(lexer: Lexer, keyword: Keyword): void {
  lexer.skipLine();
  if (keyword === 'help' || keyword === '---help---') lexer.help();
}

/** Quoted text, or one word. */
export function parseText(lexer: Lexer): string {
  if (!lexer.is('string') && !lexer.is('word')) throw unexpected(lexer, 'quoted text');
  const { text } = lexer;
  lexer.next();
  return text;
}

export function parseName(lexer: Lexer): ReturnType<typeof parseReference> {
  if (!lexer.is('word')) throw unexpected(lexer, 'the name of a symbol, without quotes');
  return parseReference(lexer, 'the name of a symbol');
}

export function expectEnd(lexer: Lexer): void {
  if (!lexer.is('end of line')) throw unexpected(lexer, 'the end of the line');
}

function parsePrompt(lexer: Lexer): PromptText {
  const text = parseText(lexer);
  return { text, condition: parseIfExpression(lexer) };
}
