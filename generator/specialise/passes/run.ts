import type { PassEvent, Stage } from '../pass-event.ts';
import type { ConstantFolder } from '../fold/constant-folder.ts';
import type { Computation } from '../memo/memo.ts';
import { mapDeclarations, sameDeclarations, type Program } from '../program.ts';
import { observed, rewrite } from '../rewrite.ts';
import type { Session } from '../session.ts';
import type { Declaration } from '../syntax/declaration.ts';
import { changesOf } from './changes.ts';
import type { Pass, Step, Walk } from './pass.ts';

/** More rounds than a program can need: each removes something. */
const MAX_ROUNDS = 100;

/** Runs the steps of a stage in order. */
export function runSteps(
  steps: readonly Step[],
  start: Program,
  stage: Stage,
  session: Session,
): Program {
  let program = start;
  for (const step of steps) {
    if ('rounds' in step) program = runRounds(step.rounds, program, stage, session);
    else if ('walk' in step) program = runWalk(step, program, stage, session);
    else program = runPass(step, program, stage, undefined, session);
  }
  return program;
}

function runPass(
  pass: Pass,
  program: Program,
  stage: Stage,
  round: number | undefined,
  session: Session,
): Program {
  const after = pass.run(program, session);
  report({ stage, round, rules: [pass.name], before: program, after }, session);
  return after;
}

const walks = new WeakMap<Walk, Computation<Declaration, ConstantFolder, Declaration>>();

/** The walk over one declaration. */
function walkOf(walk: Walk): Computation<Declaration, ConstantFolder, Declaration> {
  const known = walks.get(walk);
  if (known !== undefined) return known;
  const computation: Computation<Declaration, ConstantFolder, Declaration> = {
    name: walk.walk.map(({ name }) => name).join(', '),
    compute: (declaration, fold) =>
      rewrite(
        declaration,
        walk.walk.map(({ rewriting }) => rewriting(fold)),
      ),
  };
  walks.set(walk, computation);
  return computation;
}

function runWalk(step: Walk, program: Program, stage: Stage, session: Session): Program {
  const fold = session.folderOf(program);
  if (session.onPass === undefined) {
    const computation = walkOf(step);
    return mapDeclarations(program, (node) => session.memo.run(computation, node, fold));
  }
  const rules = step.walk;
  const changing = new Set<string>();
  const rewritings = rules.map(({ name, rewriting }) =>
    observed(rewriting(fold), () => changing.add(name)),
  );
  const after = mapDeclarations(program, (node) => rewrite(node, rewritings));
  const names = rules.map(({ name }) => name).filter((name) => changing.has(name));
  report({ stage, round: undefined, rules: names, before: program, after }, session);
  return after;
}

function report(event: PassEvent & { readonly before: Program }, { onPass }: Session): void {
  const { before, after } = event;
  const isSame = sameDeclarations(before, after) && before.aliases === after.aliases;
  if (onPass !== undefined && !isSame) onPass(event);
}

/**
 * Repeats passes until a round changes nothing.
 * @param limit number of rounds
 * @throws Error if the last of them still changes something: passes undo each other's work
 */
export function runRounds(
  passes: readonly Pass[],
  start: Program,
  stage: Stage,
  session: Session,
  limit: number = MAX_ROUNDS,
): Program {
  let program = start;
  for (let round = 1; round <= limit; round += 1) {
    const before = program;
    const changes: string[] = [];
    for (const pass of passes) {
      const after = runPass(pass, program, stage, round, session);
      if (round === limit && !sameDeclarations(program, after))
        changes.push(`${pass.name} still changes ${namesOf(program, after)}`);
      program = after;
    }
    if (sameDeclarations(program, before)) return program;
    if (round === limit) {
      throw new Error(
        `specialisation does not come to an end: in round ${round} of ${stage}, ${changes.join('; ')}. ` +
          'See what each pass does with `mallocgen --trace-passes DIR`.',
      );
    }
  }
  return program;
}

function namesOf(before: Program, after: Program): string {
  const { added, changed, removed } = changesOf(before, after);
  const names = [...changed, ...added, ...removed].map(({ name }) => name);
  return names.join(', ') || 'the order of declarations';
}
