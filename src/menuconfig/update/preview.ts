import type { Model } from '../model/model.ts';
import { opened, type Step } from './step.ts';
import { textOf } from './files.ts';

/**
 * Shows what would be written: its difference to the file on the disk, and what differs from the defaults.
 * @param present the text on the disk; undefined if there is no such file
 */
export function previewed(model: Model, present: string | undefined): Step {
  const { file, session } = model;
  const differences = lineDifferences(present ?? '', textOf(model, file.format));
  const fromDefaults = session
    .difference('defaults')
    .map(({ name, before, after }) => `  ${name}: ${shown(before)} -> ${shown(after)}`);
  const text = [
    present === undefined
      ? `${file.path} does not exist yet; these lines would be written:`
      : `What would change in ${file.path}:`,
    ...(differences.length > 0 ? differences : ['  nothing']),
    '',
    'What differs from the defaults:',
    ...(fromDefaults.length > 0 ? fromDefaults : ['  nothing']),
  ].join('\n');
  return opened(model, { kind: 'text', title: 'Preview', text, top: 0 });
}

function shown(value: string | undefined): string {
  return value === undefined || value === '' ? 'empty' : value;
}

const ASSIGNMENT = /^(?:# )?(\w+)(?:=.*| is not set)$/;

/** By symbol, the lines that one text has and the other has not; of other lines, those that disappear. */
function lineDifferences(before: string, after: string): readonly string[] {
  const old = linesByName(before);
  const fresh = linesByName(after);
  const names = new Set([...fresh.keys(), ...old.keys()]);
  return [...names].flatMap((name) => {
    const [was, is] = [old.get(name), fresh.get(name)];
    if (was === is) return [];
    return [...(was === undefined ? [] : [`- ${was}`]), ...(is === undefined ? [] : [`+ ${is}`])];
  });
}

/** The last line for each symbol, and every other line that says something. */
function linesByName(text: string): ReadonlyMap<string, string> {
  const lines = new Map<string, string>();
  for (const each of text.split('\n')) {
    const name = ASSIGNMENT.exec(each)?.[1];
    if (name !== undefined) lines.set(name, each);
    else if (each.trim() !== '' && !each.startsWith('#')) lines.set(` ${each}`, each);
  }
  return lines;
}
