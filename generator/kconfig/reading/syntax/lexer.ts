import { excerpt } from '../../diagnostics/legible.ts';
import type { Reporter } from '../../diagnostics/reporter.ts';
import { nameOfInvisible } from '../../diagnostics/wording.ts';
import { SourcePosition } from '../../diagnostics/source-range.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { lengthOfReference, lengthOfWord, type AssignOperator, type MacroExpander } from '../macro/expander.ts';
import {
  AMPERSAND,
  BACKSLASH,
  BANG,
  BAR,
  CLOSE_PAREN,
  COLON,
  DOLLAR,
  DOUBLE_QUOTE,
  endOfName,
  endOfWord,
  EQUAL,
  GREATER,
  HASH,
  isBlankCode,
  isNameCode,
  isWordCode,
  LESS,
  NEWLINE,
  OPEN_BRACE,
  OPEN_PAREN,
  PLUS,
  SINGLE_QUOTE,
} from '../words/characters.ts';
import { readHelp } from './help.ts';
import { requireRule } from '../words/require-rule.ts';
import { KEYWORDS, LATER, type Keyword } from '../words/keywords.ts';

/** What begins a line: a keyword, or the name of a macro variable. */
export type Command = Keyword | 'variable' | 'end of file';

/** What comes after the keyword. */
export type TokenKind =
  | 'word'
  | 'string'
  | 'if'
  | 'on'
  | '&&'
  | '||'
  | '('
  | ')'
  | '!'
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'end of line';

/**
 * Cuts one Kconfig file into tokens, on demand. Two states as in the C program: at the beginning of
 * a line words are keywords or macro variables, after a keyword they are symbols, strings and operators.
 */
export class Lexer {
  /** The current token, set by `next`. */
  kind: TokenKind = 'end of line';
  /** Its text; a string's without the quotes, macros expanded. */
  text = '';
  /** The references before it that came out empty, as written. */
  vanished: string | undefined;

  readonly file: string;
  readonly dialect: Dialect;
  readonly #source: string;
  readonly #macros: MacroExpander;
  readonly #reporter: Reporter;
  #at = 0;
  #line = 1;
  #lineStart = 0;
  #tokenStart = 0;
  /** The end of the token before the current one. */
  #endLine = 1;
  #endColumn = 1;
  /** There is no newline between these two. */
  #searchedFrom = 0;
  #lineEnd = -1;
  #command: Command | undefined;

  constructor(
    file: string,
    source: string,
    macros: MacroExpander,
    reporter: Reporter,
    dialect: Dialect,
  ) {
    this.dialect = dialect;
    this.file = file;
    this.#source = source;
    this.#macros = macros;
    this.#reporter = reporter;
  }

  /** Whether the build system's function of that name is given. */
  hasFunction(name: string): boolean {
    return this.#macros.hasFunction(name);
  }

  /** Whether the current token is of that kind. */
  is(kind: TokenKind): boolean {
    return this.kind === kind;
  }

  /** Where the current token begins. */
  position(): SourcePosition {
    return this.#positionUpTo(this.#at);
  }

  #positionUpTo(end: number): SourcePosition {
    const column = this.#tokenStart - this.#lineStart + 1;
    return new SourcePosition(this.file, this.#line, column, end - this.#tokenStart);
  }

  /** Lets a position reach to the end of the last token before the current one. */
  extend(position: SourcePosition): void {
    position.extendTo(this.#endLine, this.#endColumn);
  }

  /** The rest of the current line from the current token on: the offending text of a message. */
  offendingText(): string {
    return excerpt(this.#source.slice(this.#tokenStart, this.#endOfLine()).trimEnd());
  }

  /**
   * The first word of the next line that has one, which becomes the current token; of a variable
   * `text` is the name, empty where an assignment lacks it. The same again until `take` or the rest of
   * the line is read.
   */
  peek(): Command {
    this.#command ??= this.#readCommand();
    return this.#command;
  }

  /** Leaves the word that `peek` gave, so that the rest of its line can be read. */
  take(): void {
    this.#command = undefined;
  }

  /** Whether the word that `peek` gave is not a keyword, assigns nothing, and begins to the right of a column. */
  isPlainWordAfter(column: number): boolean {
    return this.text !== '' && this.#tokenStart - this.#lineStart >= column && !this.#atAssignment();
  }

  /** Leaves the rest of the line unread, and the lines that continue it. */
  skipLine(): void {
    this.#command = undefined;
    for (;;) {
      const begin = this.#at;
      this.#at = this.#endOfLine();
      if (this.#at >= this.#source.length || !/\\\r?$/.test(this.#source.slice(begin, this.#at))) return;
      this.#newLine();
    }
  }

  #readCommand(): Command {
    for (;;) {
      const code = this.#skipBlanks();
      if (this.#at >= this.#source.length) return 'end of file';
      this.#tokenStart = this.#at;
      if (code === NEWLINE) this.#newLine();
      else if (code === HASH) this.#at = this.#endOfLine();
      else {
        const command = this.#commandWord();
        if (command) return command;
      }
    }
  }

  #commandWord(): Command | undefined {
    for (;;) {
      const code = this.#skipBlanks();
      if (this.#at >= this.#source.length || code === NEWLINE) return undefined;
      this.#tokenStart = this.#at;
      if (!isNameCode(code) && !this.#isMacro(code)) {
        if (this.#assignOperator(code)) {
          this.text = '';
          return 'variable';
        }
        this.#unsupported();
        continue;
      }
      this.#at = endOfName(this.#source, this.#at);
      const expanded = this.#readWord();
      if (this.text === '') continue;
      const keyword = expanded ? undefined : KEYWORDS.get(this.text);
      if (keyword && !(LATER.has(keyword) && this.#atAssignment())) return keyword;
      return 'variable';
    }
  }

  /** Reads the operator and the text of a macro assignment, or returns undefined if there is no assignment. */
  assignment(): { operator: AssignOperator; value: string } | undefined {
    const code = this.#skipBlanks();
    this.#tokenStart = this.#at;
    const operator = this.#assignOperator(code);
    if (!operator) return undefined;
    this.#at += operator.length;
    this.#skipBlanks();
    const end = this.#endOfLine();
    let value = this.#source.slice(this.#at, end);
    if (value.endsWith('\r')) value = value.slice(0, -1);
    this.#noteReferences(value, this.#at);
    this.#at = end;
    return { operator, value };
  }

  #atAssignment(): boolean {
    const back = this.#at;
    const operator = this.#assignOperator(this.#skipBlanks());
    this.#at = back;
    return operator !== undefined;
  }

  #assignOperator(code: number): AssignOperator | undefined {
    if (code === EQUAL) return '=';
    const assigns = this.#source.charCodeAt(this.#at + 1) === EQUAL;
    if (assigns && code === COLON) return ':=';
    if (assigns && code === PLUS) return '+=';
    return undefined;
  }

  /** Reads the next token after a keyword. At the end of the line it stays there. */
  next(): void {
    this.vanished = undefined;
    this.#endLine = this.#line;
    this.#endColumn = this.#at - this.#lineStart + 1;
    for (;;) {
      const code = this.#skipBlanks();
      this.#tokenStart = this.#at;
      this.text = '';
      if (this.#at >= this.#source.length || code === NEWLINE) {
        this.kind = 'end of line';
        return;
      }
      if (code === HASH) {
        this.#at = this.#endOfLine();
      } else if (isWordCode(code) || this.#isMacro(code)) {
        this.#at = endOfWord(this.#source, this.#at);
        const expanded = this.#readWord();
        const { text } = this;
        if (text === '') {
          this.vanished ??= this.#source.slice(this.#tokenStart, this.#at);
          continue;
        }
        this.kind = !expanded && (text === 'if' || text === 'on') ? text : 'word';
        return;
      } else if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) {
        this.#string(code);
        return;
      } else if (code === BACKSLASH && this.#atContinuation()) {
        this.#at = this.#source.indexOf('\n', this.#at);
        this.#newLine();
      } else {
        const operator = this.#operator(code);
        if (operator) {
          this.#at += operator.length;
          this.kind = operator;
          return;
        }
        this.#unsupported();
      }
    }
  }

  /** Reads the lines below `help`; the newline after the keyword is still to come. */
  help(): string {
    if (this.#at < this.#source.length) this.#newLine();
    const help = readHelp(this.#source, this.#at);
    this.#at = help.end;
    this.#line += help.lines;
    if (help.lines > 0) this.#lineStart = help.lineStart;
    return help.text;
  }

  #operator(code: number): TokenKind | undefined {
    const next = this.#source.charCodeAt(this.#at + 1);
    switch (code) {
      case AMPERSAND:
        return next === AMPERSAND ? '&&' : undefined;
      case BAR:
        return next === BAR ? '||' : undefined;
      case OPEN_PAREN:
        return '(';
      case CLOSE_PAREN:
        return ')';
      case BANG:
        return next === EQUAL ? '!=' : '!';
      case EQUAL:
        return '=';
      case LESS:
        return next === EQUAL ? '<=' : '<';
      case GREATER:
        return next === EQUAL ? '>=' : '>';
      default:
        return undefined;
    }
  }

  /**
   * Takes the characters from the beginning of the token as its text. A word that continues with a `$`
   * includes the macros that it refers to.
   *
   * @returns whether it holds any.
   */
  #readWord(): boolean {
    const start = this.#tokenStart;
    if (!this.#isMacro(this.#source.charCodeAt(this.#at))) {
      this.text = this.#source.slice(start, this.#at);
      return false;
    }
    const line = this.#source.slice(start, this.#endOfLine());
    const expansion = this.#macros.expandWord(line, 0, this.#positionUpTo(start + lengthOfWord(line)));
    this.text = expansion.text;
    this.#at = start + expansion.end;
    this.#noteReferences(line.slice(0, expansion.end), start);
    return true;
  }

  /** Takes note of the macro variables that a part of the current line refers to. */
  #noteReferences(text: string, start: number): void {
    if (!text.includes('$(')) return;
    for (const { 0: all, 1: name = '', index } of text.matchAll(/\$\(\s*([\w-]+)/g)) {
      const at = start + index + all.length - name.length;
      const column = at - this.#lineStart + 1;
      this.#macros.mention(name, new SourcePosition(this.file, this.#line, column, name.length));
    }
  }

  #string(quote: number): void {
    const source = this.#source;
    this.kind = 'string';
    this.#at++;
    let from = this.#at;
    for (;;) {
      const code = source.charCodeAt(this.#at);
      if (this.#at >= source.length || code === NEWLINE) {
        this.text += source.slice(from, this.#at);
        this.#reporter.warn(
          'unterminated-string',
          this.position(),
          `the string '${excerpt(this.text)}' has no closing quote`,
        );
        return;
      }
      if (code === quote) {
        this.text += source.slice(from, this.#at);
        this.#at++;
        return;
      }
      if (code === BACKSLASH && this.#atContinuation()) {
        requireRule(this.dialect, 'joinsLinesInTexts', 'a text over two lines', this.position());
        this.text += source.slice(from, this.#at);
        this.#at = source.indexOf('\n', this.#at);
        this.#newLine();
        from = this.#at;
      } else if (code === BACKSLASH) {
        this.text += source.slice(from, this.#at);
        from = this.#at + 1;
        this.#at += source.charCodeAt(from) === NEWLINE || from >= source.length ? 1 : 2;
      } else if (code === DOLLAR && this.dialect.expandsVariables && this.#atVariable()) {
        this.text += source.slice(from, this.#at);
        this.#variable();
        from = this.#at;
      } else if (this.#isMacro(code)) {
        this.text += source.slice(from, this.#at);
        const line = source.slice(this.#at, this.#endOfLine());
        const position = this.#positionUpTo(this.#at + lengthOfReference(line));
        const expansion = this.#macros.reference(line, 1, position, []);
        this.text += expansion.text;
        this.#noteReferences(line.slice(0, expansion.end), this.#at);
        this.#at += expansion.end;
        from = this.#at;
      } else {
        this.#at++;
      }
    }
  }

  /** Whether `$` is followed by a name, or one in braces. */
  #atVariable(): boolean {
    const next = this.#source.charCodeAt(this.#at + 1);
    return next === OPEN_BRACE || isNameCode(next);
  }

  /** Takes `$NAME` or `${NAME}`; without a value it stays as it is. */
  #variable(): void {
    const line = this.#source.slice(this.#at, this.#endOfLine());
    const { 0: all, 1: braced, 2: bare } = /^\$(?:\{([^}]*)\}|(\w+))/.exec(line) ?? ['$'];
    this.text += this.#macros.variable(braced ?? bare ?? '') ?? all;
    this.#at += all.length;
  }

  /** Whether the character begins the reference to a macro. */
  #isMacro(code: number): boolean {
    return code === DOLLAR && this.dialect.hasMacros;
  }

  #unsupported(): void {
    const character = String.fromCodePoint(this.#source.codePointAt(this.#at)!);
    this.#at += character.length;
    const name = nameOfInvisible(character);
    const shown = name === undefined ? `character '${character}'` : name;
    this.#reporter.warn(
      'unsupported-character',
      this.position(),
      `the ${shown} has no meaning here and is ignored`,
    );
  }

  /** Whether the backslash ends its line; a carriage return may precede the newline. */
  #atContinuation(): boolean {
    const next = this.#source.charCodeAt(this.#at + 1);
    return next === NEWLINE || (next === 13 && this.#source.charCodeAt(this.#at + 2) === NEWLINE);
  }

  #skipBlanks(): number {
    const source = this.#source;
    let at = this.#at;
    let code = source.charCodeAt(at);
    while (isBlankCode(code)) code = source.charCodeAt(++at);
    this.#at = at;
    return code;
  }

  #newLine(): void {
    this.#at++;
    this.#line++;
    this.#lineStart = this.#at;
  }

  /** Searched once a line, since a line may have any number of references. */
  #endOfLine(): number {
    if (this.#at >= this.#searchedFrom && this.#at <= this.#lineEnd) return this.#lineEnd;
    const end = this.#source.indexOf('\n', this.#at);
    this.#searchedFrom = this.#at;
    this.#lineEnd = end < 0 ? this.#source.length : end;
    return this.#lineEnd;
  }
}
