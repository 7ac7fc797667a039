import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Project } from 'ts-morph';

import { bundleTemplates, bundleTests, type BundleInput } from './bundle.ts';
import { digestOf, filesOf, modulesOf, testsOf } from './files.ts';
import { numberMutants, type NumberedMutant } from './mutant.ts';
import { mutantsOf } from './operators.ts';
import type { Reply, Request } from './protocol.ts';
import { ResultFile, type Result } from './results.ts';
import type { Target } from './targets.ts';
import { TestProcess } from './test-process.ts';

/** With a mutant, a case may take up to this factor more steps, and a few extra. */
const STEPS_FACTOR = 20;
const STEPS_MORE = 200_000;

/** Cases that noticed a mutant of the same function run first. */
const REMEMBERED_CASES = 8;

export interface RunOptions {
  readonly root: string;
  readonly target: Target;
  /** Folder for the bundles and results. */
  readonly out: string;
  /** Runs those whose key this takes. */
  readonly chosen: (mutant: NumberedMutant) => boolean;
  readonly jobs: number;
  /** Takes what was killed in the run before for killed, whatever has changed. */
  readonly keepKilled: boolean;
  readonly report: (line: string) => void;
  /** Called with the number of results so far, and of all that there will be. */
  readonly progress: (done: number, all: number) => void;
}

export interface MutationRun {
  readonly mutants: readonly NumberedMutant[];
  /** Of the mutants that were chosen. */
  readonly results: readonly Result[];
}

/** What a case does without a mutant. */
interface Baseline {
  readonly index: number;
  readonly name: string;
  readonly steps: number;
  readonly reached: ReadonlySet<number>;
  readonly parsed: ReadonlySet<number>;
  /** What each value of a random test reaches; undefined for other cases. */
  readonly samples: readonly ReadonlySet<number>[] | undefined;
}

interface StoredBaseline extends Pick<Baseline, 'index' | 'name' | 'steps'> {
  readonly reached: readonly number[];
  readonly parsed: readonly number[];
  readonly samples: readonly (readonly number[])[] | undefined;
}

interface Stored {
  readonly input: string;
  readonly baselines: readonly StoredBaseline[];
}

/** The mutants of a target, in the order in which they run. */
export function readMutants(root: string, target: Target): readonly NumberedMutant[] {
  const project = new Project({
    tsConfigFilePath: join(root, target.isTemplates ? 'templates/tsconfig.json' : 'tsconfig.json'),
    skipAddingFilesFromTsConfig: true,
  });
  const files = modulesOf(root, target);
  for (const file of files) project.addSourceFileAtPath(join(root, file));
  const types = project.getTypeChecker().compilerObject;
  return numberMutants(
    files.map((file) => ({
      file,
      mutants: mutantsOf(project.getSourceFileOrThrow(join(root, file)).compilerNode, types),
    })),
  );
}

/** Runs each case without a mutant, or takes what is known of the same input. */
async function readBaselines(
  process: TestProcess,
  path: string,
  input: string,
  report: (line: string) => void,
): Promise<readonly Baseline[]> {
  const known = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Stored) : undefined;
  if (known?.input === input) return known.baselines.map(withSets);
  const baselines: StoredBaseline[] = [];
  for (const [index, name] of (await process.start()).entries()) {
    const reply = await process.ask({ kind: 'baseline', index });
    if (reply.kind !== 'baseline') throw new Error(`${name}: does not come to an end`);
    if (reply.error !== undefined) {
      report(`left out, as it fails without a mutant: ${name}: ${reply.error}`);
      continue;
    }
    const { steps, reached, parsed, samples } = reply;
    baselines.push({ index, name, steps, reached, parsed, samples });
  }
  writeFileSync(path, JSON.stringify({ input, baselines } satisfies Stored));
  return baselines.map(withSets);
}

function withSets({ reached, parsed, samples, ...rest }: StoredBaseline): Baseline {
  return {
    ...rest,
    reached: new Set(reached),
    parsed: new Set(parsed),
    samples: samples?.map((sites) => new Set(sites)),
  };
}

/** The values of a random test that run the mutant; undefined where that is not known. */
function samplesFor(
  { samples, parsed }: Baseline,
  { site, isStatic }: NumberedMutant,
): readonly number[] | undefined {
  if (samples === undefined || isStatic || parsed.has(site)) return undefined;
  return [...samples.keys()].filter((i) => samples[i]?.has(site) === true);
}

/** The cases that may notice a mutant, those that do least first. */
function casesFor(
  mutant: NumberedMutant,
  baselines: readonly Baseline[],
  target: Target,
  sitesOfFile: ReadonlySet<number>,
): readonly Baseline[] {
  const slow = Object.entries(target.only).filter(
    ([, folder]) => !mutant.file.startsWith(`${target.folder}/${folder}/`),
  );
  const runs = ({ reached, parsed }: Baseline): boolean => {
    if (!mutant.isStatic || target.isTemplates)
      return reached.has(mutant.site) || parsed.has(mutant.site);
    // Tables are read by the code beside them, or by that of other modules.
    for (const site of sitesOfFile) if (reached.has(site) || parsed.has(site)) return true;
    return sitesOfFile.size === 0;
  };
  return baselines
    .filter((each) => !slow.some(([file]) => each.name.startsWith(file)) && runs(each))
    .toSorted((a, b) => a.steps - b.steps || a.index - b.index);
}

/** Mutants by the sites of their files that are no tables. */
function dynamicSites(
  mutants: readonly NumberedMutant[],
): ReadonlyMap<string, ReadonlySet<number>> {
  const sites = new Map<string, Set<number>>();
  for (const { file, site, isStatic } of mutants) {
    const known = sites.get(file) ?? new Set();
    if (!isStatic) known.add(site);
    sites.set(file, known);
  }
  return sites;
}

function resultOf(
  { key }: NumberedMutant,
  reply: Awaited<ReturnType<TestProcess['ask']>>,
  baselines: readonly Baseline[],
): Result {
  const nameOf = (index: number | undefined): string =>
    baselines.find((each) => each.index === index)?.name ?? 'loading';
  if (reply.kind === 'hung')
    return { key, outcome: 'timeout', by: nameOf(reply.index), message: reply.reason };
  if (reply.kind !== 'mutant') throw new Error(`${key}: the answer is ${reply.kind}`);
  if (reply.killedBy === undefined) return { key, outcome: 'survived' };
  return { key, outcome: 'killed', by: nameOf(reply.killedBy), message: reply.message ?? '' };
}

/** Runs the tests with each mutant that is chosen, or takes the result from the last run. */
export async function runMutants(options: RunOptions): Promise<MutationRun> {
  const { root, target, out } = options;
  const mutants = readMutants(root, target);
  const byFile = new Map<string, NumberedMutant[]>();
  for (const mutant of mutants) {
    const known = byFile.get(mutant.file);
    if (known === undefined) byFile.set(mutant.file, [mutant]);
    else known.push(mutant);
  }
  const tests = testsOf(root, target);
  const bundle = join(out, `${target.name}.bundle.mjs`);
  const templates = target.isTemplates ? join(out, `${target.name}.templates.js`) : undefined;
  const input: BundleInput = { root, target, tests, mutants: byFile };
  await bundleTests(input, bundle);
  if (templates !== undefined) await bundleTemplates(input, templates);

  const digest = digestOf(root, [
    ...modulesOf(root, target),
    ...target.tests.flatMap((path) => filesOf(root, path)),
  ]);
  const file = new ResultFile(join(out, `${target.name}.jsonl`), digest, options.keepKilled);
  const chosen = mutants.filter(options.chosen);
  const open = chosen.filter(({ key }) => file.get(key) === undefined);
  let done = chosen.length - open.length;
  options.report(
    `${String(mutants.length)} mutants, ${String(chosen.length)} chosen, ${String(done)} known from before`,
  );

  const start: Extract<Request, { kind: 'start' }> = {
    kind: 'start',
    bundle,
    templates,
    sites: Math.max(0, ...mutants.map(({ site }) => site + 1)),
  };
  const script = join(import.meta.dirname, 'child.js');
  const processes = Array.from({ length: options.jobs }, () => new TestProcess(script, start));
  try {
    if (open.length > 0) {
      const [first] = processes as [TestProcess];
      const path = join(out, `${target.name}.baseline.json`);
      const baselines = await readBaselines(first, path, digest, options.report);
      const sites = dynamicSites(mutants);
      const killers = new Map<string, number[]>();

      const runOne = async (process: TestProcess, mutant: NumberedMutant): Promise<Result> => {
        const place = `${mutant.file} ${mutant.where}`;
        const cases = casesFor(mutant, baselines, target, sites.get(mutant.file) ?? new Set());
        if (cases.length === 0) return { key: mutant.key, outcome: 'unreached' };
        const likely = killers.get(place) ?? [];
        const rank = ({ index }: Baseline): number => likely.indexOf(index) + 1 || Infinity;
        const ordered = cases.toSorted((a, b) => Math.sign(rank(a) - rank(b)) || 0);
        const isParsed = cases.some(({ parsed }) => parsed.has(mutant.site));
        const reply: Reply | { kind: 'hung' } = await process.ask({
          kind: 'mutant',
          id: mutant.id,
          site: mutant.site,
          isStatic: mutant.isStatic && !target.isTemplates,
          isParsed,
          cases: ordered.map((each) => ({
            index: each.index,
            limit: each.steps * STEPS_FACTOR + STEPS_MORE,
            samples: samplesFor(each, mutant),
          })),
        });
        if (reply.kind === 'mutant' && reply.killedBy !== undefined)
          killers.set(
            place,
            [reply.killedBy, ...likely.filter((index) => index !== reply.killedBy)].slice(
              0,
              REMEMBERED_CASES,
            ),
          );
        return resultOf(mutant, reply as never, baselines);
      };

      const queue = open.values();
      await Promise.all(
        processes.map(async (process) => {
          for (const mutant of queue) {
            file.add(await runOne(process, mutant));
            done += 1;
            options.progress(done, chosen.length);
          }
        }),
      );
    }
  } finally {
    for (const process of processes) process.stop();
  }
  return { mutants, results: chosen.flatMap(({ key }) => file.get(key) ?? []) };
}
