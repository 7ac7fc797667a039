import { excerpt } from '../../diagnostics/legible.ts';
import type { Reporter } from '../../diagnostics/reporter.ts';
import {
  KconfigLimitError,
  KconfigSyntaxError,
  SourceNotFoundError,
} from '../../diagnostics/errors.ts';
import { MAX_NESTING } from '../../diagnostics/limits.ts';
import type { LoadErrors } from '../../diagnostics/load-errors.ts';
import type { MacroExpander } from '../macro/expander.ts';
import type { Position } from '../../diagnostics/position.ts';
import { SourcePosition } from '../../diagnostics/source-range.ts';
import type { OpenFile, SourceFinder, SourceKeyword, SourceText } from '../files/source-reader.ts';
import { nearest } from '../../../text/suggest.ts';
import type { BlockNode, LeafNode, OptionNode, SymbolReference } from './ast.ts';
import { parseExpression, parseReference } from './expression-parser.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { KEYWORDS } from '../words/keywords.ts';
import { requireRule } from '../words/require-rule.ts';
import { explainExpanded } from './explain-source.ts';
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
  /** Statements up to the matching `close` belong to the block. */
  open(block: BlockNode): void;
  close(): void;
  /** The text with the values of the symbols that it names as `$NAME`. */
  expandSymbols(text: string): string;
}

type BlockKind = BlockNode['kind'];

const BLOCK_OF_END: ReadonlyMap<Command, BlockKind> = new Map([
  ['endmenu', 'menu'],
  ['endchoice', 'choice'],
  ['endif', 'if'],
]);

/** A file, or a menu, choice or `if` in it, that is being parsed. */
interface Block {
  readonly lexer: Lexer;
  /** Undefined for the file. */
  readonly kind: BlockKind | undefined;
  readonly position: Position;
  /** The block around it in the same file. */
  readonly outer: Block | undefined;
  /** Whether a line that ends another kind of block has been reported. */
  hasWrongEnd: boolean;
}

/**
 * Parses a tree: the root file and, in place, the files that it sources. After a wrong line it goes on
 * with the next statement. If errors are fatal, it only checks from there on, and adds nothing.
 */
export class Parser {
  readonly #macros: MacroExpander;
  readonly #reporter: Reporter;
  readonly #find: SourceFinder;
  readonly #sink: StatementSink;
  readonly #open: OpenFile[] = [];
  readonly #errors: LoadErrors;
  readonly #dialect: Dialect;
  #depth = 0;
  #hasStatements = false;

  constructor(
    macros: MacroExpander,
    reporter: Reporter,
    find: SourceFinder,
    sink: StatementSink,
    errors: LoadErrors,
    dialect: Dialect,
  ) {
    this.#dialect = dialect;
    this.#errors = errors;
    this.#macros = macros;
    this.#reporter = reporter;
    this.#find = find;
    this.#sink = sink;
  }

  /** @throws what `LoadErrors` throws. */
  parse(root: SourceText): void {
    let ended: unknown;
    try {
      this.#file(root);
    } catch (error) {
      ended = error;
    }
    this.#errors.finish(ended);
  }

  #file(source: SourceText): void {
    const lexer = new Lexer(source.file, source.text, this.#macros, this.#reporter, this.#dialect);
    const position = new SourcePosition(source.file, 1, 1, 0);
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
      const command = this.#peek(lexer);
      const closes = BLOCK_OF_END.get(command);
      if (command === 'end of file') {
        if (block.kind && !block.hasWrongEnd) {
          this.#errors.note(missingEnd(block.kind, block.position));
        }
        break;
      }
      try {
        if (closes) {
          closeBlock(block, closes, command);
          break;
        }
        this.#statement(block, command);
      } catch (error) {
        this.#errors.note(error);
        block.hasWrongEnd ||= closes !== undefined;
        if (closes && closes !== block.kind && isOpen(block.outer, closes)) break;
        this.#skipStatement(lexer);
        if (closes && closes === block.kind) break;
      }
    }
    this.#depth--;
  }

  /** The next command. A line whose beginning is a wrong macro is left out. */
  #peek(lexer: Lexer): Command {
    for (;;) {
      try {
        return lexer.peek();
      } catch (error) {
        this.#errors.note(error);
        lexer.skipLine();
      }
    }
  }

  #statement(block: Block, command: Exclude<Command, 'end of file'>): void {
    const { lexer } = block;
    const position = lexer.position();
    const isFirst = !this.#hasStatements;
    this.#hasStatements = true;
    switch (command) {
      case 'variable':
        this.#assign(lexer, position);
        return;
      case 'mainmenu':
        if (!isFirst) requireRule(this.#dialect, 'allowsLateTitle', "'mainmenu' after other statements", position);
        this.#add({ kind: 'mainmenu', prompt: parseTitle(lexer, position), position });
        return;
      case 'config':
      case 'menuconfig':
      case 'configdefault': {
        const reference = parseName(startLine(lexer));
        expectEnd(lexer);
        lexer.extend(position);
        const options = this.#options(lexer, command === 'configdefault' ? command : 'config', position);
        this.#add({ kind: command, reference, options, position });
        return;
      }
      case 'comment': {
        const prompt = parseTitle(lexer, position);
        const options = this.#options(lexer, 'comment', position);
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
          `'${command}' is an option: it belongs below 'config', 'choice' or 'menu', not here`,
        );
    }
  }

  /** Parses a block to its end, even if its beginning is wrong. */
  #block(outer: Block, kind: BlockKind, position: SourcePosition): void {
    const { lexer } = outer;
    let wasOpened = false;
    try {
      if (outer.kind === 'choice' && kind !== 'if') {
        throw new KconfigSyntaxError(
          position,
          `'${kind}' cannot be directly in a choice: move it after 'endchoice'`,
        );
      }
      wasOpened = this.#openBlock(this.#beginning(lexer, kind, position));
    } catch (error) {
      this.#errors.note(error);
      this.#skipStatement(lexer);
    }
    try {
      this.#body({ lexer, kind, position, outer, hasWrongEnd: false });
    } finally {
      if (wasOpened && !this.#errors.areFatal) this.#sink.close();
    }
  }

  /** Parses what comes before the statements of a block. A menu or choice with a wrong title has none. */
  #beginning(lexer: Lexer, kind: BlockKind, position: SourcePosition): BlockNode {
    switch (kind) {
      case 'menu': {
        const prompt = this.#attempt(lexer, () => parseTitle(lexer, position)) ?? '';
        return { kind, prompt, options: this.#options(lexer, kind, position), position };
      }
      case 'choice': {
        const reference = this.#attempt(lexer, () => parseChoiceName(lexer, position));
        return { kind, reference, options: this.#options(lexer, kind, position), position };
      }
      case 'if': {
        const condition = parseExpression(startLine(lexer));
        expectEnd(lexer);
        lexer.extend(position);
        return { kind, condition, position };
      }
    }
  }

  /** The result of `parse`, or undefined after an error, with the line skipped. */
  #attempt<T>(lexer: Lexer, parse: () => T): T | undefined {
    try {
      return parse();
    } catch (error) {
      this.#errors.note(error);
      lexer.skipLine();
      return undefined;
    }
  }

  /** Parses the option lines that come next. */
  #options(lexer: Lexer, owner: OptionOwner, { column }: Position): OptionNode[] {
    const options: OptionNode[] = [];
    for (;;) {
      const command = this.#peek(lexer);
      if (command === 'variable' && lexer.isPlainWordAfter(column)) {
        // An unknown word below the statement costs its line; one beside it would be another statement.
        this.#errors.note(unknownWord('option', lexer.text, lexer.position()));
        lexer.skipLine();
        continue;
      }
      if (!isOption(command)) return options;
      try {
        options.push(parseOption(lexer, command, owner));
      } catch (error) {
        this.#errors.note(error);
        skipOption(lexer, command);
      }
    }
  }

  #source(lexer: Lexer, keyword: SourceKeyword, position: SourcePosition): void {
    this.#macros.takeUnset();
    const written = startLine(lexer).offendingText();
    const text = parseText(lexer);
    const pattern = this.#dialect.hasMacros ? text : this.#sink.expandSymbols(text);
    expectEnd(lexer);
    lexer.extend(position);
    const unset = this.#macros.takeUnset();
    this.#open.push({ file: lexer.file, sourcing: position });
    try {
      for (const file of this.#find(keyword, pattern, position, this.#open)) this.#file(file);
    } catch (error) {
      const isOwn = error instanceof SourceNotFoundError && error.position === position;
      if (!isOwn || !written.includes('$')) throw error;
      const exists = (path: string): readonly string[] =>
        [...this.#find('osource', path, position, [])].map(({ file }) => file);
      const valueOf = (name: string): string | undefined =>
        this.#dialect.hasMacros
          ? this.#macros.variable(name)
          : this.#sink.expandSymbols(`$${name}`) || undefined;
      throw explainExpanded(error, written, unset, valueOf, this.#dialect, exists);
    } finally {
      this.#open.pop();
    }
  }

  #assign(lexer: Lexer, position: SourcePosition): void {
    const name = lexer.text;
    lexer.take();
    const assignment = lexer.assignment();
    if (assignment && name === '') {
      position.extendTo(position.line, position.column + assignment.operator.length);
      throw new KconfigSyntaxError(
        position,
        `'${assignment.operator}' has no macro variable before it: name one, or remove the line`,
      );
    }
    if (!assignment) {
      throw unknownWord('statement', name, position);
    }
    requireRule(this.#dialect, 'hasMacros', 'an assignment to a macro variable', position);
    this.#macros.mention(name, position);
    this.#macros.assign(name, assignment.operator, assignment.value, position);
  }

  #add(statement: LeafNode): void {
    if (this.#errors.areFatal) return;
    try {
      this.#sink.add(statement);
    } catch (error) {
      this.#errors.note(error);
    }
  }

  /** Whether the block is open then, and must be closed. */
  #openBlock(block: BlockNode): boolean {
    if (this.#errors.areFatal) return false;
    this.#sink.open(block);
    return true;
  }

  /** Skips a wrong statement, with the options that belong to it. */
  #skipStatement(lexer: Lexer): void {
    lexer.skipLine();
    for (let command = this.#peek(lexer); isOption(command); command = this.#peek(lexer)) {
      skipOption(lexer, command);
    }
  }
}

/** Leaves the keyword and goes to what comes after it. */
function startLine(lexer: Lexer): Lexer {
  lexer.take();
  lexer.next();
  return lexer;
}

/** Parses a line that has one text after the keyword. */
function parseTitle(lexer: Lexer, position: SourcePosition): string {
  const text = parseText(startLine(lexer));
  expectEnd(lexer);
  lexer.extend(position);
  return text;
}

function parseChoiceName(lexer: Lexer, position: SourcePosition): SymbolReference | undefined {
  startLine(lexer);
  if (lexer.is('string')) {
    requireRule(lexer.dialect, 'quotesChoiceNames', 'the name of a choice in quotes', position);
  }
  const isNamed = lexer.is('word') || lexer.is('string');
  const reference = isNamed ? parseReference(lexer, 'the name of the choice') : undefined;
  expectEnd(lexer);
  lexer.extend(position);
  return reference;
}

function unknownWord(kind: 'statement' | 'option', word: string, position: Position): KconfigSyntaxError {
  const keyword = nearest(word, KEYWORDS.keys());
  const meant = keyword ? `: did you mean '${keyword}'?` : '';
  return new KconfigSyntaxError(position, `unknown ${kind} '${excerpt(word)}'${meant}`);
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
