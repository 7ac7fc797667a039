/** What a dialogue asks its caller to do: show text, or read a line from the user. */
export type Step =
  | { readonly kind: 'show'; readonly text: string }
  | {
      readonly kind: 'ask';
      /** What the C program echoes in place of an answer when there is no terminal and no more input. */
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

export function ask(echoAtEnd: string): Step {
  return { kind: 'ask', echoAtEnd };
}
