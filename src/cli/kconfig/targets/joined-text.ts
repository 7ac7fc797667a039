import {
  decodeBytes,
  type Assignment,
  type Defconfig,
  type KconfigTree,
} from '../../../../generator/kconfig/index.ts';
import { readInput } from '../../read-input.ts';
import { readDotConfig } from '../config-files.ts';
import type { TargetRequest } from '../target.ts';

/**
 * The files of a merge one after the other, comments included, without the assignments that are not `left`. As in
 * `merge_config.sh`, a comment that names a symbol of a later file is dropped. If the preprocessor changes a file,
 * only the assignments of that file are taken.
 * @param fragments the files of `request.configurations`, read
 */
export function joinedText(
  fragments: readonly Defconfig[],
  left: ReadonlySet<Assignment>,
  request: TargetRequest,
): string {
  const { prefix } = request.tree;
  return fragments
    .map((fragment, at) => {
      const lines = plainLines(request.configurations[at]!, fragment, request);
      const later = new Set(fragments.slice(at + 1).flatMap(({ assignments }) => assignments.map(({ name }) => name)));
      return lines
        .filter(({ text, assignment }) => (assignment ? left.has(assignment) : !namesAny(text, prefix, later)))
        .map(({ text }) => `${text}\n`)
        .join('');
    })
    .join('');
}

/** A line of a file, and the assignment that it is. */
interface FragmentLine {
  readonly text: string;
  readonly assignment?: Assignment;
}

/** The lines of a file as they are, or made of its assignments if the preprocessor changed something. */
function plainLines(path: string, { assignments }: Defconfig, { tree }: TargetRequest): readonly FragmentLine[] {
  const raw = readDotConfig(path, { tree }).assignments;
  const isPlain =
    raw.length === assignments.length &&
    raw.every(({ name, value, position }, at) => {
      const other = assignments[at]!;
      return other.name === name && other.value === value && other.position.line === position.line;
    });
  if (!isPlain) return assignments.map((assignment) => ({ text: lineOf(assignment, tree), assignment }));
  const byLine = new Map(assignments.map((assignment) => [assignment.position.line, assignment]));
  const lines = decodeBytes(readInput(path)).split('\n').map((text, at) => {
    const assignment = byLine.get(at + 1);
    return { text, ...(assignment && { assignment }) };
  });
  return lines.at(-1)?.text === '' ? lines.slice(0, -1) : lines;
}

function lineOf({ name, value, unset }: Assignment, { prefix }: KconfigTree): string {
  return unset ? `# ${prefix}${name} is not set` : `${prefix}${name}=${value}`;
}

/** Whether a comment has one of these symbols, before a blank or `=`. */
function namesAny(text: string, prefix: string, names: ReadonlySet<string>): boolean {
  return [...text.matchAll(/(\w+)[ =]/g)].some(
    ([, word = '']) => word.startsWith(prefix) && names.has(word.slice(prefix.length)),
  );
}
