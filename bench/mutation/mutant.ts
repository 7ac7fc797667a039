/** One change to a program that its tests should notice. */
export interface Mutant {
  /** Where in the text of the file the changed node is. */
  readonly start: number;
  readonly end: number;
  /** What replaces it. */
  readonly text: string;
  readonly form: MutantForm;
  /** The change in words, the same wherever in the function it is. */
  readonly label: string;
  /** Names of the functions, variables and properties around it, joined by dots. */
  readonly where: string;
  /** It runs once, when the module is loaded. */
  readonly isStatic: boolean;
  /** How it is seen without running the tests again whether the change makes a difference. */
  readonly probe: Probe | undefined;
}

/**
 * `value`: the mutant, which changes nothing else, gives another value; `truth`: only whether the
 * value is true counts. For a clause, the value that its test is compared with. Without a probe,
 * each run of the place counts as a difference.
 */
export type Probe =
  | { readonly compares: 'value' | 'truth' }
  | { readonly compares: 'clause'; readonly discriminant: string };

/** `statement`: the node runs or does not; `case`: the test of a clause matches or does not. */
export type MutantForm = 'expression' | 'statement' | 'case';

/** A mutant of a whole run. */
export interface NumberedMutant extends Mutant {
  readonly id: number;
  /** Number of the place, which several mutants may share. */
  readonly site: number;
  readonly file: string;
  /** File, place and change: the same after lines have moved. */
  readonly key: string;
}

const SEPARATOR = ' :: ';

/**
 * Numbers the mutants of all files, those of one place in a row; the order in the text distinguishes
 * equal ones in a function.
 */
export function numberMutants(
  files: readonly { readonly file: string; readonly mutants: readonly Mutant[] }[],
): readonly NumberedMutant[] {
  const seen = new Map<string, number>();
  const places = new Map<string, (Mutant & { readonly file: string; readonly key: string })[]>();
  for (const { file, mutants } of files) {
    for (const mutant of mutants) {
      const plain = [file, mutant.where, mutant.label].join(SEPARATOR);
      const count = (seen.get(plain) ?? 0) + 1;
      seen.set(plain, count);
      const key = count === 1 ? plain : `${plain} #${String(count)}`;
      const place = [file, mutant.start, mutant.end, mutant.form].join(SEPARATOR);
      places.set(place, [...(places.get(place) ?? []), { ...mutant, file, key }]);
    }
  }
  return [...places.values()]
    .flatMap((mutants, site) => mutants.map((mutant) => ({ ...mutant, site })))
    .map((mutant, id) => ({ ...mutant, id }));
}
