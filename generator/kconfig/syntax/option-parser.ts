import { KconfigSyntaxError } from '../errors.ts';
import type { OptionKind, OptionNode, PromptText, WrittenType } from './ast.ts';
import {
  parseExpression,
  parseIfExpression,
  parseReference,
  unexpected,
} from './expression-parser.ts';
import type { Keyword } from './keywords.ts';
import type { Lexer } from './lexer.ts';
import type { Position } from '../position.ts';

type OptionParser = (lexer: Lexer, position: Position, keyword: Keyword) => OptionNode[];

function parseType(lexer: Lexer, position: Position, keyword: Keyword): OptionNode[] {
  const type = keyword as WrittenType;
  if (lexer.is('end of line')) return [{ kind: 'type', type, position }];
  return [{ kind: 'type', type, prompt: parsePrompt(lexer), position }];
}

function parseDefault(lexer: Lexer, position: Position, keyword: Keyword): OptionNode[] {
  const value = parseExpression(lexer);
  const condition = parseIfExpression(lexer);
  return [
    {
      kind: 'default',
      value,
      position,
      ...(keyword === 'default' ? {} : { type: keyword.slice('def_'.length) as WrittenType }),
      ...(condition && { condition }),
    },
  ];
}

function parseSelect(lexer: Lexer, position: Position, keyword: Keyword): OptionNode[] {
  const target = parseName(lexer);
  const condition = parseIfExpression(lexer);
  return [
    { kind: keyword as 'select' | 'imply', target, position, ...(condition && { condition }) },
  ];
}

function parseFlag(_lexer: Lexer, position: Position, keyword: Keyword): OptionNode[] {
  return [{ kind: keyword as 'optional' | 'modules' | 'transitional', position }];
}

function parseOptionList(lexer: Lexer, position: Position): OptionNode[] {
  const options: OptionNode[] = [];
  while (lexer.is('word')) {
    const name = lexer.text;
    lexer.next();
    if (lexer.is('=')) {
      lexer.next();
      options.push({ kind: 'option', name, argument: parseText(lexer), position });
    } else {
      options.push({ kind: 'option', name, position });
    }
  }
  return options;
}

const PARSERS: Readonly<Partial<Record<Keyword, OptionParser>>> = {
  bool: parseType,
  tristate: parseType,
  int: parseType,
  hex: parseType,
  string: parseType,
  def_bool: parseDefault,
  def_tristate: parseDefault,
  def_int: parseDefault,
  def_hex: parseDefault,
  def_string: parseDefault,
  default: parseDefault,
  select: parseSelect,
  imply: parseSelect,
  optional: parseFlag,
  modules: parseFlag,
  transitional: parseFlag,
  option: parseOptionList,
  prompt: (lexer, position) => [{ kind: 'prompt', prompt: parsePrompt(lexer), position }],
  range: (lexer, position) => {
    const low = parseReference(lexer, 'the lower bound');
    const high = parseReference(lexer, 'the upper bound');
    const condition = parseIfExpression(lexer);
    return [{ kind: 'range', low, high, position, ...(condition && { condition }) }];
  },
  depends: (lexer, position) => {
    if (!lexer.is('on')) throw unexpected(lexer, "'on'");
    lexer.next();
    const on = parseExpression(lexer);
    const condition = parseIfExpression(lexer);
    return [{ kind: 'depends', on, position, ...(condition && { condition }) }];
  },
  visible: (lexer, position) => {
    const condition = parseIfExpression(lexer);
    return [{ kind: 'visible', position, ...(condition && { condition }) }];
  },
  help: parseHelp,
  '---help---': parseHelp,
};

function parseHelp(lexer: Lexer, position: Position): OptionNode[] {
  if (!lexer.is('end of line')) throw unexpected(lexer, 'the help text on the next line');
  return [{ kind: 'help', text: lexer.help(), position }];
}

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
  ]),
  configdefault: new Set<OptionKind>(['default', 'depends', 'select', 'imply', 'range']),
  choice: new Set<OptionKind>([...COMMON, 'type', 'prompt', 'default', 'optional']),
  menu: new Set<OptionKind>(['depends', 'visible']),
  comment: new Set<OptionKind>(['depends']),
} as const;

export type OptionOwner = keyof typeof ALLOWED;

/** Whether a keyword begins an option rather than a statement. */
export function isOptionKeyword(keyword: Keyword): boolean {
  return keyword in PARSERS;
}

/** Parses one option line, the keyword already read. One `option` line may hold several. */
export function parseOption(
  lexer: Lexer,
  keyword: Keyword,
  position: Position,
  owner: OptionOwner,
): OptionNode[] {
  lexer.next();
  const options = PARSERS[keyword]!(lexer, position, keyword);
  const wrong = options.find((option) => !ALLOWED[owner].has(option.kind));
  if (wrong) {
    throw new KconfigSyntaxError(position, `'${keyword}' is no option of '${owner}': remove it`);
  }
  if (keyword !== 'help' && keyword !== '---help---') expectEnd(lexer);
  return options;
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
  const condition = parseIfExpression(lexer);
  return condition ? { text, condition } : { text };
}
