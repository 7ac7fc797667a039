/** `n`, `m`, `y`: the three values of a condition, and of a bool or tristate symbol. */
export type TristateLetter = 'n' | 'm' | 'y';

/** n, m and y as numbers: `&&` is the smaller, `||` the larger, `!` 2 minus the value. */
export type Tristate = 0 | 1 | 2;
export const NO: Tristate = 0;
export const MOD: Tristate = 1;
export const YES: Tristate = 2;

const LETTERS: readonly TristateLetter[] = ['n', 'm', 'y'];

/** The letter of a value. */
export function letterOf(value: number): TristateLetter {
  return LETTERS[value]!;
}

/** The value of a letter. */
export function tristateOf(letter: TristateLetter): Tristate {
  return LETTERS.indexOf(letter) as Tristate;
}
