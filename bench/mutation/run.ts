import { join } from 'node:path';

import { Project } from 'ts-morph';

import {
  parsedPath,
  readBaselines,
  recordBaselines,
  type Baseline,
  type Baselines,
} from './baseline.ts';
import { bundleTemplates, bundleTests, type BundleInput } from './bundle.ts';
import { CaseChooser } from './cases.ts';
import { digestOf, filesOf, modulesOf, testsOf } from './files.ts';
import { numberMutants, type NumberedMutant } from './mutant.ts';
import { mutantsOf } from './operators.ts';
import { Purity } from './purity.ts';
import type { CaseRequest, Request } from './protocol.ts';
import { ResultFile, type Result } from './results.ts';
import { NO_MUTANT } from './switch.ts';
import type { Target } from './targets.ts';
import { TestProcess } from './test-process.ts';

type StartRequest = Extract<Request, { kind: 'start' }>;

/** Cases that noticed a mutant of the same function run first. */
const REMEMBERED_CASES = 8;

export interface RunOptions {
  readonly root: string;
  readonly target: Target;
  /** Folder for the bundles and results. */
  readonly out: string;
  /** Runs those whose key this takes. */
  readonly chosen: (mutant: NumberedMutant) => boolean;
  /** Runs the cases whose name this takes. */
  readonly isCase: (name: string) => boolean;
  /** Tells runs of other cases apart. */
  readonly casesKey: string;
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

/** The mutants of a target, in the order in which they run. */
export function readMutants(root: string, target: Target): readonly NumberedMutant[] {
  const project = new Project({
    tsConfigFilePath: join(root, target.isTemplates ? 'templates/tsconfig.json' : 'tsconfig.json'),
    skipAddingFilesFromTsConfig: true,
  });
  const files = modulesOf(root, target);
  for (const file of files) project.addSourceFileAtPath(join(root, file));
  const program = project.getProgram().compilerObject;
  const types = program.getTypeChecker();
  const purity = new Purity(
    program.getSourceFiles().filter(({ isDeclarationFile }) => !isDeclarationFile),
    types,
  );
  return numberMutants(
    files.map((file) => ({
      file,
      mutants: mutantsOf(
        project.getSourceFileOrThrow(join(root, file)).compilerNode,
        types,
        purity,
      ),
    })),
  );
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
  const { killedBy, milliseconds } = reply;
  if (killedBy === undefined) return { key, outcome: 'survived', milliseconds };
  const message = reply.message ?? '';
  return { key, outcome: 'killed', by: nameOf(killedBy), message, milliseconds };
}

/**
 * Functions may run while the modules are loaded, to make tables. Mutants that make a difference there alone
 * need the modules to be loaded again.
 */
function withLoaded(
  mutants: readonly NumberedMutant[],
  loaded: ReadonlySet<number>,
  cases: readonly Baseline[],
): readonly NumberedMutant[] {
  const inCases = ({ id }: NumberedMutant): boolean =>
    cases.some(({ changed, changedInParser }) => changed.has(id) || changedInParser.has(id));
  return mutants.map((mutant) =>
    mutant.isStatic || !loaded.has(mutant.id) || inCases(mutant)
      ? mutant
      : { ...mutant, isStatic: true },
  );
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

  const digest =
    digestOf(root, [
      ...modulesOf(root, target),
      ...target.tests.flatMap((path) => filesOf(root, path)),
    ]) + options.casesKey;
  const file = new ResultFile(join(out, `${target.name}.jsonl`), digest, options.keepKilled);
  const chosen = mutants.filter(options.chosen);
  const open = chosen.filter(({ key }) => file.get(key) === undefined);
  let done = chosen.length - open.length;
  options.report(
    `${String(mutants.length)} mutants, ${String(chosen.length)} chosen, ${String(done)} known from before`,
  );

  const baselinePath = join(out, `${target.name}.baseline.json`);
  const prepare = async (
    mode: BundleInput['mode'],
    observed: StartRequest['observed'],
  ): Promise<() => TestProcess> => {
    const input: BundleInput = { root, target, tests, mutants: byFile, mode };
    await bundleTests(input, bundle);
    if (templates !== undefined) await bundleTemplates(input, templates);
    const parsed = mode === 'mutate' ? parsedPath(baselinePath) : undefined;
    const start: StartRequest = { kind: 'start', bundle, templates, parsed, observed };
    return () => new TestProcess(join(import.meta.dirname, 'child.js'), start);
  };
  const readOrRecord = async (): Promise<Baselines> => {
    const known = readBaselines(baselinePath, digest);
    if (known !== undefined) return known;
    const sites = 1 + Math.max(0, ...mutants.map(({ site }) => site));
    const unprobed = new Set(target.unprobed.map((path) => `${target.folder}/${path}`));
    const create = await prepare('observe', {
      sites,
      mutants: mutants.length,
      unprobed: mutants.filter((each) => unprobed.has(each.file)).map(({ site }) => site),
    });
    return recordBaselines(create(), baselinePath, digest, options);
  };
  if (open.length === 0)
    return { mutants, results: chosen.flatMap(({ key }) => file.get(key) ?? []) };

  const { cases: baselines, loaded } = await readOrRecord();
  const create = await prepare('mutate', undefined);
  const processes = Array.from({ length: options.jobs }, create);
  try {
    const atLoad = withLoaded(mutants, loaded, baselines);
    const chooser = new CaseChooser(baselines, target, atLoad);
    const killers = new Map<string, number[]>();

    /** Cases that have killed a mutant, and pass without one in the modules that have mutants. */
    const sound = new Set<number>();
    const isSound = async (process: TestProcess, request: CaseRequest): Promise<boolean> => {
      if (sound.has(request.index)) return true;
      const reply = await process.ask({
        kind: 'mutant',
        id: NO_MUTANT,
        site: NO_MUTANT,
        isStatic: false,
        cases: [request],
      });
      const passes = reply.kind === 'mutant' && reply.killedBy === undefined;
      if (passes) sound.add(request.index);
      return passes;
    };

    const runOne = async (process: TestProcess, mutant: NumberedMutant): Promise<Result> => {
      const place = `${mutant.file} ${mutant.where}`;
      const { requests, isReached } = chooser.casesFor(mutant);
      if (requests.length === 0)
        return { key: mutant.key, outcome: isReached ? 'same' : 'unreached' };
      const likely = killers.get(place) ?? [];
      const rank = ({ index }: CaseRequest): number => likely.indexOf(index) + 1 || Infinity;
      const reply = await process.ask({
        kind: 'mutant',
        id: mutant.id,
        site: mutant.site,
        isStatic: mutant.isStatic && !target.isTemplates,
        cases: requests.toSorted((a, b) => Math.sign(rank(a) - rank(b)) || 0),
      });
      const killer = requests.find(
        ({ index }) => reply.kind === 'mutant' && index === reply.killedBy,
      );
      if (killer !== undefined && !(await isSound(process, killer))) {
        const { name } = baselines.find(({ index }) => index === killer.index) as Baseline;
        options.report(`left out, as it fails without a mutant: ${name}`);
        chooser.leaveOut(killer.index);
        return runOne(process, mutant);
      }
      if (reply.kind === 'mutant' && reply.killedBy !== undefined)
        killers.set(
          place,
          [reply.killedBy, ...likely.filter((index) => index !== reply.killedBy)].slice(
            0,
            REMEMBERED_CASES,
          ),
        );
      return resultOf(mutant, reply, baselines);
    };

    const isOpen = new Set(open.map(({ id }) => id));
    const queue = atLoad.filter(({ id }) => isOpen.has(id)).values();
    await Promise.all(
      processes.map(async (process) => {
        for (const mutant of queue) {
          file.add(await runOne(process, mutant));
          done += 1;
          options.progress(done, chosen.length);
        }
      }),
    );
  } finally {
    for (const process of processes) process.stop();
  }
  return { mutants, results: chosen.flatMap(({ key }) => file.get(key) ?? []) };
}
