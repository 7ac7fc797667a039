import type { Change, Row, SessionChange } from '../../../generator/kconfig/index.ts';
import type { Model } from '../model/model.ts';
import { charactersOf } from '../text/columns.ts';
import { changed, left } from './menus.ts';
import { fault, note, opened, step, type Step } from './step.ts';

type Letter = 'y' | 'm' | 'n';

/** The order in which Space goes through the values. */
const CYCLE: readonly Letter[] = ['n', 'm', 'y'];

/** Switches a bool or tristate to its next value, as Space does in mconf. */
export function toggled(model: Model, row: Row): Step {
  const present = row.kind === 'choice' ? letterOf(row) : (row.value as Letter);
  const next = [...CYCLE, ...CYCLE]
    .slice(CYCLE.indexOf(present) + 1)
    .find((letter) => row.allowed.includes(letter));
  return next === undefined || next === present ? refused(model, row) : assigned(model, row, next);
}

/** Gives a bool or tristate a value, if the user may. */
export function given(model: Model, row: Row, letter: Letter): Step {
  if (row.allowed.includes(letter) && row.isChangeable) return assigned(model, row, letter);
  if (letter === 'y' && row.isChangeable && row.allowed.includes('m')) {
    const asModule = assigned(model, row, 'm');
    return note(
      asModule.model,
      `${nameOf(row)} can be at most m: ${row.reason ?? 'what it depends on is m'}`,
    );
  }
  const lack = letter === 'm' && row.isChangeable ? moduleLack(model, row) : undefined;
  return lack === undefined ? refused(model, row) : note(model, lack);
}

/** What a row lacks that it could be m; undefined if it is neither its type nor MODULES. */
function moduleLack({ session }: Model, row: Row): string | undefined {
  const { names, modules } = session.tree;
  const declared = row.name === undefined ? row.type : names.get(row.name)?.type;
  const name = nameOf(row);
  if (declared !== 'tristate') return `${name} is a bool: only a tristate can be m`;
  const isOn = session.get(modules.name ?? '')?.value === 'y';
  if (isOn) return undefined;
  return modules.nodes.length === 0
    ? `${name} cannot be m: this tree has no modules`
    : `${name} cannot be m: that needs ${modules.name}=y`;
}

function assigned(model: Model, row: Row, letter: Letter): Step {
  if (row.kind === 'choice') return choiceAssigned(model, row, letter);
  if (row.name === undefined) return refused(model, row);
  const change = model.session.set(row.name, letter);
  const after = changed(model);
  // A list of one choice closes when the choice is made, as in mconf.
  const isChosen = row.kind === 'member' && letter === 'y';
  const siblings = new Set(row.kind === 'member' ? model.rows.map(({ name }) => name) : []);
  const others = change.changed.filter(({ name }) => name === row.name || !siblings.has(name));
  return described(isChosen ? left(after) : after, row.name, { ...change, changed: others });
}

/** Whether a choice is y, m or n: its value is the name of a member, its mark says the rest. */
function letterOf({ mark }: Row): Letter {
  if (mark.includes('*')) return 'y';
  return mark.includes('M') ? 'm' : 'n';
}

/** No line of a configuration sets a choice: those of its members do. */
function choiceAssigned(model: Model, row: Row, letter: Letter): Step {
  const members = model.session
    .rows({ menu: row.id })
    .filter(({ kind, name }) => kind === 'member' && name !== undefined);
  const chosen =
    members.find(({ name, value }) => name === row.value || value !== 'n') ??
    byPreference(model, members).find(({ name }) => isTakenAs(model, name!, letter));
  const all = letter === 'y' ? [] : members.map(({ name }) => [name!, 'n'] as const);
  const values = Object.fromEntries([
    ...all,
    ...(chosen && letter !== 'n' ? [[chosen.name!, letter]] : []),
  ]);
  if (Object.keys(values).length === 0) return refused(model, row);
  const { changed: changes } = model.session.setAll(values);
  const after = changed(model);
  return changes.length === 0 ? step(after) : note(after, `Set ${changesText(changes)}`);
}

/** The members of a choice, those that it takes by default first. */
function byPreference({ session }: Model, members: readonly Row[]): readonly Row[] {
  const choice = session.tree.names.get(members[0]?.name ?? '')?.choice;
  const byDefault = (choice?.defaults ?? []).flatMap(({ written, value }) =>
    written === undefined && value.kind === 'symbol'
      ? members.filter(({ name }) => name === value.symbol.name)
      : [],
  );
  return [...byDefault, ...members];
}

/** Whether a symbol has a value after it is given: also a member that is hidden because its choice is off. */
function isTakenAs({ session }: Model, name: string, letter: Letter): boolean {
  return session
    .changesBy({ [name]: letter })
    .some((change) => change.name === name && change.after === letter);
}

/** Takes the user's value of a row away, so that it has its default. */
export function reset(model: Model, row: Row | undefined): Step {
  const name = row && (row.kind === 'choice' ? memberOf(model, row) : row.name);
  if (row === undefined || name === undefined) return note(model, 'This row has no value');
  const change = model.session.reset(name);
  return described(changed(model), name, change);
}

/** A choice is reset through one of its members. */
function memberOf(model: Model, row: Row): string | undefined {
  return model.session.rows({ menu: row.id }).find(({ kind }) => kind === 'member')?.name;
}

export function undone(model: Model): Step {
  if (!model.session.canUndo) return note(model, 'There is nothing to undo');
  return afterTravel(model, 'Undone', -1, model.session.undo());
}

export function redone(model: Model): Step {
  if (!model.session.canRedo) return note(model, 'There is nothing to do again');
  return afterTravel(model, 'Done again', 1, model.session.redo());
}

function afterTravel(
  model: Model,
  what: string,
  steps: number,
  { changed: changes }: SessionChange,
): Step {
  const after = changed(model, steps);
  return note(after, changes.length === 0 ? what : `${what}: ${changesText(changes, undefined)}`);
}

/** Says what else a change brought about; what the row shows anyway is not repeated. */
export function described(
  model: Model,
  name: string,
  { changed: changes, notTaken }: SessionChange,
): Step {
  if (notTaken !== undefined) return fault(model, `${name}: ${notTaken}`);
  const others = changes.filter((change) => change.name !== name);
  return others.length === 0 ? step(model) : note(model, `Also: ${changesText(others, undefined)}`);
}

/** How many changes are named; the others are counted. */
const NAMED_CHANGES = 4;

/** Changes in a few words: `A=y, B=n and 3 more`. */
export function changesText(changes: readonly Change[], most = NAMED_CHANGES): string {
  const texts = changes
    .slice(0, most)
    .map(({ name, after }) => `${name}=${after === '' ? '""' : after}`);
  const more = changes.length - texts.length;
  return more > 0 ? `${texts.join(', ')} and ${more} more` : texts.join(', ');
}

/** Opens the field that edits an int, hex or string. */
export function edited(model: Model, row: Row): Step {
  const { name } = row;
  if (name === undefined) return refused(model, row);
  const { range, default: byDefault } = model.session.limits(name);
  const shownDefault = byDefault === '' ? 'empty' : byDefault;
  const notes = [
    ...(row.isChangeable ? [] : [`Hidden: ${row.reason ?? 'nothing shows it'}`]),
    ...(range ? [`Range: ${range.low} to ${range.high}`] : []),
    `Default: ${shownDefault}`,
  ];
  const text = charactersOf(row.value ?? '');
  return opened(model, {
    kind: 'field',
    title: `${row.prompt} (${name}, ${row.type})`,
    notes,
    purpose: { kind: 'value', name },
    text,
    cursor: text.length,
    fault: model.session.check(name, row.value ?? ''),
  });
}

/** Says why a row cannot be set. */
export function refused(model: Model, row: Row): Step {
  if (row.kind === 'member' && row.value === 'y')
    return note(model, `${nameOf(row)} is chosen; choose another one instead`);
  const reason = row.reason ?? (row.isChangeable ? 'it has no other value' : undefined);
  return reason === undefined
    ? note(model, 'This row has no value')
    : fault(model, `${nameOf(row)} cannot be set: ${reason}`);
}

export function isBoolean({ type }: Row): boolean {
  return type === 'bool' || type === 'tristate';
}

/** What a message calls a row. */
export function nameOf({ name, prompt }: Row): string {
  return name ?? `'${prompt}'`;
}
