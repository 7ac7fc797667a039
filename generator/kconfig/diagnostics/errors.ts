import { MallocgenError } from '../../error.ts';
import { formatDiagnostic, type Diagnostic } from './diagnostic.ts';
import { legible } from './legible.ts';
import { formatPosition, type Position } from './position.ts';
import { frozen } from './frozen.ts';
import { rangeOf, type SourceRange } from './source-range.ts';

/** An error at one place of a Kconfig file. */
export abstract class KconfigError extends MallocgenError {
  readonly position: Position;
  #sentence: string;
  #before: readonly Diagnostic[] = [];

  constructor(position: Position, sentence: string, options?: ErrorOptions) {
    const text = legible(sentence);
    super(`${formatPosition(position)}: ${text}`, options);
    this.position = position;
    this.#sentence = text;
  }

  /** The message without the place. */
  get sentence(): string {
    return this.#sentence;
  }

  /** What is wrong, from the position on. */
  get range(): SourceRange {
    return rangeOf(this.position);
  }

  /** What `loadKconfig` reported about the tree before it came to the error. */
  get diagnostics(): readonly Diagnostic[] {
    return this.#before;
  }

  /** For `loadKconfig`: what was reported before, and what else may help. */
  follow(before: readonly Diagnostic[], advice = ''): this {
    this.#before = frozen(before);
    this.#sentence += advice;
    this.message += advice;
    return this;
  }
}

/** The text is not Kconfig. */
export class KconfigSyntaxError extends KconfigError {
  readonly code = 'syntax-error';
  /** Every wrong line, in order, if there are several: the message has a line for each. */
  readonly all: readonly KconfigSyntaxError[];

  constructor(position: Position, message: string, all: readonly KconfigSyntaxError[] = []) {
    super(position, message);
    this.all = all.length > 0 ? all : [this];
  }
}

/** Joins errors to one whose message has a line for each. */
export function joinSyntaxErrors(errors: readonly KconfigSyntaxError[]): KconfigSyntaxError {
  const [first, ...others] = errors as readonly [KconfigSyntaxError, ...KconfigSyntaxError[]];
  if (others.length === 0) return first;
  const lines = [first.sentence, ...others.map((error) => error.message)];
  return new KconfigSyntaxError(first.position, lines.join('\n'), errors);
}

/** A `source` names a file that cannot be read, or a pattern that matches none. */
export class SourceNotFoundError extends KconfigError {
  readonly code = 'source-not-found';
  /** The sentence without what to do about it. */
  readonly problem: string;

  constructor(position: Position, problem: string, remedy = '') {
    super(position, `${problem}${remedy}`);
    this.problem = problem;
  }
}

/** A file sources itself, directly or through others. */
export class RecursiveSourceError extends KconfigError {
  readonly code = 'recursive-source';
}

/** A macro cannot be expanded: a recursive variable, a missing `)`, wrong arguments. */
export class MacroError extends KconfigError {
  readonly code = 'macro-error';
}

/** The tree's own `$(error-if,y,…)`. */
export class MacroErrorIf extends KconfigError {
  readonly code = 'error-if';
}

/** `$(shell,…)` in a tree that was loaded without permission to run commands. */
export class ShellNotAllowedError extends KconfigError {
  readonly code = 'shell-not-allowed';
}

/** A `$(shell,…)` command that could not be started, or ran out of time. */
export class ShellFailedError extends KconfigError {
  readonly code = 'shell-failed';
}

/** Symbols whose values depend on each other in a cycle. */
export class DependencyLoopError extends KconfigError {
  readonly code = 'dependency-loop';
}

/** A tree beyond the limits that keep a hostile file from using up the stack, memory or time. */
export class KconfigLimitError extends KconfigError {
  readonly code = 'too-complex';
}

/** The tree has what the dialect that it is read with lacks. */
export class DialectError extends KconfigError {
  readonly code = 'other-dialect';
}

/** There is no dialect of that name. */
export class UnknownDialectError extends MallocgenError {
  readonly code = 'unknown-dialect';
}

/** The Kconfig file that was asked for cannot be read. */
export class KconfigReadError extends MallocgenError {
  readonly code = 'unreadable-kconfig';
}

/** A configuration file, or one that it includes, cannot be read. */
export class DefconfigReadError extends MallocgenError {
  readonly code: 'unreadable-config' | 'preprocessor-error' = 'unreadable-config';
  /** The line that includes a file, or that opens a comment without an end. */
  readonly position: Position | undefined;
  /** The message without the place. */
  readonly sentence: string;

  constructor(sentence: string, options: ErrorOptions & { readonly position?: Position } = {}) {
    const { position } = options;
    const text = legible(sentence);
    super(position ? `${formatPosition(position)}: ${text}` : text, options);
    this.position = position;
    this.sentence = text;
  }
}

/** A line of a configuration file that the C preprocessor refuses, or `#error`. */
export class PreprocessorError extends DefconfigReadError {
  override readonly code = 'preprocessor-error';

  constructor(position: Position, sentence: string) {
    super(sentence, { position });
  }
}

/** A symbol that must be given a value, and whose range has none. */
export class EmptyRangeError extends KconfigError {
  readonly code = 'no-valid-value';
}

/** Standard input ended before a symbol had a value that it can keep. */
export class InputEndedError extends MallocgenError {
  readonly code = 'input-ended';

  constructor(what: string) {
    super(`${what}: no value is given and its default is not valid; there is no more input`);
  }
}

/** A random configuration that changes each time that it is read. */
export class UnstableConfigurationError extends MallocgenError {
  readonly code = 'unstable-configuration';

  constructor(file: string) {
    super(`${file}: the random configuration changes each time that it is read: try another seed`);
  }
}

/** An expression to search configurations with that names what no tree has. */
export class ConditionError extends MallocgenError {
  readonly code = 'bad-condition';
}

/** A number in code that cannot be written as the value of its symbol. */
export class AssignedValueError extends MallocgenError {
  readonly code = 'bad-value';
}

/** The name of a symbol to set that the tree does not define. */
export class UnknownSymbolError extends MallocgenError {
  readonly code = 'unknown-symbol';
}

/** A file that was to be written cannot be. */
export class ConfigWriteError extends MallocgenError {
  readonly code = 'unwritable-config';
}

/** A configuration with diagnostics that the caller does not accept. */
export class ConfigurationRefusedError extends MallocgenError {
  readonly code = 'configuration-refused';
  /** What was refused, in the order of the messages. */
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(formatDiagnostic).join('\n'));
    this.diagnostics = diagnostics;
  }
}
