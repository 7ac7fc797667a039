/*
 * The process that runs tests with one mutant after the other. The parent ends it when a mutant hangs.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { deserialize, serialize } from 'node:v8';

import type { MutationGlobals, Registry } from './globals.ts';
import type { Reply, Request } from './protocol.ts';
import {
  createObserver,
  createSwitch,
  newCoverage,
  NO_MUTANT,
  type Coverage,
  type MutantSwitch,
  type Observer,
} from './switch.ts';

const globals = globalThis as { MALLOCGEN_MUTATION?: MutationGlobals['MALLOCGEN_MUTATION'] };

const mutants: MutantSwitch = createSwitch();
let observer: Observer | undefined;
/** Of nothing. */
let emptyCoverage: () => Coverage = () => newCoverage(0, 0);
let bundle: URL;
/** Builds the templates again; see bundleTemplates(). */
let templates: (() => unknown) | undefined;
/** What the parser gave without the mutant does not count. */
let isParsed = false;
/** What the parser reaches, while what a case reaches is noted. */
let ofParser: Coverage | undefined;
/** What the values of a random test reach, while it is noted. */
let ofSamples: Coverage[] | undefined;
/** The values that are run. */
let chosenSamples: readonly number[] | undefined;
/** How many random tests the case at hand has had so far. */
let properties = 0;
const kept = new Map<string, unknown>();
const trees = new Map<string, unknown>();

function send(reply: Reply): void {
  process.send?.(reply);
}

function setActive(id: number, site: number): void {
  mutants.active = id;
  mutants.activeSite = site;
}

/** Notes what is reached from here on in `coverage`; call the result to go on as before. */
function noteIn(coverage: Coverage | undefined): () => void {
  if (observer === undefined || coverage === undefined) return () => {};
  const watched = observer;
  const before = watched.coverage;
  watched.coverage = coverage;
  return () => {
    watched.coverage = before;
  };
}

function parsed<T>(key: string, parse: () => T): T {
  if (isParsed) return parse();
  if (ofParser !== undefined || !trees.has(key)) {
    const { active, activeSite, limit } = mutants;
    setActive(NO_MUTANT, NO_MUTANT);
    mutants.limit = Infinity;
    const noted = noteIn(ofParser);
    try {
      trees.set(key, parse());
    } finally {
      setActive(active, activeSite);
      mutants.limit = limit;
      noted();
    }
  }
  return structuredClone(trees.get(key)) as T;
}

/** Notes what a value reaches, apart from the others; call the result when it was checked. */
function noteSample(): () => void {
  if (ofSamples === undefined || observer === undefined) return () => {};
  const whole = observer.coverage;
  const own = emptyCoverage();
  ofSamples.push(own);
  const noted = noteIn(own);
  return () => {
    for (const [i, bit] of own.sites.entries()) if (bit === 1) whole.sites[i] = 1;
    for (const [i, bit] of own.mutants.entries()) if (bit === 1) whole.mutants[i] = 1;
    noted();
  };
}

/** Checks values one after the other: at once if the check is not a promise, as fast-check does. */
function checkSamples<T>(make: () => readonly T[], check: (value: T) => unknown): unknown {
  const values = make();
  properties += 1;
  const chosen = [...values.keys()].filter((i) => chosenSamples?.includes(i) ?? true);
  const checkFrom = (from: number): unknown => {
    for (let at = from; at < chosen.length; at += 1) {
      const noted = noteSample();
      const result = check(values[chosen[at] as number] as T);
      if (result instanceof Promise) {
        return result.then(() => {
          noted();
          return checkFrom(at + 1);
        });
      }
      noted();
    }
    return undefined;
  };
  return checkFrom(0);
}

async function loadCases(query: string): Promise<Registry> {
  const registry: Registry = { suites: [], cases: [] };
  globals.MALLOCGEN_MUTATION = {
    mutants,
    observer,
    registry,
    memory: {
      keep<T>(key: string, compute: () => T): T {
        if (!kept.has(key)) kept.set(key, compute());
        return kept.get(key) as T;
      },
      parsed,
      samples: checkSamples,
    },
    templates: () => templates?.(),
  };
  await import(`${bundle.href}${query}`);
  return registry;
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/\u001B\[\d+m/g, '').slice(0, 300);
}

function indicesOf(bits: Uint8Array): number[] {
  return Array.from(bits.keys()).filter((i) => bits[i] === 1);
}

async function baseline(
  registry: Registry,
  { index, isShallow }: Extract<Request, { kind: 'baseline' }>,
): Promise<void> {
  if (observer === undefined) throw new Error('the modules are not built to be observed');
  const own = emptyCoverage();
  observer.coverage = own;
  observer.isShallow = isShallow;
  ofParser = emptyCoverage();
  ofSamples = [];
  properties = 0;
  mutants.steps = 0;
  let error: string | undefined;
  try {
    await registry.cases[index]?.run();
  } catch (thrown) {
    error = messageOf(thrown);
  }
  send({
    kind: 'baseline',
    error,
    steps: mutants.steps,
    reached: indicesOf(own.sites),
    parsed: indicesOf(ofParser.sites),
    changed: indicesOf(own.mutants),
    changedInParser: indicesOf(ofParser.mutants),
    // With several random tests, it is not known which one a value belongs to.
    samples: properties === 1 ? ofSamples.map((each) => indicesOf(each.mutants)) : undefined,
  });
  ofParser = undefined;
  ofSamples = undefined;
}

async function runMutant(
  plain: Registry,
  request: Extract<Request, { kind: 'mutant' }>,
): Promise<void> {
  let registry = plain;
  setActive(request.id, request.site);
  let running: number | undefined;
  const start = process.cpuUsage();
  const milliseconds = (): number => {
    const { user, system } = process.cpuUsage(start);
    return Math.round((user + system) / 1000);
  };
  try {
    mutants.limit = Infinity;
    if (request.isStatic) registry = await loadCases(`?${String(request.id)}`);
    for (const { index, limit, samples: chosen, isParsed: parses } of request.cases) {
      isParsed = parses;
      running = index;
      chosenSamples = chosen;
      send({ kind: 'running', index });
      mutants.steps = 0;
      mutants.limit = limit;
      await registry.cases[index]?.run();
      if (mutants.steps > limit) throw new Error('the mutant takes too many steps');
    }
    send({
      kind: 'mutant',
      milliseconds: milliseconds(),
      killedBy: undefined,
      message: undefined,
    });
  } catch (error) {
    send({
      kind: 'mutant',
      milliseconds: milliseconds(),
      killedBy: running ?? -1,
      message: messageOf(error),
    });
  } finally {
    mutants.limit = Infinity;
    isParsed = false;
    setActive(NO_MUTANT, NO_MUTANT);
  }
}

let registry: Registry;

async function handle(request: Request): Promise<void> {
  switch (request.kind) {
    case 'start': {
      if (request.observed !== undefined) {
        const { sites, mutants: count, unprobed } = request.observed;
        emptyCoverage = () => newCoverage(sites, count);
        observer = createObserver(mutants, emptyCoverage(), new Set(unprobed));
      }
      if (request.parsed !== undefined) {
        const stored = deserialize(readFileSync(request.parsed)) as ReadonlyMap<string, unknown>;
        for (const [key, tree] of stored) trees.set(key, tree);
      }
      bundle = pathToFileURL(request.bundle);
      if (request.templates !== undefined) {
        // oxlint-disable-next-line no-new-func
        const load = new Function(readFileSync(request.templates, 'utf8')) as () => unknown;
        templates = load;
      }
      registry = await loadCases('');
      send({
        kind: 'started',
        cases: registry.cases.map(({ name }) => name),
        loaded: observer === undefined ? [] : indicesOf(observer.coverage.mutants),
      });
      return;
    }
    case 'store':
      writeFileSync(request.parsed, serialize(trees));
      send({ kind: 'stored' });
      return;
    case 'baseline':
      return baseline(registry, request);
    case 'mutant':
      return runMutant(registry, request);
  }
}

process.on('message', (request: Request) => void handle(request));
