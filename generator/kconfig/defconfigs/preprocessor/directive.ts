import { evaluateCondition } from './condition.ts';
import { Refusal, type Macros } from './macros.ts';

/** The words that make a line that begins with `#` a directive. */
const DIRECTIVES = [
  'assert',
  'define',
  'elif',
  'elifdef',
  'elifndef',
  'else',
  'endif',
  'error',
  'ident',
  'if',
  'ifdef',
  'ifndef',
  'import',
  'include',
  'include_next',
  'line',
  'pragma',
  'sccs',
  'unassert',
  'undef',
  'warning',
] as const;

export type DirectiveName = (typeof DIRECTIVES)[number];

/** A line that the preprocessor acts on. */
export interface Directive {
  readonly kind: 'directive';
  readonly name: DirectiveName;
  /** What follows the name, without the blanks around it. */
  readonly rest: string;
}

/** A comment that begins with the name of a directive, so that the C preprocessor would act on it. */
export interface MisleadingComment {
  readonly kind: 'comment';
  readonly name: DirectiveName;
}

const HASH = /^\s*#([ \t]*)([a-z_]+)(?!\w)(.*)$/s;

/** The name of a macro as people write it: `# define your own` is about no macro. */
const CAPITALS = /^[A-Z_][A-Z\d_]*$/;

/**
 * Reads a line as a directive. Without a blank after `#`, and within `#if`, every line with the name of a
 * directive is one. Elsewhere `# if you need more` is a comment, as its author meant it, though the C
 * preprocessor would refuse it: a line with a blank is a directive if the rest of it has the form of one.
 */
export function readDirective(
  line: string,
  isWithinIf: boolean,
  macros: Macros,
): Directive | MisleadingComment | undefined {
  const [, blank = '', word = '', after = ''] = HASH.exec(line) ?? [];
  const name = DIRECTIVES.find((directive) => directive === word);
  if (name === undefined) return undefined;
  const rest = after.trim();
  const isOne = blank === '' || isWithinIf || hasForm(name, rest, macros);
  if (isOne) return { kind: 'directive', name, rest };
  // The preprocessor copies these lines, as it does with a comment.
  const isHarmless = name === 'pragma' || name === 'ident' || name === 'sccs';
  return isHarmless ? undefined : { kind: 'comment', name };
}

function hasForm(name: DirectiveName, rest: string, macros: Macros): boolean {
  switch (name) {
    case 'if':
      return isCondition(rest, macros);
    case 'ifdef':
    case 'ifndef':
      return /^[A-Za-z_]\w*$/.test(rest);
    case 'include':
      return /^(?:<[^>]+>|"[^"]+")$/.test(rest);
    case 'error':
    case 'warning':
      return rest.startsWith('"');
    case 'define': {
      const [macro = '', ...body] = rest.split(/\s+/);
      return CAPITALS.test(macro) && body.length <= 1;
    }
    case 'undef':
      return CAPITALS.test(rest);
    default:
      return false;
  }
}

function isCondition(text: string, macros: Macros): boolean {
  try {
    evaluateCondition(text, macros, 0);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** Whether a line is a directive without a blank after its `#`. */
export function isPlainDirective(line: string): boolean {
  const [, blank, word] = HASH.exec(line) ?? [];
  return blank === '' && DIRECTIVES.some((directive) => directive === word);
}
