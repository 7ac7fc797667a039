/** What a computation asks of the program around its subject: the answers by the names of the questions. */
export type Questions = Readonly<Record<string, (first: never, second: never) => unknown>>;

/** Whether two answers to a question are the same, where that is not whether they are one object. */
export type Equalities = Readonly<Record<string, (a: never, b: never) => boolean>>;

/** A fact that a computation finds out for those after it. */
export interface Note {
  readonly kind: string;
  readonly about: object;
  readonly value: unknown;
}

/** Whom a computation may ask. Nothing of the program around its subject reaches it another way. */
export interface Asks {
  /** The questions as they are answered, without being written down. */
  readonly questions: Questions;
  readonly equalities: Equalities;
  /** Does what a note says once more. */
  readonly repeat: (note: Note) => void;
}

/**
 * A computation about one object. It depends on the object and on the answers that it gets, and on nothing
 * else, so it is a function of a module and not a closure.
 */
export interface Computation<Subject extends object, Asked extends Asks, Result> {
  readonly name: string;
  readonly compute: (subject: Subject, asks: Asked) => Result;
}

/** Remembers results of computations. */
export interface Memo {
  /** The result for `subject`: a former one if every question that it asked has the same answer again. */
  run<Subject extends object, Asked extends Asks, Result>(
    computation: Computation<Subject, Asked, Result>,
    subject: Subject,
    asks: Asked,
  ): Result;
  /** `asks` with more questions, each as a function that writes the answers down. */
  asking<Asked extends Asks, More extends Questions>(
    asks: Asked,
    more: More,
    equalities?: Equalities,
  ): Asked & More;
  /** Writes down that the computation which is running has noted a fact. */
  noted(note: Note): void;
}

/** For computations that depend on their subject alone. */
export const NOTHING_TO_ASK: Asks = { questions: {}, equalities: {}, repeat: () => {} };

/** Remembers nothing: what a program that makes one variant needs. */
export const NO_MEMO: Memo = {
  run: ({ compute }, subject, asks) => compute(subject, asks),
  asking: (asks, more) => ({ ...asks, ...more }),
  noted: () => {},
};
