import type { KconfigTree } from '../../../generator/kconfig/index.ts';
import type { Model } from '../model/model.ts';
import { opened, type Step } from './step.ts';
import { textOf } from './files.ts';

/**
 * Shows what would be written: its difference to the file on the disk, and what differs from the defaults.
 * @param present the text on the disk; undefined if there is no such file
 */
export function previewed(model: Model, present: string | undefined): Step {
  const { file, session } = model;
  const differences = lineDifferences(
    present ?? '',
    textOf(model, file.format),
    titles(session.tree),
  );
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

/**
 * By symbol, the lines that one text has and the other has not; then all other lines that disappear, such as
 * comments.
 * @param made the comments that the tree's configurations have
 */
function lineDifferences(
  before: string,
  after: string,
  made: ReadonlySet<string>,
): readonly string[] {
  const [old, fresh] = [linesByName(before), linesByName(after)];
  const names = [...fresh.keys(), ...old.keys()].filter((name) => name !== OTHER_LINES);
  const others = new Set([...(fresh.get(OTHER_LINES) ?? []), ...made]);
  return [
    ...[...new Set(names)].flatMap((name) => {
      const [was, is] = [old.get(name) ?? [], fresh.get(name) ?? []];
      // The last line of a symbol counts.
      const isSame = was.at(-1) === is.at(-1);
      return [...removed(isSame ? was.slice(0, -1) : was), ...(isSame ? [] : added(is))];
    }),
    ...removed((old.get(OTHER_LINES) ?? []).filter((each) => !others.has(each))),
  ];
}

function removed(lines: readonly string[]): readonly string[] {
  return lines.map((each) => `- ${each}`);
}

function added(lines: readonly string[]): readonly string[] {
  return lines.map((each) => `+ ${each}`);
}

/** The comments with the titles of menus. */
function titles({ nodes }: KconfigTree): ReadonlySet<string> {
  const texts = nodes.flatMap(({ prompt }) => prompt?.text ?? []);
  return new Set(texts.flatMap((text) => [`# ${text}`, `# end of ${text}`]));
}

/** In place of a name: the line is about no symbol. */
const OTHER_LINES = '';
/** The comments at the top of what the C program and we write; they name the tree. */
const HEADING = /^#\r?\n# Automatically generated.*\r?\n(#.*\r?\n)*/;

/** The lines about each symbol, and those of OTHER_LINES that say something. */
function linesByName(text: string): ReadonlyMap<string, readonly string[]> {
  const lines = new Map<string, string[]>();
  for (const each of text.replace(HEADING, '').split(/\r?\n/)) {
    if (/^#?\s*$/.test(each)) continue;
    const name = ASSIGNMENT.exec(each)?.[1] ?? OTHER_LINES;
    const list = lines.get(name);
    if (list) list.push(each);
    else lines.set(name, [each]);
  }
  return lines;
}
