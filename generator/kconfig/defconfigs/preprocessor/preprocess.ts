import { joinPath, parentOf } from '../../../text/paths.ts';
import { DefconfigReadError, PreprocessorError } from '../../diagnostics/errors.ts';
import type { Position } from '../../diagnostics/position.ts';
import type { Reporter } from '../../diagnostics/reporter.ts';
import { locateBelow, locateConfig, readText, type ConfigFolders } from '../config-file.ts';
import { linesOf, type ConfigLine } from '../parse.ts';
import { evaluateCondition } from './condition.ts';
import { Conditionals } from './conditionals.ts';
import { readDirective, type Directive, type MisleadingComment } from './directive.ts';
import { joinContinued, type LogicalLine } from './logical-lines.ts';
import { Macros, Refusal } from './macros.ts';
import { stripComments } from './strip-comments.ts';
import { tokensOf } from './tokens.ts';

/** How deep `#include` may nest. */
const MAX_INCLUDES = 100;

/** Lines that all files together may have: one that is included twice counts twice. */
const MAX_LINES = 1_000_000;

/**
 * The lines of a configuration file as U-Boot's build reads it, which runs `cpp -nostdinc -undef -x
 * assembler-with-cpp -I $(srctree)` and removes one blank at the beginning of each line.
 *
 * - `#include <path>` (below the roots) and `#include "path"` (beside the file, then below the roots)
 *   are replaced by the file.
 * - `#if`, `#ifdef` and their kind are evaluated, `#define NAME value` is replaced where the name occurs.
 *   `#error`, macros with parameters and what the preprocessor itself refuses is an error.
 * - A line that ends with a backslash continues on the next one.
 * - C comments outside of quotes and blanks at the end of a line are removed, and a byte order mark at the
 *   beginning of a file.
 *
 * Each line keeps its own position.
 *
 * @throws DefconfigReadError when a file is missing, or includes itself.
 * @throws PreprocessorError for a line that the preprocessor refuses.
 */
export function readPreprocessed(
  file: string,
  folders: ConfigFolders,
  prefix: string,
  reporter: Reporter,
): Iterable<ConfigLine> {
  return new Preprocessor(folders, prefix, reporter).read(file, locateConfig(file, folders), []);
}

class Preprocessor {
  readonly #folders: ConfigFolders;
  readonly #prefix: string;
  readonly #reporter: Reporter;
  readonly #macros = new Macros();
  /** Files with `#pragma once` that have been read. */
  readonly #once = new Set<string>();
  /** Whether the file has macros of its own, so that lines are looked through for them. */
  #hasMacros = false;
  #lines = 0;

  constructor(folders: ConfigFolders, prefix: string, reporter: Reporter) {
    this.#folders = folders;
    this.#prefix = prefix;
    this.#reporter = reporter;
  }

  /** @param open the paths of the files around this one. */
  *read(file: string, path: string, open: readonly string[]): Generator<ConfigLine, void, void> {
    let inComment: Position | undefined;
    const conditionals = new Conditionals();
    for (const line of joinContinued(linesOf(file, this.#textOf(file, path)))) {
      const { position } = line;
      this.#spend(position);
      const stripped = stripComments(line.text, inComment !== undefined);
      if (!stripped.inComment) inComment = undefined;
      else inComment ??= position;
      const text = stripped.text.replace(/[ \t\v\f\r]+$/, '');
      const directive = readDirective(text, conditionals.isWithin, this.#macros);
      if (directive?.kind === 'directive') {
        const target = this.#follow(directive, conditionals, path, position);
        if (target === undefined) continue;
        if (target.path === path || open.includes(target.path) || open.length >= MAX_INCLUDES) {
          throw new DefconfigReadError(`'${target.name}' includes itself: remove the line`, { position });
        }
        yield* this.read(target.name, target.path, [...open, path]);
      } else if (conditionals.isTaken) {
        if (directive) this.#reportMisleading(directive, position);
        this.#reportSwallowed(line, text);
        const expanded = this.#expand(text, position);
        yield { text: /^[ \t\v\f]/.test(expanded) ? expanded.slice(1) : expanded, position };
      }
    }
    if (inComment) {
      throw new DefconfigReadError("the comment has no end: add '*/'", { position: inComment });
    }
    if (conditionals.unended) {
      throw new PreprocessorError(conditionals.unended, "the condition has no end: add '#endif'");
    }
  }

  #textOf(file: string, path: string): string {
    const source = readText(file, path, this.#folders);
    if (!source.startsWith('\uFEFF')) return source;
    this.#reporter.note(
      'byte-order-mark',
      { file, line: 1, column: 1 },
      'the file begins with a byte order mark, which makes C conf ignore its first line: remove it',
    );
    return source.slice(1);
  }

  #spend(position: Position): void {
    if (++this.#lines > MAX_LINES) {
      throw new PreprocessorError(
        position,
        `the file and those that it includes have more than ${MAX_LINES} lines`,
      );
    }
  }

  /** Acts on a directive, and returns the file that it includes. */
  #follow(
    directive: Directive,
    conditionals: Conditionals,
    path: string,
    position: Position,
  ): { readonly name: string; readonly path: string } | undefined {
    try {
      if (this.#isCondition(directive, conditionals, position) || !conditionals.isTaken) return undefined;
      return directive.name === 'include'
        ? this.#locate(directive.rest, path, position)
        : this.#act(directive, path, position);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw new PreprocessorError(position, error.message);
    }
  }

  #isCondition(
    { name, rest }: Directive,
    conditionals: Conditionals,
    position: Position,
  ): boolean {
    const holds = (): boolean => this.#holds(rest, position);
    const isDefined = (): boolean => this.#isDefined(rest, position);
    switch (name) {
      case 'if':
        conditionals.open(position, holds);
        return true;
      case 'ifdef':
        conditionals.open(position, isDefined);
        return true;
      case 'ifndef':
        conditionals.open(position, () => !isDefined());
        return true;
      case 'elif':
        conditionals.branch(name, holds);
        return true;
      case 'elifdef':
        conditionals.branch(name, isDefined);
        return true;
      case 'elifndef':
        conditionals.branch(name, () => !isDefined());
        return true;
      case 'else':
        conditionals.branch(name);
        return true;
      case 'endif':
        conditionals.close();
        return true;
      default:
        return false;
    }
  }

  /** Every other directive. */
  #act({ name, rest }: Directive, path: string, position: Position): undefined {
    switch (name) {
      case 'define':
        this.#define(rest);
        return;
      case 'undef':
        this.#macros.undefine(macroName(rest));
        return;
      case 'error':
        throw new Refusal(`the file refuses to be read: ${rest === '' ? "'#error'" : rest}`);
      case 'warning':
        this.#reporter.warn('preprocessor-warning', position, rest);
        return;
      case 'pragma':
        if (rest === 'once') this.#once.add(path);
        return;
      case 'import':
      case 'include_next':
        throw new Refusal(`'#${name}' is not understood: write '#include'`);
      default:
        // `#line`, `#ident` and assertions do not change what is configured.
        return;
    }
  }

  #define(rest: string): void {
    const name = macroName(rest);
    const body = rest.slice(name.length);
    if (body.startsWith('(')) {
      throw new Refusal(`the macro ${name} has parameters, which are not understood: write its values out`);
    }
    this.#macros.define(name, body.trim());
    this.#hasMacros = true;
  }

  #holds(rest: string, position: Position): boolean {
    const { holds, unknown } = evaluateCondition(rest, this.#macros, position.line);
    for (const name of unknown) this.#reportSymbol(name, position);
    return holds;
  }

  #isDefined(rest: string, position: Position): boolean {
    const name = macroName(rest);
    const isDefined = this.#macros.has(name);
    if (!isDefined) this.#reportSymbol(name, position);
    return isDefined;
  }

  #locate(
    rest: string,
    path: string,
    position: Position,
  ): { readonly name: string; readonly path: string } | undefined {
    const expanded = /^["<]/.test(rest) ? rest : this.#expand(rest, position);
    const [, below, quoted] = /^(?:<([^>]+)>|"([^"]+)")/.exec(expanded.trim()) ?? [];
    const name = below ?? quoted;
    if (name === undefined) {
      throw new Refusal(`'#include' needs <path> or "path": '${rest}' is neither`);
    }
    const beside = quoted === undefined ? undefined : joinPath(parentOf(path), name);
    const isBeside = beside !== undefined && this.#folders.files.exists(beside);
    const target = isBeside ? beside : locateBelow(name, this.#folders);
    if (target === undefined) {
      throw new DefconfigReadError(`cannot read '${name}': no such file`, { position });
    }
    return this.#once.has(target) ? undefined : { name, path: target };
  }

  /** Replaces the macros of a line. */
  #expand(text: string, position: Position): string {
    if (!this.#hasMacros && !text.includes('__')) return text;
    try {
      const tokens = this.#macros.expand(tokensOf(text), position.line);
      return tokens.map((token) => token.text).join('');
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw new PreprocessorError(position, error.message);
    }
  }

  /** A symbol of the configuration is not a macro: an author who tests one expects something else. */
  #reportSymbol(name: string, position: Position): void {
    if (this.#prefix === '' || !name.startsWith(this.#prefix)) return;
    this.#reporter.note(
      'undefined-macro',
      position,
      `${name} is never defined here, since the preprocessor runs before the configuration is known: remove the condition`,
      name.slice(this.#prefix.length),
    );
  }

  #reportMisleading({ name }: MisleadingComment, position: Position): void {
    this.#reporter.note(
      'comment-like-directive',
      position,
      `the C preprocessor, which U-Boot's build runs on its defconfigs, takes this comment for '#${name}': begin it with another word`,
    );
  }

  /** Lines with a value that a comment before them takes in. */
  #reportSwallowed({ parts }: LogicalLine, text: string): void {
    if (parts.length < 2 || !text.trimStart().startsWith('#')) return;
    const [first, ...rest] = parts;
    if (!rest.some((part) => part.text.startsWith(this.#prefix))) return;
    this.#reporter.note(
      'continued-comment',
      first!.position,
      'the comment ends with a backslash, so the next line belongs to it and sets nothing: remove the backslash',
    );
  }
}

function macroName(text: string): string {
  const name = /^[A-Za-z_$][\w$]*/.exec(text)?.[0];
  if (name !== undefined && name !== 'defined') return name;
  throw new Refusal(text === '' ? 'the name of a macro is missing' : `'${text}' cannot be the name of a macro`);
}
