import type { Session } from '../kconfig/index.ts';
import { byBytes, type Candidate, type Judge, type Judged, type Weighed } from './candidate.ts';
import type { Variable } from './space.ts';

type Setting = Variable['settings'][number];

/** A change of one variable. */
export interface Move {
  readonly setting: Setting;
  /** What it leads to; absent if it takes no effect, a call is missing then, or the condition fails. */
  readonly weighed: Weighed | undefined;
}

/** Where no change of one variable makes the program smaller. */
export interface Summit {
  readonly best: Judged;
  /** All changes of one variable from there. */
  readonly moves: readonly Move[];
}

/** Pairs of changes whose programs are weighed, the most promising first. */
const MOST_PAIRS = 60;
/** Changes that cost more bytes together, each alone, are not tried as a pair. */
const DEAREST_PAIR = 500;

/** Changes one variable after the other as long as that makes the program smaller. */
export async function climb(
  session: Session,
  start: Judged,
  variables: readonly Variable[],
  judge: Judge,
): Promise<Summit> {
  let best = start;
  for (;;) {
    const moves = await movesFrom(session, best, variables, judge);
    const better: { readonly setting: Setting; readonly judged: Judged }[] = [];
    for (const { setting, weighed } of moves) {
      const judged = weighed && (await judge.better(best, weighed));
      if (judged !== undefined) better.push({ setting, judged });
    }
    if (better.length === 0) return { best, moves };
    const [first, ...others] = better.toSorted(
      ({ judged: a }, { judged: b }) => a.failures - b.failures || byBytes(a, b),
    );
    best = first!.judged;
    for (const { setting } of others) best = (await tried(session, best, [setting], judge)) ?? best;
  }
}

/** Changes two variables at once. Returns what is smaller than the summit, if anything is. */
export async function climbInPairs(
  session: Session,
  { best, moves }: Summit,
  judge: Judge,
): Promise<{ readonly found: Judged | undefined; readonly pairs: number }> {
  // What changes nothing alone is left out.
  const open = moves.filter(({ weighed }) => weighed?.core !== best.core);
  const seen = new Set([best.core, ...open.flatMap(({ weighed }) => weighed?.core ?? [])]);
  const cost = ({ weighed }: Move): number =>
    weighed === undefined ? 0 : weighed.bytes.brotli - best.bytes.brotli;
  const pairs = open
    .flatMap((one, at) =>
      open.slice(at + 1).map((other) => ({ one, other, estimate: cost(one) + cost(other) })),
    )
    .filter(({ estimate }) => estimate <= DEAREST_PAIR)
    .toSorted((a, b) => a.estimate - b.estimate);
  const candidates: Candidate[] = [];
  for (const { one, other } of pairs) {
    const candidate = looked(session, best, [one.setting, other.setting], judge);
    if (candidate === undefined || seen.has(candidate.core)) continue;
    seen.add(candidate.core);
    candidates.push(candidate);
    if (candidates.length >= MOST_PAIRS) break;
  }
  const all = await Promise.all(candidates.map((candidate) => judge.weigh(candidate)));
  let found: Judged | undefined;
  for (const weighed of all) found = (await judge.better(found ?? best, weighed)) ?? found;
  return { found, pairs: candidates.length };
}

/** Every change of one variable. */
async function movesFrom(
  session: Session,
  { config }: Judged,
  variables: readonly Variable[],
  judge: Judge,
): Promise<readonly Move[]> {
  const looks: { readonly setting: Setting; readonly candidate: Candidate | undefined }[] = [];
  for (const { settings } of variables) {
    for (const setting of settings) {
      session.replace(config);
      if (Object.entries(setting).every(([name, value]) => session.get(name)?.value === value))
        continue;
      const takesEffect = session.setAll(setting).changed.length > 0;
      const candidate = takesEffect ? judge.look(session) : undefined;
      const isGood = candidate !== undefined && !('reason' in candidate);
      looks.push({ setting, candidate: isGood ? candidate : undefined });
    }
  }
  return Promise.all(
    looks.map(async ({ setting, candidate }) => ({
      setting,
      weighed: candidate && (await judge.weigh(candidate)),
    })),
  );
}

function looked(
  session: Session,
  { config }: Judged,
  settings: readonly Setting[],
  judge: Judge,
): Candidate | undefined {
  session.replace(config);
  for (const setting of settings) session.setAll(setting);
  const candidate = judge.look(session);
  return 'reason' in candidate ? undefined : candidate;
}

async function tried(
  session: Session,
  best: Judged,
  settings: readonly Setting[],
  judge: Judge,
): Promise<Judged | undefined> {
  const candidate = looked(session, best, settings, judge);
  return candidate && judge.better(best, await judge.weigh(candidate));
}
