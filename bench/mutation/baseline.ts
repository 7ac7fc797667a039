import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import type { Reply } from './protocol.ts';
import type { Target } from './targets.ts';
import type { TestProcess } from './test-process.ts';

/** What a case does without a mutant. */
export interface Baseline {
  readonly index: number;
  readonly name: string;
  readonly steps: number;
  /** Places that the case runs, and those that the parser runs in it. */
  readonly reached: ReadonlySet<number>;
  readonly parsed: ReadonlySet<number>;
  /** Mutants that make a difference in the case, and in the parser. */
  readonly changed: ReadonlySet<number>;
  readonly changedInParser: ReadonlySet<number>;
  /** Mutants that make a difference with each value of a random test; undefined for other cases. */
  readonly samples: readonly ReadonlySet<number>[] | undefined;
}

/** What a run without a mutant reaches. */
export interface Baselines {
  readonly cases: readonly Baseline[];
  /** Mutants that make a difference while the modules are loaded. */
  readonly loaded: ReadonlySet<number>;
}

type BaselineReply = Extract<Reply, { kind: 'baseline' }>;

type StoredBaseline = Omit<BaselineReply, 'kind' | 'error'> & Pick<Baseline, 'index' | 'name'>;

interface Stored {
  readonly input: string;
  readonly loaded: readonly number[];
  readonly baselines: readonly StoredBaseline[];
}

function withSets(stored: StoredBaseline): Baseline {
  return {
    index: stored.index,
    name: stored.name,
    steps: stored.steps,
    reached: new Set(stored.reached),
    parsed: new Set(stored.parsed),
    changed: new Set(stored.changed),
    changedInParser: new Set(stored.changedInParser),
    samples: stored.samples?.map((each) => new Set(each)),
  };
}

function opened({ loaded, baselines }: Stored): Baselines {
  return { loaded: new Set(loaded), cases: baselines.map(withSets) };
}

/** The file beside that of the baselines with what the parser gave. */
export function parsedPath(path: string): string {
  return path.replace(/\.json$/, '.trees');
}

/** What is known of the same input from an earlier run. */
export function readBaselines(path: string, input: string): Baselines | undefined {
  const known = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Stored) : undefined;
  return known?.input === input ? opened(known) : undefined;
}

/** Runs each case of modules that are built to be observed, and writes what came out. */
export async function recordBaselines(
  process: TestProcess,
  path: string,
  input: string,
  {
    report,
    isCase,
    target,
  }: {
    readonly report: (line: string) => void;
    readonly isCase: (name: string) => boolean;
    readonly target: Target;
  },
): Promise<Baselines> {
  const baselines: StoredBaseline[] = [];
  const { cases, loaded } = await process.start();
  for (const [index, name] of cases.entries()) {
    if (!isCase(name)) continue;
    const reply = await process.ask({
      kind: 'baseline',
      index,
      isShallow: Object.keys(target.only).some((start) => name.startsWith(start)),
    });
    if (reply.kind !== 'baseline') throw new Error(`${name}: does not come to an end`);
    const { kind: _, error, ...rest } = reply;
    if (error === undefined) baselines.push({ index, name, ...rest });
    else report(`left out, as it fails without a mutant: ${name}: ${error}`);
  }
  await process.ask({ kind: 'store', parsed: parsedPath(path) });
  process.stop();
  const stored: Stored = { input, loaded, baselines };
  writeFileSync(path, JSON.stringify(stored));
  return opened(stored);
}
