import type { AfterWrite, Format } from '../model/document.ts';
import type { Agreed, FieldDialog } from '../model/dialog.ts';
import { isChanged } from '../model/is-changed.ts';
import type { Model } from '../model/model.ts';
import { openProblems } from '../model/open-problems.ts';
import type { Problem } from '../model/problem.ts';
import { problemSentence } from '../model/problem-sentence.ts';
import { charactersOf } from '../text/columns.ts';
import { opened, step, type Step } from './step.ts';

/** The text that the session gives in a format. */
export function textOf({ session }: Pick<Model, 'session'>, format: Format): string {
  return format === 'full' ? session.save() : session.saveMinimal();
}

function field(purpose: FieldDialog['purpose'], title: string, text: string): FieldDialog {
  const characters = charactersOf(text);
  return {
    kind: 'field',
    title,
    notes: [],
    purpose,
    text: characters,
    cursor: characters.length,
    fault: undefined,
  };
}

/** Asks where to save. */
export function saving(model: Model): Step {
  const { path, format } = model.file;
  const title =
    format === 'full' ? 'Save the configuration to' : 'Save the minimal configuration to';
  return opened(model, field({ kind: 'save', format, then: 'edit' }, title, path));
}

/** The name of a minimal configuration that has none yet, as `make savedefconfig` has it. */
const MINIMAL_NAME = 'defconfig';

/** Asks where to save what differs from the defaults. The session keeps the file that it has. */
export function savingMinimal(model: Model): Step {
  const { path, format } = model.file;
  const name = format === 'minimal' ? path : MINIMAL_NAME;
  const purpose = { kind: 'save', format: 'minimal', then: 'keep' } as const;
  return opened(model, field(purpose, 'Save a minimal configuration to', name));
}

/** Asks what to load. */
export function loading(model: Model): Step {
  return opened(model, field({ kind: 'load' }, 'Load the configuration', model.file.path));
}

/** Asks what to search. */
export function searching(model: Model): Step {
  return opened(
    model,
    field({ kind: 'search' }, 'Search names and prompts for all of these words', ''),
  );
}

/** Writes a file, unless something speaks against it that the user has not agreed to. */
export function written(
  model: Model,
  path: string,
  format: Format,
  { agreed, then }: { readonly agreed: Agreed; readonly then: AfterWrite },
): Step {
  const lost =
    path === model.file.path ? openProblems(model).filter(({ losesLine }) => losesLine) : [];
  if (lost.length > 0 && agreed === 'nothing') {
    return losing(model, path, format, lost, then);
  }
  return step(model, {
    kind: 'write',
    file: { path, format },
    text: textOf(model, format),
    isAgreed: agreed === 'all',
    then,
  });
}

/** This number of lines is named; the others are counted. */
const NAMED_LINES = 4;

/** Asks before lines are lost that have no effect. */
function losing(
  model: Model,
  path: string,
  format: Format,
  lost: readonly Problem[],
  then: AfterWrite,
): Step {
  const { length } = lost;
  const lines = length === 1 ? 'One line of' : `${length} lines of`;
  const named = lost.slice(0, NAMED_LINES).map((each) => `  ${problemSentence(model, each)}`);
  return opened(model, {
    kind: 'question',
    title: 'Save',
    lines: [
      `${lines} ${path} ${length === 1 ? 'has' : 'have'} no effect and would be lost:`,
      ...named,
      ...(length > NAMED_LINES ? [`  and ${length - NAMED_LINES} more`] : []),
    ],
    answers: [
      {
        keys: ['y'],
        label: 'save',
        action: { kind: 'write', path, format, then, agreed: 'lines' },
      },
      { keys: ['e', 'l'], label: 'list them', action: { kind: 'problems' } },
      { keys: ['esc', 'n'], label: 'back', action: { kind: 'nothing' } },
    ],
  });
}

/** The format in which a path is saved: that of the opened file, or the one asked for. */
export function formatFor({ file }: Model, path: string, asked: Format): Format {
  return path === file.path ? file.format : asked;
}

/** Leaves, after a question if something would be lost. */
export function leaving(model: Model): Step {
  if (!isChanged(model)) return step(model, { kind: 'quit', interrupted: false });
  const { path, format } = model.file;
  return opened(model, {
    kind: 'question',
    title: 'Quit',
    lines: [`Save the configuration to ${path}?`],
    answers: [
      {
        keys: ['y', 'enter', 's'],
        label: 'save',
        action: { kind: 'write', path, format, then: 'quit', agreed: 'nothing' },
      },
      { keys: ['n'], label: 'discard', action: { kind: 'quit' } },
      { keys: ['esc'], label: 'back', action: { kind: 'nothing' } },
    ],
  });
}
