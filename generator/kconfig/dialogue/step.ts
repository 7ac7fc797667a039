import type { Dialect } from '../dialects/dialect.ts';

/** What a dialogue asks its caller to do: show text, or read a line from the user. */
export type Step =
  | { readonly kind: 'show'; readonly text: string }
  | {
      readonly kind: 'ask';
      /** What the C program prints of an answer when there is no terminal: the line itself if undefined. */
      readonly echo: string | undefined;
      /** The same when there is no more input. */
      readonly echoAtEnd: string;
    };

/**
 * A line without its newline, or undefined when there is no more input. Text after the last newline of
 * the input is not a line, and has a type of its own.
 */
export type Answer = string | UnendedLine | undefined;

export interface UnendedLine {
  readonly unended: string;
}

/** The text of an answer. */
export function textOf(answer: Answer): string | undefined {
  return typeof answer === 'object' ? answer.unended : answer;
}

/** A part of a dialogue: yields steps, and is resumed with an answer after each `ask`. */
export type Asking<Result> = Generator<Step, Result, Answer>;

export function show(text: string): Step {
  return { kind: 'show', text };
}

/** @param echoAtEnd of a dialect without `echoesAnswers`, what is printed of any answer. */
export function ask(echoAtEnd: string, { echoesAnswers, hasOldDialogue }: Dialect): Step {
  if (echoesAnswers) return { kind: 'ask', echo: undefined, echoAtEnd };
  const echo = hasOldDialogue ? '' : echoAtEnd;
  return { kind: 'ask', echo, echoAtEnd: echo };
}
