import type { Session } from '../kconfig/index.ts';
import type { Candidate, Core, Judge, Judged } from './candidate.ts';
import type { Variable } from './space.ts';

/** Up to these, all configurations of a space are tried. */
export interface Limits {
  readonly variables: number;
  readonly configurations: number;
  readonly programs: number;
}

export const LIMITS: Limits = { variables: 16, configurations: 6000, programs: 300 };

/**
 * Tries every configuration of a space and weighs each program once.
 * @param fixed values that every result must have
 * @returns undefined if the space is too large; its smallest configuration, if it has any
 */
export async function exhaust(
  session: Session,
  variables: readonly Variable[],
  fixed: Readonly<Record<string, string>>,
  judge: Judge,
  limits: Limits,
): Promise<{ readonly best: Judged | undefined } | undefined> {
  const open = variables.filter(({ members }) =>
    members.every((name) => fixed[name] === undefined),
  );
  if (open.length > limits.variables) return undefined;
  const candidates = distinctCandidates(session, variables, fixed, judge, limits);
  if (candidates === undefined) return undefined;
  const all = await Promise.all(candidates.map((candidate) => judge.weigh(candidate)));
  let best: Judged | undefined;
  for (const each of all) {
    best =
      best === undefined ? await judge.judge(each) : ((await judge.better(best, each)) ?? best);
  }
  return { best };
}

/**
 * The first configuration of each program, those nearest to the session's present state first; undefined
 * if there are too many.
 */
function distinctCandidates(
  session: Session,
  variables: readonly Variable[],
  fixed: Readonly<Record<string, string>>,
  judge: Judge,
  limits: Limits,
): readonly Candidate[] | undefined {
  const found = new Map<Core, Candidate>();
  let left = limits.configurations;
  const visit = (at: number): boolean => {
    const variable = variables[at];
    if (variable === undefined) {
      left -= 1;
      const candidate = judge.look(session);
      if ('reason' in candidate) return left >= 0;
      if (!found.has(candidate.core)) found.set(candidate.core, candidate);
      return left >= 0 && found.size <= limits.programs;
    }
    return settingsToTry(session, variable, variables.slice(at + 1), fixed).every((setting) => {
      const before = session.defconfig();
      if (setting !== undefined) session.setAll(setting);
      const goesOn = visit(at + 1);
      session.replace(before);
      return goesOn;
    });
  };
  const start = session.defconfig();
  const isWhole = visit(0);
  session.replace(start);
  return isWhole ? [...found.values()] : undefined;
}

/** The present setting first. One that nothing can change any more needs no other. */
function settingsToTry(
  session: Session,
  { members, settings, dependsOn }: Variable,
  later: readonly Variable[],
  fixed: Readonly<Record<string, string>>,
): readonly (Variable['settings'][number] | undefined)[] {
  const isSettled = !later.some(({ name }) => dependsOn.has(name));
  if (isSettled && members.every((name) => session.get(name)?.visible === 'n')) return [undefined];
  const isPresent = (setting: Variable['settings'][number]): boolean =>
    Object.entries(setting).every(([name, value]) => session.get(name)?.value === value);
  return settings
    .filter((setting) =>
      Object.entries(setting).every(([name, value]) => (fixed[name] ?? value) === value),
    )
    .toSorted((a, b) => Number(isPresent(b)) - Number(isPresent(a)));
}
