import { excerpt } from '../../diagnostics/legible.ts';
import type { Reporter } from '../../diagnostics/reporter.ts';
import {
  joinSyntaxErrors,
  KconfigLimitError,
  KconfigSyntaxError,
  SourceNotFoundError,
} from '../../diagnostics/errors.ts';
import { MAX_NESTING, MAX_SYNTAX_ERRORS } from '../../diagnostics/limits.ts';
import type { MacroExpander } from '../macro/expander.ts';
import type { Position } from '../../diagnostics/position.ts';
import type { OpenFile, SourceFinder, SourceKeyword, SourceText } from '../files/source-reader.ts';
import { nearest } from '../../../text/suggest.ts';
import type { BlockNode, LeafNode, OptionNode } from './ast.ts';
import { parseExpression } from './expression-parser.ts';
import { KEYWORDS } from '../words/keywords.ts';
import { Lexer, type Command } from './lexer.ts';
import {
  expectEnd,
  isOption,
  parseName,
  parseOption,
  parseText,
  skipOption,
  type OptionOwner,
} from './option-parser.ts';

/** Takes the statements of a tree in the order in which they are written. */
export interface StatementSink {
  add(statement: LeafNode): void;
  /** What comes up to the `close` that goes with it stands in the block. */
  open(block: BlockNode): void;
  close(): void;
}

type BlockKind = BlockNode['kind'];

const BLOCK_OF_END: ReadonlyMap<Command, BlockKind> = new Map([
  ['endmenu', 'menu'],
  ['endchoice', 'choice'],
  ['endif', 'if'],
]);

/** A file, or a menu, choice or if of it, that is being parsed. */
interface Block {
  readonly lexer: Lexer;
  /** Undefined for the file. */
  readonly kind: BlockKind | undefined;
  readonly position: Position;
  /** What it stands in, as far as that is in the same file. */
  readonly outer: Block | undefined;
  /** Whether a line that ends another kind of block, and not this one, has been reported. */
  hasWrongEnd: boolean;
}

/**
 * Parses a tree: the root file and, in place, the files that it sources. Behind a line that is wrong
 * it goes on, to report others, but hands no more statements on.
 */
export class Parser {
  readonly #macros: MacroExpander;
  readonly #reporter: Reporter;
  readonly #find: SourceFinder;
  readonly #sink: StatementSink;
  readonly #open: OpenFile[] = [];
  readonly #errors: KconfigSyntaxError[] = [];
  #depth = 0;

  constructor(macros: MacroExpander, reporter: Reporter, find: SourceFinder, sink: StatementSink) {
    this.#macros = macros;
    this.#reporter = reporter;
    this.#find = find;
    this.#sink = sink;
  }

  /** @throws KconfigSyntaxError about all lines that are wrong, up to a limit. */
  parse(root: SourceText): void {
    try {
      this.#file(root);
    } catch (error) {
      if (this.#errors.length === 0) throw error;
    }
    if (this.#errors.length > 0) throw joinSyntaxErrors(this.#errors);
  }

  #file(source: SourceText): void {
    const lexer = new Lexer(source.file, source.text, this.#macros, this.#reporter);
    const position = { file: source.file, line: 1, column: 1 };
    this.#body({ lexer, kind: undefined, position, outer: undefined, hasWrongEnd: false });
  }

  /** Parses up to the end of the block. */
  #body(block: Block): void {
    if (++this.#depth > MAX_NESTING) {
      throw new KconfigLimitError(
        block.position,
        `blocks and sourced files nest more than ${MAX_NESTING} deep`,
      );
    }
    const { lexer } = block;
    for (;;) {
      const command = lexer.peek();
      const closes = BLOCK_OF_END.get(command);
      if (command === 'end of file') {
        if (block.kind && !block.hasWrongEnd) this.#fail(missingEnd(block.kind, block.position));
        break;
      }
      try {
        if (closes) {
          closeBlock(block, closes, command);
          break;
        }
        this.#statement(block, command);
      } catch (error) {
        this.#fail(error);
        block.hasWrongEnd ||= closes !== undefined;
        if (closes && closes !== block.kind && isOpen(block.outer, closes)) break;
        this.#skipStatement(lexer);
        if (closes && closes === block.kind) break;
      }
    }
    this.#depth--;
  }

  #statement(block: Block, command: Exclude<Command, 'end of file'>): void {
    const { lexer } = block;
    const position = lexer.position();
    switch (command) {
      case 'variable':
        this.#assign(lexer, position);
        return;
      case 'mainmenu':
        if (block.kind) {
          throw new KconfigSyntaxError(position, `'mainmenu' cannot stand in a ${block.kind}`);
        }
        this.#add({ kind: 'mainmenu', prompt: parseTitle(lexer), position });
        return;
      case 'config':
      case 'menuconfig':
      case 'configdefault': {
        const { name } = parseName(startLine(lexer));
        expectEnd(lexer);
        const options = this.#options(lexer, command === 'configdefault' ? command : 'config');
        this.#add({ kind: command, name, options, position });
        return;
      }
      case 'comment': {
        const prompt = parseTitle(lexer);
        const options = this.#options(lexer, 'comment');
        this.#add({ kind: 'comment', prompt, options, position });
        return;
      }
      case 'choice':
      case 'menu':
      case 'if':
        this.#block(block, command, position);
        return;
      case 'source':
      case 'rsource':
      case 'osource':
      case 'orsource':
      case 'gsource':
      case 'grsource':
        this.#source(lexer, command, position);
        return;
      default:
        throw new KconfigSyntaxError(
          position,
          `'${command}' is an option: it stands below 'config', 'choice' or 'menu', not here`,
        );
    }
  }

  /** Parses a block to its end, even if what begins it is wrong. */
  #block(outer: Block, kind: BlockKind, position: Position): void {
    const { lexer } = outer;
    try {
      if (outer.kind === 'choice' && kind !== 'if') {
        throw new KconfigSyntaxError(
          position,
          `'${kind}' cannot stand directly in a choice: move it behind 'endchoice'`,
        );
      }
      this.#openBlock(this.#beginning(lexer, kind, position));
    } catch (error) {
      this.#fail(error);
      this.#skipStatement(lexer);
    }
    this.#body({ lexer, kind, position, outer, hasWrongEnd: false });
    if (this.#errors.length === 0) this.#sink.close();
  }

  #beginning(lexer: Lexer, kind: BlockKind, position: Position): BlockNode {
    switch (kind) {
      case 'menu': {
        const prompt = parseTitle(lexer);
        return { kind, prompt, options: this.#options(lexer, kind), position };
      }
      case 'choice': {
        startLine(lexer);
        const name = lexer.is('word') ? parseName(lexer).name : undefined;
        expectEnd(lexer);
        return { kind, name, options: this.#options(lexer, kind), position };
      }
      case 'if': {
        const condition = parseExpression(startLine(lexer));
        expectEnd(lexer);
        return { kind, condition, position };
      }
    }
  }

  /** Parses the option lines that come next. */
  #options(lexer: Lexer, owner: OptionOwner): OptionNode[] {
    const options: OptionNode[] = [];
    for (;;) {
      const command = lexer.peek();
      if (!isOption(command)) return options;
      try {
        options.push(parseOption(lexer, command, owner));
      } catch (error) {
        this.#fail(error);
        skipOption(lexer, command);
      }
    }
  }

  #source(lexer: Lexer, keyword: SourceKeyword, position: Position): void {
    this.#macros.takeUnset();
    const written = startLine(lexer).offendingText();
    const pattern = parseText(lexer);
    expectEnd(lexer);
    const unset = this.#macros.takeUnset();
    this.#open.push({ file: lexer.file, sourcing: position });
    try {
      for (const file of this.#find(keyword, pattern, position, this.#open)) this.#file(file);
    } catch (error) {
      const isOwn = error instanceof SourceNotFoundError && error.position === position;
      throw isOwn && written.includes('$') ? explainExpanded(error, written, unset) : error;
    }
    this.#open.pop();
  }

  #assign(lexer: Lexer, position: Position): void {
    const name = lexer.text;
    lexer.take();
    const assignment = lexer.assignment();
    if (assignment && name === '') {
      throw new KconfigSyntaxError(
        position,
        `'${assignment.operator}' has no macro variable before it: name one, or remove the line`,
      );
    }
    if (!assignment) {
      const keyword = nearest(name, KEYWORDS.keys());
      throw new KconfigSyntaxError(
        position,
        `unknown statement '${excerpt(name)}'${keyword ? `: did you mean '${keyword}'?` : ''}`,
      );
    }
    this.#macros.assign(name, assignment.operator, assignment.value, position);
  }

  #add(statement: LeafNode): void {
    if (this.#errors.length > 0) return;
    try {
      this.#sink.add(statement);
    } catch (error) {
      this.#fail(error);
    }
  }

  #openBlock(block: BlockNode): void {
    if (this.#errors.length > 0) return;
    try {
      this.#sink.open(block);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Notes a syntax error. One too many, and any other error, ends the work. */
  #fail(error: unknown): void {
    const isNew = error instanceof KconfigSyntaxError && error !== this.#errors.at(-1);
    if (!isNew) throw error;
    this.#errors.push(error);
    if (this.#errors.length === MAX_SYNTAX_ERRORS) throw error;
  }

  /** Leaves a statement that is wrong, with the options that stand below it. */
  #skipStatement(lexer: Lexer): void {
    lexer.skipLine();
    for (let command = lexer.peek(); isOption(command); command = lexer.peek()) {
      skipOption(lexer, command);
    }
  }
}

/** Leaves the keyword and goes to what stands behind it. */
function startLine(lexer: Lexer): Lexer {
  lexer.take();
  lexer.next();
  return lexer;
}

/** Parses a line that has one text behind the keyword. */
function parseTitle(lexer: Lexer): string {
  const text = parseText(startLine(lexer));
  expectEnd(lexer);
  return text;
}

/** Says where a path came from that the file does not have as it is. */
function explainExpanded(
  { position, sentence }: SourceNotFoundError,
  written: string,
  unset: readonly string[],
): SourceNotFoundError {
  const names = unset.map((name) => `'${excerpt(name)}'`).join(', ');
  const reason = names === '' ? '' : `, where no value is set for ${names}`;
  return new SourceNotFoundError(position, `${sentence}; it is written ${written}${reason}`);
}

function isOpen(block: Block | undefined, kind: BlockKind): boolean {
  return block !== undefined && (block.kind === kind || isOpen(block.outer, kind));
}

function missingEnd(kind: BlockKind, position: Position): KconfigSyntaxError {
  return new KconfigSyntaxError(
    position,
    `'${kind}' has no 'end${kind}' in this file: add it`,
  );
}

function closeBlock({ lexer, kind, position }: Block, closes: BlockKind, keyword: string): void {
  if (!kind) {
    throw new KconfigSyntaxError(
      lexer.position(),
      `'${keyword}' closes nothing: no '${closes}' is open in this file`,
    );
  }
  if (closes !== kind) {
    throw new KconfigSyntaxError(
      lexer.position(),
      `'${keyword}' cannot close the '${kind}' of line ${position.line}: write 'end${kind}' first`,
    );
  }
  expectEnd(startLine(lexer));
}
