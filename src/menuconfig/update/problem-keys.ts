import type { Key } from '../keys/key.ts';
import type { ProblemsDialog } from '../model/dialog.ts';
import { keysDialog } from '../model/key-list.ts';
import { pageRows } from '../model/layout.ts';
import type { Model } from '../model/model.ts';
import { isOpenProblem, openProblems } from '../model/open-problems.ts';
import type { Repair } from '../model/problem.ts';
import { moved, scrolled } from '../model/scroll.ts';
import { charactersOf } from '../text/columns.ts';
import { changed } from './menus.ts';
import { plannedValue } from './plans.ts';
import { closed, note, opened, replaced, step, type Step } from './step.ts';
import { undone } from './values.ts';

/** E: lists what is wrong with the configuration. */
export function listed(model: Model): Step {
  const { problems } = model;
  if (problems.length === 0) return note(model, `Nothing is wrong with ${model.file.path}`);
  const at = Math.max(
    0,
    problems.findIndex((_, index) => isOpenProblem(model, index)),
  );
  return opened(model, { kind: 'problems', at, top: 0 });
}

/** A key in the list of problems. */
export function problemKey(model: Model, dialog: ProblemsDialog, key: Key): Step {
  const count = model.problems.length;
  const shown = Math.max(1, pageRows(model) - 2);
  const at = moved(key, dialog.at, count, shown);
  if (at !== undefined) return step(selectedProblem(model, dialog, at, shown));
  const pressed = key.length === 1 ? key.toLowerCase() : key;
  if (pressed === 'esc' || pressed === 'q') return leftList(model);
  if (pressed === 'u') return reopened(model, dialog.at);
  if (pressed === 'f1' || pressed === 'k') return opened(model, keysDialog());
  if (pressed === 'a') return allRepaired(model);
  const problem = model.problems[dialog.at];
  const repair = problem?.repairs.find(
    (each) => each.key === (pressed === ' ' ? 'enter' : pressed),
  );
  if (repair === undefined || !isOpenProblem(model, dialog.at)) return step(model);
  const result = repaired(model, dialog.at, repair);
  if (result.model.dialogs.at(-1)?.kind !== 'problems') return result;
  const next = nextOpen(result.model, dialog.at);
  return step(selectedProblem(result.model, dialog, next, shown), ...result.effects);
}

function selectedProblem(model: Model, dialog: ProblemsDialog, at: number, shown: number): Model {
  return replaced(model, {
    ...dialog,
    at,
    top: scrolled(dialog.top, at, model.problems.length, shown),
  });
}

function nextOpen(model: Model, at: number): number {
  const indices = model.problems.map((_, index) => index);
  const isOpen = (index: number): boolean => isOpenProblem(model, index);
  return indices.slice(at).find(isOpen) ?? indices.find(isOpen) ?? at;
}

function leftList(model: Model): Step {
  const { length } = openProblems(model);
  if (length === 0) return step(closed(model));
  return note(
    closed(model),
    `${length} ${length === 1 ? 'problem is' : 'problems are'} left; E lists them`,
  );
}

function repaired(model: Model, index: number, { change, label }: Repair): Step {
  switch (change.kind) {
    case 'set':
      model.session.setAll(change.values);
      return step(handled(changed(model), index, label));
    case 'edit': {
      const { name, text } = change;
      const { range, default: byDefault } = model.session.limits(name);
      const characters = charactersOf(text);
      return opened(model, {
        kind: 'field',
        title: name,
        notes: [
          ...(range ? [`Range: ${range.low} to ${range.high}`] : []),
          `Default: ${byDefault === '' ? 'empty' : byDefault}`,
        ],
        purpose: { kind: 'value', name, problem: index },
        text: characters,
        cursor: characters.length,
        fault: model.session.check(name, text),
      });
    }
    case 'plan':
      return plannedValue(model, change.name, change.value, index);
    case 'drop': {
      const { name } = change;
      const symbol = name === undefined ? undefined : model.session.tree.names.get(name);
      // The lines of a choice belong together, and the one that has no effect is not missed.
      if (symbol === undefined || symbol.nodes.length === 0 || symbol.choice || symbol.isChoice) {
        return step(handled(model, index, label));
      }
      model.session.reset(name!);
      return step(handled(changed(model), index, label));
    }
    case 'keep':
      return step(handled(model, index, label));
  }
}

/** Notes what was done about a problem. */
export function handled(model: Model, index: number, label: string): Model {
  const all = new Map(model.handled).set(index, { label, depth: model.depth });
  return { ...model, handled: all };
}

/** U: takes back what was done about a problem, or the last change. */
function reopened(model: Model, index: number): Step {
  const done = model.handled.get(index);
  if (done === undefined || done.depth > model.depth) return undone(model);
  const isSet = model.problems[index]?.repairs.some(
    ({ label, change }) => label === done.label && change.kind === 'keep',
  );
  const isLast = done.depth === model.depth;
  if (
    isSet !== true &&
    isLast &&
    model.session.canUndo &&
    changesSession(model, index, done.label)
  ) {
    return undone(model);
  }
  const all = new Map(model.handled);
  all.delete(index);
  return step({ ...model, handled: all });
}

function changesSession({ problems, session }: Model, index: number, label: string): boolean {
  const change = problems[index]?.repairs.find((each) => each.label === label)?.change;
  if (change === undefined || change.kind === 'keep') return false;
  if (change.kind !== 'drop') return true;
  const symbol = change.name === undefined ? undefined : session.tree.names.get(change.name);
  return symbol !== undefined && symbol.nodes.length > 0 && !symbol.choice && !symbol.isChoice;
}

/** A: does what needs no decision. Nothing is dropped. */
function allRepaired(model: Model): Step {
  let result = model;
  let count = 0;
  model.problems.forEach(({ repairs: [first] }, index) => {
    if (!first || first.key !== 'enter' || !isOpenProblem(result, index)) return;
    if (first.change.kind !== 'set' && first.change.kind !== 'keep') return;
    result = repaired(result, index, first).model;
    count += 1;
  });
  return note(result, count === 0 ? 'Each of these needs a decision' : `${count} repaired`);
}
