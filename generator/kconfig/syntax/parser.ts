import type { Reporter } from '../diagnostics/reporter.ts';
import { KconfigLimitError, KconfigSyntaxError } from '../errors.ts';
import { MAX_NESTING } from '../limits.ts';
import type { MacroExpander } from '../macro/expander.ts';
import type { Position } from '../position.ts';
import { nearest } from '../suggest.ts';
import type { OptionNode, SourcedFile, StatementNode } from './ast.ts';
import { parseExpression, unexpected } from './expression-parser.ts';
import { KEYWORDS, type Keyword } from './keywords.ts';
import { Lexer, type Command } from './lexer.ts';
import {
  expectEnd,
  isOptionKeyword,
  parseName,
  parseOption,
  parseText,
  type OptionOwner,
} from './option-parser.ts';

/** One file's text, found for a `source` statement. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
}

export type SourceKeyword = 'source' | 'rsource' | 'osource' | 'orsource' | 'gsource' | 'grsource';

/** Finds the files of a `source` statement. `open` lists the files that are being parsed, the outermost first. */
export type SourceFinder = (
  keyword: SourceKeyword,
  pattern: string,
  position: Position,
  open: readonly OpenFile[],
) => readonly SourceText[];

export interface OpenFile {
  readonly file: string;
  /** The `source` statement of this file that is being followed. */
  readonly sourcing: Position;
}

type EndKeyword = 'endmenu' | 'endchoice' | 'endif';
type BlockKind = 'file' | 'menu' | 'choice' | 'if';

const END_OF: Readonly<Record<EndKeyword, BlockKind>> = {
  endmenu: 'menu',
  endchoice: 'choice',
  endif: 'if',
};

/** Parses a tree: the root file and, in place, the files that it sources. */
export class Parser {
  readonly #macros: MacroExpander;
  readonly #reporter: Reporter;
  readonly #find: SourceFinder;
  readonly #open: OpenFile[] = [];
  #depth = 0;

  constructor(macros: MacroExpander, reporter: Reporter, find: SourceFinder) {
    this.#macros = macros;
    this.#reporter = reporter;
    this.#find = find;
  }

  parse(source: SourceText): SourcedFile {
    const lexer = new Lexer(source.file, source.text, this.#macros, this.#reporter);
    const position = { file: source.file, line: 1, column: 1 };
    return { file: source.file, body: this.#body({ lexer, kind: 'file', position }) };
  }

  #body(block: Block): StatementNode[] {
    if (++this.#depth > MAX_NESTING) {
      throw new KconfigLimitError(
        block.position,
        `blocks and sourced files nest more than ${MAX_NESTING} deep`,
      );
    }
    const body: StatementNode[] = [];
    for (;;) {
      const command = block.lexer.command();
      if (!command) {
        if (block.kind === 'file') break;
        throw new KconfigSyntaxError(
          block.position,
          `'${block.kind}' has no 'end${block.kind}' in this file: add it`,
        );
      }
      if (command.kind === 'keyword' && command.keyword in END_OF) {
        closeBlock(block, command.keyword as EndKeyword, command.position);
        break;
      }
      body.push(this.#statement(block, command));
    }
    this.#depth--;
    return body;
  }

  #statement(block: Block, command: Command): StatementNode {
    const { lexer } = block;
    const { position } = command;
    if (command.kind === 'variable') return this.#assignment(lexer, command);
    const { keyword } = command;
    switch (keyword) {
      case 'mainmenu': {
        if (block.kind !== 'file') {
          throw new KconfigSyntaxError(position, `'mainmenu' cannot stand in a ${block.kind}`);
        }
        lexer.next();
        const prompt = parseText(lexer);
        expectEnd(lexer);
        return { kind: 'mainmenu', prompt, position };
      }
      case 'config':
      case 'menuconfig':
      case 'configdefault': {
        lexer.next();
        const name = parseName(lexer);
        expectEnd(lexer);
        const owner = keyword === 'configdefault' ? keyword : 'config';
        return { kind: keyword, name, options: parseOptions(block, owner), position };
      }
      case 'choice': {
        refuseInChoice(block, command);
        lexer.next();
        const name = lexer.is('word') ? parseName(lexer).name : undefined;
        expectEnd(lexer);
        const options = parseOptions(block, 'choice');
        const body = this.#body({ lexer, kind: 'choice', position });
        return { kind: 'choice', options, body, position, ...(name !== undefined && { name }) };
      }
      case 'comment': {
        lexer.next();
        const prompt = parseText(lexer);
        expectEnd(lexer);
        return { kind: 'comment', prompt, options: parseOptions(block, 'comment'), position };
      }
      case 'menu': {
        refuseInChoice(block, command);
        lexer.next();
        const prompt = parseText(lexer);
        expectEnd(lexer);
        const options = parseOptions(block, 'menu');
        const body = this.#body({ lexer, kind: 'menu', position });
        return { kind: 'menu', prompt, options, body, position };
      }
      case 'if': {
        lexer.next();
        const condition = parseExpression(lexer);
        expectEnd(lexer);
        const body = this.#body({ lexer, kind: 'if', position });
        return { kind: 'if', condition, body, position };
      }
      case 'source':
      case 'rsource':
      case 'osource':
      case 'orsource':
      case 'gsource':
      case 'grsource':
        return this.#source(lexer, keyword, position);
      default:
        throw new KconfigSyntaxError(
          position,
          `'${keyword}' is an option: it stands below 'config', 'choice' or 'menu', not here`,
        );
    }
  }

  #source(lexer: Lexer, keyword: SourceKeyword, position: Position): StatementNode {
    lexer.next();
    const pattern = parseText(lexer);
    expectEnd(lexer);
    this.#open.push({ file: lexer.file, sourcing: position });
    const files = this.#find(keyword, pattern, position, this.#open).map((source) =>
      this.parse(source),
    );
    this.#open.pop();
    return { kind: 'source', pattern, files, position };
  }

  #assignment(lexer: Lexer, command: Command & { kind: 'variable' }): StatementNode {
    const { name, position } = command;
    const assignment = lexer.assignment();
    if (!assignment) {
      const keyword = nearest(name, KEYWORDS.keys());
      throw new KconfigSyntaxError(
        position,
        `unknown statement '${name}'${keyword ? `: did you mean '${keyword}'?` : ''}`,
      );
    }
    this.#macros.assign(name, assignment.operator, assignment.value, position);
    return { kind: 'assignment', name, ...assignment, position };
  }
}

/** A file, menu, choice or if that is being parsed. */
interface Block {
  readonly lexer: Lexer;
  readonly kind: BlockKind;
  readonly position: Position;
}

/** Parses option lines up to the first command that is none, which stays to be read. */
function parseOptions(block: Block, owner: OptionOwner): OptionNode[] {
  const options: OptionNode[] = [];
  for (;;) {
    const command = block.lexer.peekCommand();
    if (command?.kind !== 'keyword' || !isOptionKeyword(command.keyword)) return options;
    block.lexer.command();
    options.push(...parseOption(block.lexer, command.keyword, command.position, owner));
  }
}

function refuseInChoice(block: Block, command: Command & { keyword: Keyword }): void {
  if (block.kind === 'choice') {
    throw new KconfigSyntaxError(
      command.position,
      `'${command.keyword}' cannot stand directly in a choice: move it behind 'endchoice'`,
    );
  }
}

function closeBlock(block: Block, keyword: EndKeyword, position: Position): void {
  if (block.kind === 'file') {
    throw new KconfigSyntaxError(
      position,
      `'${keyword}' closes nothing: no '${END_OF[keyword]}' is open in this file`,
    );
  }
  if (END_OF[keyword] !== block.kind) {
    throw new KconfigSyntaxError(
      position,
      `'${keyword}' cannot close the '${block.kind}' of line ${block.position.line}: write 'end${block.kind}' first`,
    );
  }
  block.lexer.next();
  if (!block.lexer.is('end of line')) throw unexpected(block.lexer, 'the end of the line');
}
