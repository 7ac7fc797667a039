/** More steps than a test may take with a mutant. */
export class StepLimitError extends Error {
  constructor() {
    super('the mutant takes too many steps');
  }
}

/** What a run without a mutant reaches. */
export interface Coverage {
  /** 1 for each place that was run. */
  readonly sites: Uint8Array;
  /** 1 for each mutant that would have made a difference at its place. */
  readonly mutants: Uint8Array;
  /** 1 for each place of which that is known of all mutants. */
  readonly settled: Uint8Array;
}

/** Chooses the mutant that is active, and counts steps. */
export interface MutantSwitch {
  /** True where a mutant of the place is active; called each time that the place is run. */
  readonly $in: (site: number) => boolean;
  readonly $is: (id: number) => boolean;
  /** A value that no `case` has. */
  readonly $none: symbol;
  active: number;
  activeSite: number;
  steps: number;
  limit: number;
}

type Probe = (() => unknown) | undefined;

/** What modules call that are built to be observed rather than mutated. */
export interface Observer {
  /** Notes that a place runs, of which nothing more is known than that. */
  readonly $ran: (site: number, first: number, count: number) => void;
  /** Notes that a place runs; true if there is nothing to find out about its mutants. */
  readonly $skip: (site: number, first: number, count: number) => boolean;
  /** The values of a place's mutants, of which the first is `first`. */
  readonly $before: (first: number, probes: readonly Probe[]) => readonly unknown[];
  /** Compares the value that the place has with these, and gives it back. */
  readonly $after: <T>(
    values: readonly unknown[] | undefined,
    value: T,
    site: number,
    first: number,
    isTruth: boolean,
  ) => T;
  /** The test of a clause; `discriminant` is what it is compared with. */
  readonly $clause: <T>(site: number, id: number, discriminant: unknown, test: T) => T;
  coverage: Coverage;
  /** Takes every mutant of a place that runs for different: finding out more takes long. */
  isShallow: boolean;
}

export const NO_MUTANT = -1;

/** How many steps a probe may take. */
const PROBE_LIMIT = 20_000;

/** The value of a probe that throws or is given up, or of a mutant that is known to make a difference. */
const DIFFERENT = Symbol('different');

export function newCoverage(sites: number, mutants: number): Coverage {
  return {
    sites: new Uint8Array(sites),
    mutants: new Uint8Array(mutants),
    settled: new Uint8Array(sites),
  };
}

export function createSwitch(): MutantSwitch {
  const all: MutantSwitch = {
    $in(site) {
      all.steps += 1;
      if (all.steps > all.limit) throw new StepLimitError();
      return site === all.activeSite;
    },
    $is: (id) => id === all.active,
    $none: Symbol('none'),
    active: NO_MUTANT,
    activeSite: NO_MUTANT,
    steps: 0,
    limit: Infinity,
  };
  return all;
}

/** @param unprobed places that would change something for good; a probe that comes there is given up */
export function createObserver(
  steps: MutantSwitch,
  coverage: Coverage,
  unprobed: ReadonlySet<number>,
): Observer {
  let isProbing = false;
  let left = 0;

  const isCounted = (site: number): boolean => {
    if (isProbing) {
      left -= 1;
      if (left < 0 || unprobed.has(site)) throw new StepLimitError();
      return false;
    }
    steps.steps += 1;
    all.coverage.sites[site] = 1;
    return true;
  };

  const valueOf = (probe: Probe): unknown => {
    if (probe === undefined) return DIFFERENT;
    isProbing = true;
    left = PROBE_LIMIT;
    try {
      return probe();
    } catch {
      return DIFFERENT;
    } finally {
      isProbing = false;
    }
  };

  const settle = (site: number, first: number, count: number): void => {
    all.coverage.mutants.fill(1, first, first + count);
    all.coverage.settled[site] = 1;
  };

  const all: Observer = {
    coverage,
    isShallow: false,
    $ran(site, first, count) {
      if (isCounted(site)) settle(site, first, count);
    },
    $skip(site, first, count) {
      if (!isCounted(site)) return true;
      if (all.isShallow) settle(site, first, count);
      return all.coverage.settled[site] === 1;
    },
    $before(first, probes) {
      const { mutants } = all.coverage;
      return probes.map((probe, i) => (mutants[first + i] === 1 ? DIFFERENT : valueOf(probe)));
    },
    $after(values, value, site, first, isTruth) {
      if (values === undefined) return value;
      const { mutants, settled } = all.coverage;
      let isOpen = false;
      for (const [i, other] of values.entries()) {
        const isSame = isTruth
          ? other !== DIFFERENT && Boolean(other) === Boolean(value)
          : Object.is(other, value);
        if (isSame) isOpen = true;
        else mutants[first + i] = 1;
      }
      if (!isOpen) settled[site] = 1;
      return value;
    },
    $clause(site, id, discriminant, test) {
      if (isCounted(site) && (all.isShallow || discriminant === test)) all.coverage.mutants[id] = 1;
      return test;
    },
  };
  return all;
}
