/*
 * Words and phrases that make sentences hard to read, each with what to write instead. A phrase is here
 * only if hardly any good sentence contains it.
 */

/** A phrase, and what says the same in plain words. */
export interface Phrase {
  readonly pattern: RegExp;
  readonly instead: string;
}

/** What may follow `is no`: `it is no longer needed`. */
const AFTER_NO =
  'better|closer|different|earlier|further|greater|larger|later|less|longer|lower|matter|more|other|shorter|' +
  'slower|smaller|such|wider';

export const PHRASES: readonly Phrase[] = [
  { pattern: /\bhangs? on\b/, instead: 'depends on' },
  {
    pattern: /\bwhere there (?:is|are) (?:none|no)\b/,
    instead: 'if there is no …, if … is missing',
  },
  { pattern: /\bnothing leads to\b/, instead: 'unreachable' },
  { pattern: /\bby way of\b/, instead: 'through' },
  { pattern: /\b(?:told|tells?|telling) of\b/, instead: 'reports, notified about' },
  { pattern: /\b(?:is|are|be|was|were) told\b(?! apart\b)/, instead: 'reported, notified' },
  { pattern: /\btells? (?:what|which|where|how|why|whether|when|who)\b/, instead: 'reports, says' },
  { pattern: /\b(?:comes?|goes|lies|lie|stands?) behind\b/, instead: 'follows, is after' },
  { pattern: /\b(?:its|their) kin\b/, instead: 'and related …' },
  { pattern: /\bso often\b(?! as\b| that\b)/, instead: 'up to N times' },
  { pattern: /\bso many\b(?! that\b| \w+ that\b)/, instead: 'this number of' },
  {
    pattern: new RegExp(`(?<!there )\\b(?:is|are) no (?!(?:${AFTER_NO})\\b)[a-z]`),
    instead: 'is not a …',
  },
  { pattern: /\b(?:is|are) to (?:be|come|go|stay)\b/, instead: 'must, should' },
  { pattern: /\bbut for\b/, instead: 'except' },
  { pattern: /\byet to be\b/, instead: 'still to be' },
  { pattern: /\bseldom\b/, instead: 'rarely, cold' },
  { pattern: /\blearnt\b/, instead: 'known facts' },
  { pattern: /\bmend(?:s|ed|ing)?\b/, instead: 'fix' },
  { pattern: /\bknots?\b/, instead: 'node' },
  { pattern: /\bin its turn\b/, instead: 'in order' },
  { pattern: /\banew\b/, instead: 'again, from scratch' },
  { pattern: /\breadies\b/, instead: 'sets up' },
  { pattern: /[,;:] else [a-z0-9$`]/, instead: 'otherwise' },
  { pattern: /\band else [a-z]/, instead: 'otherwise' },
  { pattern: /\bgoes (?:away|with it)\b/, instead: 'is removed' },
  { pattern: /\bgo(?:es)? on behind\b/, instead: 'continues after' },
  { pattern: /\bwhat stands\b/, instead: 'what is' },
  {
    pattern: /\bstands? (?:at|before|beside|between|near|there|together|within)\b/,
    instead: 'is',
  },
  { pattern: /\bwhat (?:each|every \w+|it|they) weighs?\b/, instead: 'the size of' },
];

/** A line that contains one of the phrases. */
export interface Finding {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly instead: string;
}

/** Where a sentence continues on the next line: in prose, and in a comment of a program. */
const CONTINUATION = { prose: /\n */g, program: /\n *(?:\*(?!\/)|\/\/) */g };

/** The phrases in a text. Those that a line break divides are found as well. */
export function findPhrases(text: string, kind: keyof typeof CONTINUATION): readonly Finding[] {
  const joined = text.replace(CONTINUATION[kind], (gap) => ' '.repeat(gap.length));
  return PHRASES.flatMap(({ pattern, instead }) => {
    const spaced = new RegExp(pattern.source.replaceAll(' ', ' +'), 'gi');
    return [...joined.matchAll(spaced)].map(({ 0: found, index }) => ({
      line: text.slice(0, index).split('\n').length,
      text: found.replace(/ +/g, ' '),
      instead,
    }));
  }).toSorted((a, b) => a.line - b.line);
}
