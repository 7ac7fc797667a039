import type { Asks, Computation, Equalities, Memo, Note, Questions } from './memo.ts';

/**
 * One question with one answer. The events after it are in `next`; other answers to the same question in
 * `other`. An event without a question is the end: its answer is the result.
 */
interface Event {
  question: string | undefined;
  first: unknown;
  second: unknown;
  answer: unknown;
  /** What was noted before the question. */
  notes: Note[] | undefined;
  next: Event | undefined;
  other: Event | undefined;
}

/** All that is remembered of a computation about one subject. */
interface Tree {
  first: Event | undefined;
  results: number;
}

/** The computation that is running, and how far it has come in its tree. */
interface Trace {
  readonly tree: Tree;
  readonly equalities: Equalities;
  last: Event | undefined;
  notes: Note[] | undefined;
  /** Questions by what they were first asked about, so that each is written down once. */
  readonly asked: Map<unknown, string[]>;
}

/** How much is remembered. */
export interface MemoLimits {
  /** Results of a computation about one subject; one more, and they are forgotten. */
  readonly results: number;
  /** Questions in all: about 100 bytes each, and 300 with the programs that they keep alive. */
  readonly questions: number;
}

export const MEMO_LIMITS: MemoLimits = { results: 48, questions: 1_000_000 };

/** A memo that lives on from variant to variant. */
export interface TracedMemo extends Memo {
  /** To be called before a variant: forgets everything if it has become too much, or if one has failed. */
  begin(): void;
  /** Computations so far, and how many of them were remembered. */
  readonly counts: { readonly run: number; readonly remembered: number };
}

/**
 * Remembers for each computation and subject the result, with all questions that were asked on the way and
 * their answers, as a tree: a question decides by its answer which one comes next. A look-up asks the same
 * questions in the same order as the computation would, and repeats its notes where they were made, up to
 * the first answer that is new. So a memo changes no result.
 */
export function createTracedMemo(limits: MemoLimits = MEMO_LIMITS): TracedMemo {
  let trees = new Map<object, Map<object, Tree>>();
  let trace: Trace | undefined;
  let questions = 0;
  const counts = { run: 0, remembered: 0 };

  const treeOf = (computation: object, subject: object): Tree => {
    let own = trees.get(computation);
    if (own === undefined) trees.set(computation, (own = new Map()));
    let tree = own.get(subject);
    if (tree === undefined) own.set(subject, (tree = { first: undefined, results: 0 }));
    return tree;
  };

  /** The next event of the trace, with what was noted before it. */
  const write = (
    { tree, last, notes, equalities }: Trace,
    question: string | undefined,
    first: unknown,
    second: unknown,
    answer: unknown,
  ): Event => {
    const known = last === undefined ? tree.first : last.next;
    if (known !== undefined && known.question !== question)
      throw new Error(`a computation asks ${question}, and asked ${known.question} before`);
    const same = question === undefined ? undefined : equalities[question];
    const before = withAnswer(known, answer, same);
    if (before !== undefined) return before;
    questions += 1;
    const event: Event = {
      question,
      first,
      second,
      answer,
      notes,
      next: undefined,
      other: undefined,
    };
    if (known !== undefined) {
      event.other = known.other;
      known.other = event;
    } else if (last === undefined) tree.first = event;
    else last.next = event;
    return event;
  };

  const ask = (
    question: string,
    answer: (first: never, second: never) => unknown,
    first: unknown,
    second: unknown,
  ): unknown => {
    const asking = trace;
    if (asking === undefined) return answer(first as never, second as never);
    // What the answer depends on is not a matter of the one who asks.
    trace = undefined;
    let result: unknown;
    try {
      result = answer(first as never, second as never);
    } finally {
      trace = asking;
    }
    if (!remember(asking.asked, first, question)) return result;
    asking.last = write(asking, question, first, second, result);
    asking.notes = undefined;
    return result;
  };

  const compute = <Subject extends object, Asked extends Asks, Result>(
    computation: Computation<Subject, Asked, Result>,
    subject: Subject,
    asks: Asked,
    tree: Tree,
  ): Result => {
    if (tree.results >= limits.results) {
      tree.first = undefined;
      tree.results = 0;
    }
    const own: Trace = {
      tree,
      equalities: asks.equalities,
      last: undefined,
      notes: undefined,
      asked: new Map(),
    };
    trace = own;
    let result: Result;
    try {
      result = computation.compute(subject, asks);
    } finally {
      trace = undefined;
    }
    tree.results += 1;
    write(own, undefined, undefined, undefined, result);
    return result;
  };

  return {
    counts,
    begin() {
      trace = undefined;
      if (questions <= limits.questions) return;
      trees = new Map();
      questions = 0;
    },
    run(computation, subject, asks) {
      if (trace !== undefined)
        throw new Error(`${computation.name} runs inside a computation, which has to ask for it`);
      counts.run += 1;
      const tree = treeOf(computation, subject);
      const answers: Questions = asks.questions;
      let event = tree.first;
      while (event !== undefined) {
        if (event.notes !== undefined) for (const note of event.notes) asks.repeat(note);
        const { question } = event;
        if (question === undefined) {
          counts.remembered += 1;
          return event.answer as never;
        }
        const answer = (answers[question] as (first: unknown, second: unknown) => unknown)(
          event.first,
          event.second,
        );
        event = withAnswer(event, answer, asks.equalities[question])?.next;
      }
      return compute(computation, subject, asks, tree);
    },
    asking(asks, more, equalities) {
      const asked: Record<string, (first: unknown, second: unknown) => unknown> = {};
      for (const [question, answer] of Object.entries(more))
        asked[question] = (first, second) => ask(question, answer, first, second);
      return {
        ...asks,
        ...(asked as unknown as typeof more),
        questions: { ...asks.questions, ...more },
        equalities:
          equalities === undefined ? asks.equalities : { ...asks.equalities, ...equalities },
      };
    },
    noted(note) {
      if (trace === undefined) return;
      (trace.notes ??= []).push(note);
      // What the computation itself has found out is not an answer from outside.
      remember(trace.asked, note.about, note.kind);
    },
  };
}

/** The event for an answer among those for all answers to a question. */
function withAnswer(
  events: Event | undefined,
  answer: unknown,
  same: ((a: never, b: never) => boolean) | undefined,
): Event | undefined {
  let event = events;
  while (event !== undefined) {
    if (Object.is(event.answer, answer)) return event;
    if (same !== undefined && same(event.answer as never, answer as never)) return event;
    event = event.other;
  }
  return undefined;
}

/** Adds a question about something; false if it has been asked. */
function remember(asked: Map<unknown, string[]>, about: unknown, question: string): boolean {
  const questions = asked.get(about);
  if (questions === undefined) asked.set(about, [question]);
  else if (questions.includes(question)) return false;
  else questions.push(question);
  return true;
}
