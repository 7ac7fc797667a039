import type { Row } from '../../../generator/kconfig/index.ts';
import type { FieldDialog } from '../model/dialog.ts';
import { isChanged } from '../model/is-changed.ts';
import type { Model } from '../model/model.ts';
import { isCharacter, type Key } from '../keys/key.ts';
import { charactersOf } from '../text/columns.ts';
import { legible } from '../text/legible.ts';
import { formatFor, written } from './files.ts';
import { changed } from './menus.ts';
import { planned } from './plans.ts';
import { handled } from './problem-keys.ts';
import { closed, fault, opened, replaced, step, type Step } from './step.ts';
import { described } from './values.ts';

/** No field takes more characters. */
const LONGEST = 4096;

/** A key in a field. */
export function fieldKey(model: Model, field: FieldDialog, key: Key): Step {
  if (key === 'esc') return step(closed(model));
  if (key === 'enter') return entered(model, field);
  const next = isCharacter(key) ? typed(field, key) : moved(field, key);
  return step(replaced(model, checked(model, next)));
}

/** Puts a text that was pasted where the cursor is. */
export function fieldPaste(model: Model, field: FieldDialog, text: string): Step {
  const line = text.split(/[\r\n]/, 1)[0]!;
  return step(replaced(model, checked(model, typed(field, line))));
}

function typed(field: FieldDialog, text: string): FieldDialog {
  const before = field.text.slice(0, field.cursor).join('') + legible(text);
  const after = field.text.slice(field.cursor).join('');
  // A character may join the one before it.
  const characters = charactersOf(before + after);
  if (characters.length > LONGEST) return field;
  return { ...field, text: characters, cursor: charactersOf(before).length };
}

function moved(field: FieldDialog, key: Key): FieldDialog {
  const { text, cursor } = field;
  const without = (from: number, to: number): FieldDialog => ({
    ...field,
    text: [...text.slice(0, from), ...text.slice(to)],
    cursor: from,
  });
  switch (key) {
    case 'left':
      return { ...field, cursor: Math.max(0, cursor - 1) };
    case 'right':
      return { ...field, cursor: Math.min(text.length, cursor + 1) };
    case 'home':
      return { ...field, cursor: 0 };
    case 'end':
      return { ...field, cursor: text.length };
    case 'backspace':
      return cursor === 0 ? field : without(cursor - 1, cursor);
    case 'delete':
      return cursor === text.length ? field : without(cursor, cursor + 1);
    case 'ctrl-u':
      return without(0, cursor);
    case 'ctrl-w': {
      const word = /\S*\s*$/.exec(text.slice(0, cursor).join(''))![0];
      return without(cursor - charactersOf(word).length, cursor);
    }
    default:
      return field;
  }
}

function checked(model: Model, field: FieldDialog): FieldDialog {
  const { purpose } = field;
  if (purpose.kind !== 'value') return { ...field, fault: undefined };
  return { ...field, fault: model.session.check(purpose.name, field.text.join('')) };
}

/** Enter: does what the field is for, or stays open if the text cannot be taken. */
function entered(model: Model, field: FieldDialog): Step {
  const text = field.text.join('');
  const { purpose } = field;
  switch (purpose.kind) {
    case 'value': {
      const { name } = purpose;
      if (field.fault !== undefined) return step(model);
      const isNamed = (each: Row): boolean => each.name === name;
      const row = model.rows.find(isNamed) ?? model.session.rows().find(isNamed);
      if (row !== undefined && !row.isChangeable) return planned(closed(model), row, text);
      const { problem } = purpose;
      const change = model.session.set(name, text);
      if (problem !== undefined)
        return step(handled(changed(closed(model)), problem, `set ${name}=${text}`));
      return described(changed(closed(model)), name, change);
    }
    case 'save': {
      const path = text.trim();
      if (path === '') return step(replaced(model, { ...field, fault: 'Type the name of a file' }));
      const { format, then } = purpose;
      return written(closed(model), path, formatFor(model, path, format), {
        agreed: 'nothing',
        // To write the file that is edited is to save it.
        then: path === model.file.path ? 'edit' : then,
      });
    }
    case 'load': {
      const path = text.trim();
      if (path === '') return step(replaced(model, { ...field, fault: 'Type the name of a file' }));
      return loaded(closed(model), path);
    }
    case 'search':
      return found(closed(model), text);
  }
}

/** Loads a file, after a question if something would be lost. */
function loaded(model: Model, path: string): Step {
  const format = formatFor(model, path, 'full');
  return step(model, { kind: 'read', path, format, isAgreed: !isChanged(model) });
}

function found(model: Model, query: string): Step {
  const hits = model.session.search(query);
  if (hits.length === 0) {
    const words = query.trim();
    return words === ''
      ? step(model)
      : fault(model, `No name or prompt has ${words.includes(' ') ? 'all of ' : ''}'${words}'`);
  }
  return opened(model, { kind: 'hits', query: query.trim(), hits, at: 0, top: 0 });
}
