import {
  openSession,
  parseCondition,
  type Defconfig,
  type KconfigTree,
  type Session,
} from '../kconfig/index.ts';
import type { BuildOptions, Phase } from '../options/index.ts';
import { difference, optionsOf, pricedSymbols, type Bytes, type Measurer } from '../price/index.ts';
import type { WasmRequest } from '../wasm/index.ts';
import { checkCalls } from './calls.ts';
import {
  isMade,
  Judge,
  type Candidate,
  type Judged,
  type Templating,
  type Weighed,
} from './candidate.ts';
import { climb, climbInPairs } from './climb.ts';
import { exhaust, LIMITS, type Limits } from './exhaust.ts';
import { FitError } from './fit-error.ts';
import { spaceOf } from './space.ts';
import { conditionStarts, phaseSymbol, withCalls } from './starts.ts';

/** What is looked for, and with what. */
export interface FitRequest {
  readonly tree: KconfigTree;
  readonly phase: Phase;
  /** Where the search begins, and what the result is compared with. Numbers and texts stay as they are here. */
  readonly base: Defconfig;
  /** The calls that the program imports. */
  readonly calls: readonly string[];
  /** A Kconfig expression that the configuration must satisfy. */
  readonly require?: string | undefined;
  /** Looks for the smallest malloc.wasm, made so, instead of the smallest program with malloc.js. */
  readonly wasm?: WasmRequest | undefined;
  /** Bytes of the heap that a trace gets. */
  readonly heap?: number | undefined;
  /** How many requests of the trace fail in it. */
  readonly failures?: ((options: BuildOptions) => Promise<number>) | undefined;
  readonly measurer: Measurer;
  readonly templating: Templating;
  /** Up to which size a space is searched as a whole. */
  readonly limits?: Limits;
  /** Called with the number of programs that have been weighed. */
  readonly onProgram?: (count: number) => void;
}

/** An option that the result has another value for than the base. */
export interface GivenUp {
  readonly symbol: string;
  readonly before: string;
  readonly after: string;
  /** Bytes that switching it back would add; absent if it cannot be, alone; 0 if the calls do not ask for it. */
  readonly back?: Bytes;
}

/** The smallest configuration that was found. */
export interface Fit {
  readonly phase: Phase;
  /** The assignments that it is made of. */
  readonly config: Defconfig;
  readonly options: BuildOptions;
  /** What the program imports: the calls, and what makes the heap. A malloc.wasm has all exports. */
  readonly imports: readonly string[];
  readonly bytes: Bytes;
  /** Requests of the trace that fail; 0 without one. */
  readonly failures: number;
  /** Bytes of the base, if it has the calls and satisfies the expression. */
  readonly base?: Bytes;
  readonly givenUp: readonly GivenUp[];
  /** Calls that the base has and the result has not. */
  readonly lostCalls: readonly string[];
  readonly searched: Searched;
}

/** What the answer rests on. */
export interface Searched {
  /** Whether every configuration of the space was tried, so that none is smaller. */
  readonly isWhole: boolean;
  /** Bools, tristates and choices that were varied. */
  readonly variables: number;
  readonly configurations: number;
  /** Different programs that were weighed. */
  readonly programs: number;
  /** If not all was tried: pairs of changes to the result that were weighed. */
  readonly pairs: number;
}

const NOTHING: Bytes = { raw: 0, gzip: 0, brotli: 0, staticData: 0 };

/** Switches that change at least this number of options are starts of their own. */
const BIG_CHANGE = 4;
const MOST_BIG_CHANGES = 3;

/**
 * Looks for the smallest program that imports the calls from a configuration that satisfies the expression
 * and, with a trace, serves its requests; bytes are counted after brotli. A small space is searched as a whole.
 * In a large one, options are switched one by one and in pairs, from several starts, until that makes
 * nothing smaller.
 *
 * @throws {FitError} for an unknown call, an expression that can never hold, and calls that exclude each
 * other or the expression
 * @throws ConditionError, KconfigSyntaxError for what is not an expression
 */
export async function fit(request: FitRequest): Promise<Fit> {
  const { tree, phase, base, calls, limits = LIMITS } = request;
  checkCalls(calls, request.templating.allNames);
  const condition =
    request.require === undefined ? undefined : parseCondition(request.require, tree);
  const wish = {
    phase,
    calls: [...new Set(calls)],
    condition,
    wasm: request.wasm,
    heap: request.heap,
    failures: request.failures,
  };
  const judge = new Judge(
    wish,
    request.measurer,
    request.templating,
    request.onProgram ?? (() => {}),
  );
  const session = openSession(tree, base);
  const compared = withPhase(session, phase);
  giveLength(session, request.heap);
  const ways = condition?.alternatives(session) ?? { all: [{}], isCut: false };
  const named = ways.all.flatMap((alternative) => Object.keys(alternative));
  const { variables, isWhole: hasAllVariables } = spaceOf(tree, phase, named);
  const starts = conditionStarts(session, judge, request.require ?? '');

  const whole = await searchWhole();
  let pairs = 0;
  let best: Judged | undefined = whole?.best;
  if (best === undefined) {
    const states = starts.all.map((start) =>
      attempt(() => withCalls(session, { start, base: compared }, variables, judge)),
    );
    const possible = states.filter((state): state is Candidate => !(state instanceof FitError));
    if (possible.length === 0) throw states.find((state) => state instanceof FitError);
    ({ best, pairs } = await searchFrom(possible));
  }
  return describe(best, pairs, whole !== undefined);

  /** Tries all there is. Numbers and texts are those of a start, so each start has a space of its own. */
  async function searchWhole(): Promise<{ readonly best: Judged | undefined } | undefined> {
    const hasOthers = named.some(
      (name) => !variables.some(({ members }) => members.includes(name)),
    );
    if (!hasAllVariables || ways.isCut || (hasOthers && !starts.isWhole)) return undefined;
    const fixed = { ...commonTo(ways.all), ...phaseSymbol(phase) };
    let smallest: Judged | undefined;
    for (const start of hasOthers ? starts.all : starts.all.slice(0, 1)) {
      session.replace(start);
      const found = await exhaust(session, variables, fixed, judge, limits);
      if (found === undefined) return undefined;
      const { best: other } = found;
      smallest =
        smallest && other
          ? ((await judge.better(smallest, other)) ?? smallest)
          : (other ?? smallest);
    }
    return { best: smallest };
  }

  /** Climbs from each start, and from the smallest of the large changes that the first one allows. */
  async function searchFrom(
    possible: readonly Candidate[],
  ): Promise<{ readonly best: Judged; readonly pairs: number }> {
    const begin = async (candidate: Candidate): Promise<Judged> =>
      judge.judge(await judge.weigh(candidate));
    const queue = await Promise.all(possible.map(begin));
    for (const large of await largeChanges(possible[0] as Candidate))
      queue.push(await begin(large));
    let summit = await climb(session, queue[0] as Judged, variables, judge);
    for (const start of queue.slice(1)) {
      const other = await climb(session, start, variables, judge);
      if ((await judge.better(summit.best, other.best)) !== undefined) summit = other;
    }
    for (;;) {
      const { found, pairs: tried } = await climbInPairs(session, summit, judge);
      if (found === undefined) return { best: summit.best, pairs: tried };
      summit = await climb(session, found, variables, judge);
    }
  }

  async function largeChanges(start: Candidate): Promise<readonly Candidate[]> {
    const found: Weighed[] = [];
    for (const { settings } of variables) {
      for (const setting of settings) {
        session.replace(start.config);
        if (session.setAll(setting).changed.length <= BIG_CHANGE) continue;
        const candidate = judge.look(session);
        if (!('reason' in candidate)) found.push(await judge.weigh(candidate));
      }
    }
    return found.toSorted((a, b) => a.bytes.brotli - b.bytes.brotli).slice(0, MOST_BIG_CHANGES);
  }

  async function describe(found: Judged, pairsTried: number, isWhole: boolean): Promise<Fit> {
    session.replace(compared);
    const before = judge.look(session);
    const baseOptions = optionsOf(session, phase);
    const baseBytes = 'reason' in before ? undefined : made(await judge.measure(before));
    const baseValues = valuesOf();
    session.replace(found.config);
    const values = valuesOf();
    const bytes = await judge.measure(found);
    if (!isMade(bytes))
      throw new FitError(
        `No configuration was found that has these calls and a malloc.wasm: ${judge.refusalOf(found)}`,
      );
    const { looks: configurations, programs } = judge;
    const givenUp: GivenUp[] = [];
    for (const [symbol, after] of values) {
      const was = baseValues.get(symbol) ?? after;
      if (was === after) continue;
      session.replace(found.config);
      // What the menus do not show any more is not to be decided.
      if (session.get(symbol)?.visible === 'n') continue;
      const { notTaken } = session.set(symbol, was);
      const back = notTaken === undefined ? judge.look(session) : undefined;
      const cost =
        back === undefined || 'reason' in back ? undefined : await costFrom(found, bytes, back);
      givenUp.push({ symbol, before: was, after, ...(cost && { back: cost }) });
    }
    const lost =
      'options' in baseOptions
        ? [...judge.exported(baseOptions.options)].filter((name) => !found.exported.has(name))
        : [];
    return {
      phase,
      config: found.config,
      options: found.options,
      imports: found.imports,
      bytes,
      failures: found.failures,
      ...(baseBytes !== undefined && { base: baseBytes }),
      givenUp,
      lostCalls: lost,
      searched: {
        isWhole,
        variables: variables.length,
        configurations,
        programs,
        pairs: pairsTried,
      },
    };
  }

  /** What it adds to what was found; undefined if there is no such module. */
  async function costFrom(
    found: Judged,
    bytes: Bytes,
    back: Candidate,
  ): Promise<Bytes | undefined> {
    if (back.core === found.core) return NOTHING;
    const total = made(await judge.measure(back));
    return total && difference(total, bytes);
  }

  function valuesOf(): ReadonlyMap<string, string> {
    const names = [...pricedSymbols(tree, phase), ...variables.map(({ name }) => name)];
    return new Map(
      [...new Set(names)].toSorted().map((name) => [name, session.get(name)?.value ?? '']),
    );
  }
}

function made(bytes: Bytes): Bytes | undefined {
  return isMade(bytes) ? bytes : undefined;
}

/** The session's configuration, with the phase built if that is possible. */
function withPhase(session: Session, phase: Phase): Defconfig {
  const base = session.defconfig();
  const symbols = phaseSymbol(phase);
  if (!Object.keys(symbols).every((name) => session.get(name) !== undefined)) return base;
  const plan = session.plan(symbols);
  if ('impossible' in plan) return base;
  session.setAll(plan.assignments);
  const built = session.defconfig();
  session.replace(base);
  return built;
}

/** A configuration for a heap of that length says so, where its tree allows it. */
function giveLength(session: Session, heap: number | undefined): void {
  const name = 'SYS_MALLOC_LEN';
  const wanted = `0x${(heap ?? 0).toString(16)}`;
  if (heap === undefined || session.get(name)?.type !== 'hex') return;
  if (session.check(name, wanted) === undefined) session.set(name, wanted);
}

/** What all alternatives ask for. */
function commonTo(
  alternatives: readonly Readonly<Record<string, string>>[],
): Readonly<Record<string, string>> {
  const [first = {}, ...others] = alternatives;
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) => others.every((other) => other[name] === value)),
  );
}

function attempt<T>(work: () => T): T | FitError {
  try {
    return work();
  } catch (error) {
    if (error instanceof FitError) return error;
    throw error;
  }
}
