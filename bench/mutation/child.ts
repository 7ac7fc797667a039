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
/** Builds the templates anew; see bundleTemplates(). */
let templates: (() => unknown) | undefined;
/** What the parser gave without the mutant does not count. */
let isParsed = false;
/** Places that the parser runs, while those that a case runs are noted. */
let parsedSites: Uint8Array | undefined;
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
  });
  parsedSites = undefined;
}

async function runMutant(
  plain: Registry,
  request: Extract<Request, { kind: 'mutant' }>,
): Promise<void> {
  let registry = plain;
  isParsed = request.isParsed || request.isStatic;
  setActive(request.id, request.site);
  let current: number | undefined;
  try {
    mutants.limit = Infinity;
    if (request.isStatic) registry = await loadCases(`?${String(request.id)}`);
    for (const { index, limit } of request.cases) {
      current = index;
      send({ kind: 'running', index });
      mutants.steps = 0;
      mutants.limit = limit;
      await registry.cases[index]?.run();
      if (mutants.steps > limit) throw new Error('the mutant takes too many steps');
    }
    send({ kind: 'mutant', killedBy: undefined, message: undefined });
  } catch (error) {
    send({ kind: 'mutant', killedBy: current ?? -1, message: messageOf(error) });
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
