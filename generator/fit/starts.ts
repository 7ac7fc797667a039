import {
  AssignedValueError,
  type Alternatives,
  type Defconfig,
  type Session,
} from '../kconfig/index.ts';
import { PHASE_PREFIX, type BuildOptions, type Phase } from '../options/index.ts';
import { optionsOf } from '../price/index.ts';
import { missingCalls } from './calls.ts';
import type { Candidate, Judge } from './candidate.ts';
import { FitError } from './fit-error.ts';
import type { Variable } from './space.ts';

/** A search does not begin from more configurations. */
const MOST_STARTS = 4;
/** Of a condition that can never hold, no more reasons are given. */
const MOST_REASONS = 3;

/** What a configuration must set to build a phase. */
export function phaseSymbol(phase: Phase): Readonly<Record<string, string>> {
  const name = PHASE_PREFIX[phase].slice(0, -1);
  return name === '' ? {} : { [name]: 'y' };
}

export interface Starts {
  readonly all: readonly Defconfig[];
  /** Whether there is one for each way to make the condition hold. */
  readonly isWhole: boolean;
}

/** One way to make it hold, which sets nothing. */
const NO_CONDITION: Pick<Alternatives, 'all' | 'contradicted'> = { all: [{}], contradicted: [] };

/**
 * Configurations that satisfy the condition, near to the session's present state: one for each way to make
 * it hold, as far as Kconfig allows it. The calls may be missing.
 * @throws {FitError} that says which part of the condition cannot be
 */
export function conditionStarts(session: Session, judge: Judge, expression: string): Starts {
  const { phase, condition } = judge.wish;
  const { all, contradicted } = condition?.alternatives(session) ?? NO_CONDITION;
  const base = session.defconfig();
  const starts: Defconfig[] = [];
  const reasons = new Set<string>();
  const building = phaseSymbol(phase);
  for (const alternative of all) {
    if (starts.length >= MOST_STARTS) break;
    const excluded = Object.keys(building).find((name) => (alternative[name] ?? 'y') !== 'y');
    if (excluded !== undefined) {
      reasons.add(`${phase} is built only with ${excluded}=y`);
      continue;
    }
    session.replace(base);
    try {
      const plan = session.plan({ ...alternative, ...building });
      if ('impossible' in plan) {
        reasons.add(plan.impossible);
        continue;
      }
      session.setAll(plan.assignments);
    } catch (error) {
      if (!(error instanceof AssignedValueError)) throw error;
      reasons.add(error.message);
      continue;
    }
    if (condition === undefined || condition.evaluate(session) !== 'n')
      starts.push(session.defconfig());
  }
  session.replace(base);
  if (starts.length > 0)
    return { all: starts, isWhole: starts.length < MOST_STARTS || all.length <= MOST_STARTS };
  for (const name of contradicted) reasons.add(`${name} would need two values at once`);
  if (reasons.size === 0) reasons.add('no set of values was found that makes it hold');
  const text = [...reasons].slice(0, MOST_REASONS).join('; ');
  throw new FitError(
    condition === undefined
      ? `${phase} cannot be built: ${text}.`
      : `--require '${expression}' can never hold: ${text}.`,
  );
}

/**
 * Sets what gives the calls, one variable after the other, two at once where one is not enough.
 * @throws {FitError} that names what cannot be had
 */
export function withCalls(
  session: Session,
  { start, base }: { readonly start: Defconfig; readonly base: Defconfig },
  variables: readonly Variable[],
  judge: Judge,
): Candidate {
  session.replace(start);
  let present = judge.look(session);
  const settings = variables.flatMap((variable) => variable.settings);
  while ('reason' in present) {
    const config = session.defconfig();
    const before = missing(session, judge);
    if (before === undefined) throw new FitError(`${present.reason}.`);
    if (before.length === 0)
      throw new FitError(cannotHave(session, { config, base }, settings, judge));
    if (!improve(session, config, before.length, settings, judge))
      throw new FitError(cannotHave(session, { config, base }, settings, judge));
    present = judge.look(session);
  }
  return present;
}

type Setting = Variable['settings'][number];

/** Leaves the session with fewer calls missing, the condition kept; false if that is not possible. */
function improve(
  session: Session,
  config: Defconfig,
  count: number,
  settings: readonly Setting[],
  judge: Judge,
): boolean {
  const isBetter = (): boolean => {
    const { condition } = judge.wish;
    if (condition !== undefined && condition.evaluate(session) === 'n') return false;
    const now = missing(session, judge);
    return now !== undefined && now.length < count;
  };
  for (const setting of settings) {
    session.replace(config);
    if (applied(session, setting) && isBetter()) return true;
  }
  for (const [at, one] of settings.entries()) {
    for (const other of settings.slice(at + 1)) {
      session.replace(config);
      if (applied(session, one) && applied(session, other) && isBetter()) return true;
    }
  }
  session.replace(config);
  return false;
}

/** Sets a variable, and what hides it; false if that changes nothing, or cannot be. */
function applied(session: Session, setting: Setting): boolean {
  if (Object.entries(setting).every(([name, value]) => session.get(name)?.value === value))
    return false;
  const { changed } = session.setAll(setting);
  if (changed.length > 0) return true;
  const plan = session.plan(setting);
  if ('impossible' in plan) return false;
  return session.setAll(plan.assignments).changed.length > 0;
}

function missing(session: Session, judge: Judge): readonly string[] | undefined {
  const found = optionsOf(session, judge.wish.phase);
  return 'options' in found ? missingIn(found.options, judge) : undefined;
}

function missingIn(options: BuildOptions, judge: Judge): readonly string[] {
  return missingCalls(judge.wish.calls, judge.exported(options), options);
}

/** Says which calls cannot be had, what would give each in the base, and what prevents that. */
function cannotHave(
  session: Session,
  { config, base }: { readonly config: Defconfig; readonly base: Defconfig },
  settings: readonly Setting[],
  judge: Judge,
): string {
  const { calls, condition } = judge.wish;
  session.replace(config);
  const lacking = missing(session, judge) ?? calls;
  session.replace(base);
  const lackingInBase = missing(session, judge) ?? calls;
  const reasons = lacking.map((call) => {
    if (!lackingInBase.includes(call)) return `${call} is there without that`;
    const setting = settings.find((each) => {
      session.replace(base);
      return applied(session, each) && missing(session, judge)?.includes(call) === false;
    });
    if (setting === undefined) return `no single option was found that gives ${call}`;
    const [[name = '', value = ''] = []] = Object.entries(setting);
    session.replace(config);
    const { notTaken } = session.set(name, value);
    return `${call} comes with ${name}=${value}${notTaken === undefined ? '' : `, but there ${notTaken}`}`;
  });
  const wanted = `all of ${calls.join(', ')}`;
  const also = condition === undefined ? '' : ' that satisfies --require';
  return `No configuration was found with ${wanted}${also}: ${reasons.join('; ')}.`;
}
