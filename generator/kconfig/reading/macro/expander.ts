import { excerpt } from '../../diagnostics/legible.ts';
import { MacroError, KconfigLimitError } from '../../diagnostics/errors.ts';
import { MAX_EXPANSION, MAX_MACRO_CALLS, MAX_MACRO_NESTING, MAX_MACRO_STEPS } from '../../diagnostics/limits.ts';
import type { Position } from '../../diagnostics/position.ts';
import { isWordCode } from '../words/characters.ts';
import type { MacroFunctions } from './functions.ts';

/** As many as the C program takes, the name not counted. */
const MAX_ARGUMENTS = 15;

/** Names without a value that are kept for a message. */
const MAX_UNSET = 5;

/** And of a whole tree. */
const MAX_MISSING = 100;

/** What a reference costs beside its characters. */
const REFERENCE_STEPS = 16;

interface Variable {
  value: string;
  /** `:=` keeps the expanded text, `=` the text to expand at each use. */
  recursive: boolean;
  /** How many expansions of it are under way. */
  active: number;
}

export type AssignOperator = '=' | ':=' | '+=';

/** A macro variable that is assigned or referred to in the text of a tree. */
export interface MacroMention {
  readonly name: string;
  readonly position: Position;
}

/** Takes note of macro variables. */
export interface MacroWitness {
  addMacro(name: string, position: Position): void;
}

/** What an expansion starting in the middle of a line took of it. */
export interface Expansion {
  readonly text: string;
  /** The offset of the first character that does not belong to it. */
  readonly end: number;
}

/**
 * The macro language: variables, functions and `$(…)` references, with the C program's rules. One
 * instance follows one tree from the first line to the last, because assignments take effect in order.
 */
export class MacroExpander {
  readonly #variables = new Map<string, Variable>();
  readonly #functions: MacroFunctions;
  readonly #environment: Readonly<Record<string, string | undefined>>;
  readonly #witness: MacroWitness | undefined;
  readonly #unset: string[] = [];
  readonly #missing: Set<string>;
  #depth = 0;
  #calls = 0;
  #steps = 0;

  /** @param missing gets the variables that the tree asks for and the environment lacks. */
  constructor(
    functions: MacroFunctions,
    environment: Readonly<Record<string, string | undefined>>,
    witness?: MacroWitness,
    missing = new Set<string>(),
  ) {
    this.#missing = missing;
    this.#witness = witness;
    this.#functions = functions;
    this.#environment = environment;
  }

  /** Executes an assignment: `=`, `:=` or `+=`. */
  assign(name: string, operator: AssignOperator, value: string, position: Position): void {
    const known = this.#variables.get(name);
    const recursive = operator === '+=' ? (known?.recursive ?? true) : operator === '=';
    let text = recursive ? value : this.expand(value, position);
    if (operator === '+=' && known) text = `${known.value} ${text}`;
    this.#checkLength(text, position);
    if (known) {
      known.value = text;
      known.recursive = recursive;
    } else {
      this.#variables.set(name, { value: text, recursive, active: 0 });
    }
  }

  /** Notes a variable that the text of a tree names at a position. */
  mention(name: string, position: Position): void {
    this.#witness?.addMacro(name, position);
  }

  /** Expands every reference of `text`. */
  expand(text: string, position: Position, args: readonly string[] = []): string {
    let result = '';
    let from = 0;
    let dollar = text.indexOf('$');
    while (dollar >= 0) {
      this.#spend(REFERENCE_STEPS, position);
      result += text.slice(from, dollar);
      const reference = this.reference(text, dollar + 1, position, args);
      result += reference.text;
      this.#checkLength(result, position);
      from = reference.end;
      dollar = text.indexOf('$', from);
    }
    return result + text.slice(from);
  }

  /** Expands the word that begins at `start`; it ends before the first character that is not part of a word. */
  expandWord(text: string, start: number, position: Position): Expansion {
    let result = '';
    let at = start;
    while (at < text.length) {
      if (text[at] === '$') {
        this.#spend(REFERENCE_STEPS, position);
        const reference = this.reference(text, at + 1, position, []);
        result += reference.text;
        at = reference.end;
      } else if (isWordCode(text.charCodeAt(at))) {
        result += text[at];
        at++;
      } else {
        break;
      }
    }
    return { text: result, end: at };
  }

  /** Expands what follows a `$`. Without a `(`, it is a plain dollar sign. */
  reference(text: string, start: number, position: Position, args: readonly string[]): Expansion {
    if (text[start] !== '(') return { text: '$', end: start };
    const end = endOfReference(text, start);
    this.#spend(end - start, position);
    if (end >= text.length) {
      throw new MacroError(
        position,
        `the reference '$${excerpt(text.slice(start))}' has no end: add the missing ')'`,
      );
    }
    return { text: this.#clause(text.slice(start + 1, end), position, args), end: end + 1 };
  }

  #clause(clause: string, position: Position, args: readonly string[]): string {
    if (/^\s*\+?\d+$/.test(clause)) {
      const number = Number(clause);
      if (number > 0 && number <= args.length) return args[number - 1]!;
    }
    if (++this.#calls > MAX_MACRO_CALLS) {
      throw new KconfigLimitError(position, `more than ${MAX_MACRO_CALLS} macro calls in one tree`);
    }
    if (++this.#depth > MAX_MACRO_NESTING) {
      throw new MacroError(
        position,
        `macro calls nest more than ${MAX_MACRO_NESTING} deep: a function calls itself without end`,
      );
    }
    try {
      const result = this.#call(clause, position, args);
      this.#checkLength(result, position);
      return result;
    } finally {
      this.#depth--;
    }
  }

  #call(clause: string, position: Position, args: readonly string[]): string {
    const parts = splitArguments(clause);
    if (parts.length > MAX_ARGUMENTS + 1) {
      throw new MacroError(position, `more than ${MAX_ARGUMENTS} arguments in '$(${excerpt(clause)})'`);
    }
    const name = this.expand(parts[0]!, position, args);
    this.#spend(name.length, position);
    const values = parts.slice(1).map((part) => this.expand(part, position, args));
    return (
      this.#variable(name, values, position) ??
      this.#functions.call(name, values, position) ??
      (values.length === 0 ? this.#ofEnvironment(name) : '')
    );
  }

  /** The names that had no value since this was last asked; some, where there are many. */
  takeUnset(): readonly string[] {
    return this.#unset.splice(0);
  }

  /** Whether the build system's function of that name is given. */
  hasFunction(name: string): boolean {
    return this.#functions.isGiven(name);
  }

  /** The value of a variable of the environment. */
  variable(name: string): string | undefined {
    return this.#environment[name];
  }

  #ofEnvironment(name: string): string {
    const value = name === '' ? '' : this.#environment[name];
    if (value === undefined && this.#unset.length < MAX_UNSET) this.#unset.push(name);
    if (value === undefined && this.#missing.size < MAX_MISSING) this.#missing.add(name);
    return value ?? '';
  }

  #variable(name: string, args: readonly string[], position: Position): string | undefined {
    const variable = this.#variables.get(name);
    if (!variable) return undefined;
    if (!variable.recursive) return variable.value;
    if (args.length === 0 && variable.active > 0) {
      throw new MacroError(
        position,
        `the variable '${name}' refers to itself: assign it with ':=' or break the cycle`,
      );
    }
    variable.active++;
    try {
      return this.expand(variable.value, position, args);
    } finally {
      variable.active--;
    }
  }

  #spend(steps: number, position: Position): void {
    this.#steps += steps;
    if (this.#steps > MAX_MACRO_STEPS) {
      throw new KconfigLimitError(position, 'the macros up to here take too long to expand');
    }
  }

  #checkLength(text: string, position: Position): void {
    if (text.length > MAX_EXPANSION) {
      throw new KconfigLimitError(
        position,
        `a macro expands to more than ${MAX_EXPANSION} characters`,
      );
    }
  }
}

/** Splits at the commas outside parentheses. */
function splitArguments(clause: string): string[] {
  const parts: string[] = [];
  let nesting = 0;
  let from = 0;
  for (let at = 0; at < clause.length; at++) {
    const character = clause[at];
    if (character === ',' && nesting === 0) {
      parts.push(clause.slice(from, at));
      from = at + 1;
    } else if (character === '(') {
      nesting++;
    } else if (character === ')') {
      nesting--;
    }
  }
  parts.push(clause.slice(from));
  return parts;
}

/** Where the `)` is that ends the reference whose `(` is at `start`; the end of the text if there is none. */
function endOfReference(text: string, start: number): number {
  let nesting = 0;
  let end = start + 1;
  for (; end < text.length; end++) {
    const character = text[end];
    if (character === '(') nesting++;
    else if (character === ')' && nesting-- === 0) break;
  }
  return end;
}

/** How many characters the reference has that `text` begins with; without its end, those of the whole text. */
export function lengthOfReference(text: string): number {
  return text[1] === '(' ? Math.min(endOfReference(text, 1) + 1, text.trimEnd().length) : 1;
}

/** How many characters the word has that `text` begins with, references included. */
export function lengthOfWord(text: string): number {
  let at = 0;
  while (at < text.length) {
    if (text[at] === '$') at += lengthOfReference(text.slice(at));
    else if (isWordCode(text.charCodeAt(at))) at++;
    else break;
  }
  return at;
}
