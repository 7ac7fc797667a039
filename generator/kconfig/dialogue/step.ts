/** What a dialogue wants of whoever leads it: text to show, or a line that the user types. */
export type Step =
  | { readonly kind: 'show'; readonly text: string }
  | {
      readonly kind: 'ask';
      /** What the C program echoes in place of an answer when there is no terminal and no more input. */
      readonly echoAtEnd: string;
    };

/**
 * A line without its end, or undefined when there is no more input. What stands behind the last
 * newline of the input is no line, and handed over apart.
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
