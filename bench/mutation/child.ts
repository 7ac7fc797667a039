/*
 * The process that runs tests with one mutant after the other. The parent ends it when a mutant hangs.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

import type { MutationGlobals, Registry } from './globals.ts';
import type { Reply, Request } from './protocol.ts';
import { createSwitch, NO_MUTANT, type MutantSwitch } from './switch.ts';

const globals = globalThis as { MALLOCGEN_MUTATION?: MutationGlobals['MALLOCGEN_MUTATION'] };

let mutants: MutantSwitch;
let bundle: URL;
/** Builds the templates again; see bundleTemplates(). */
let templates: (() => unknown) | undefined;
/** What the parser gave without the mutant does not count. */
let isParsed = false;
/** Places that the parser runs, while those that a case runs are noted. */
let parsedSites: Uint8Array | undefined;
/** Places that the values of a random test run, while they are noted. */
let sampleSites: Uint8Array[] | undefined;
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

function parsed<T>(key: string, parse: () => T): T {
  if (isParsed) return parse();
  if (parsedSites !== undefined || !trees.has(key)) {
    const { active, activeSite, reached, limit } = mutants;
    setActive(NO_MUTANT, NO_MUTANT);
    mutants.limit = Infinity;
    const own = parsedSites ?? new Uint8Array(reached.length);
    mutants.reached = own;
    try {
      trees.set(key, parse());
    } finally {
      setActive(active, activeSite);
      mutants.reached = reached;
      mutants.limit = limit;
    }
  }
  return structuredClone(trees.get(key)) as T;
}

/** Notes what a value reaches, apart from the others; call the result when it was checked. */
function noteSample(): () => void {
  if (sampleSites === undefined) return () => {};
  const whole = mutants.reached;
  const own = new Uint8Array(whole.length);
  sampleSites.push(own);
  mutants.reached = own;
  return () => {
    for (const [site, bit] of own.entries()) if (bit === 1) whole[site] = 1;
    mutants.reached = whole;
  };
}

/** Checks values one after the other: at once if the check is no promise, as fast-check does. */
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

async function baseline(registry: Registry, index: number): Promise<void> {
  mutants.reached = new Uint8Array(mutants.reached.length);
  parsedSites = new Uint8Array(mutants.reached.length);
  sampleSites = [];
  properties = 0;
  mutants.steps = 0;
  const start = performance.now();
  let error: string | undefined;
  try {
    await registry.cases[index]?.run();
  } catch (thrown) {
    error = messageOf(thrown);
  }
  const indices = (bits: Uint8Array): number[] =>
    Array.from(bits.keys()).filter((i) => bits[i] === 1);
  send({
    kind: 'baseline',
    error,
    steps: mutants.steps,
    milliseconds: performance.now() - start,
    reached: indices(mutants.reached),
    parsed: indices(parsedSites),
    // With several random tests, it is not known which one a value belongs to.
    samples: properties === 1 ? sampleSites.map(indices) : undefined,
  });
  parsedSites = undefined;
  sampleSites = undefined;
}

async function runMutant(
  plain: Registry,
  request: Extract<Request, { kind: 'mutant' }>,
): Promise<void> {
  let registry = plain;
  isParsed = request.isParsed || request.isStatic;
  setActive(request.id, request.site);
  let running: number | undefined;
  try {
    mutants.limit = Infinity;
    if (request.isStatic) registry = await loadCases(`?${String(request.id)}`);
    for (const { index, limit, samples: chosen } of request.cases) {
      running = index;
      chosenSamples = chosen;
      send({ kind: 'running', index });
      mutants.steps = 0;
      mutants.limit = limit;
      await registry.cases[index]?.run();
      if (mutants.steps > limit) throw new Error('the mutant takes too many steps');
    }
    send({ kind: 'mutant', killedBy: undefined, message: undefined });
  } catch (error) {
    send({ kind: 'mutant', killedBy: running ?? -1, message: messageOf(error) });
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
      mutants = createSwitch(request.sites);
      bundle = pathToFileURL(request.bundle);
      if (request.templates !== undefined) {
        // oxlint-disable-next-line no-new-func
        const load = new Function(readFileSync(request.templates, 'utf8')) as () => unknown;
        templates = load;
      }
      registry = await loadCases('');
      send({ kind: 'started', cases: registry.cases.map(({ name }) => name) });
      return;
    }
    case 'baseline':
      return baseline(registry, request.index);
    case 'mutant':
      return runMutant(registry, request);
  }
}

process.on('message', (request: Request) => void handle(request));
