import type { ProblemsDialog } from '../model/dialog.ts';
import { pageRows } from '../model/layout.ts';
import type { Model } from '../model/model.ts';
import { isOpenProblem, openProblems } from '../model/open-problems.ts';
import { problemSentence } from '../model/problem-sentence.ts';
import type { Problem } from '../model/problem.ts';
import { wrap } from '../text/columns.ts';
import type { Frame } from './frame.ts';
import { titleLine } from './heading.ts';
import { keyLine } from './key-line.ts';
import { line, span, spread, type Line } from './line.ts';

/** Lines for the whole of the selected problem. */
const DETAIL_LINES = 3;

/** What is wrong with the configuration, and the keys that repair the selected problem. */
export function problemsFrame(model: Model, { at, top }: ProblemsDialog): Frame {
  const { columns } = model.size;
  const { problems, notice } = model;
  const height = Math.max(1, pageRows(model) - DETAIL_LINES + 1);
  const list = problems.slice(top, top + height).map((problem, index) => {
    const isSelected = top + index === at;
    const full = spread(problemLine(model, problem, top + index), [], columns);
    return isSelected ? full.map(({ text }) => ({ text, style: 'selected' as const })) : full;
  });
  while (list.length < height) list.push(line(''));
  const selected = problems[at];
  const isOpen = isOpenProblem(model, at);
  const text = notice?.text ?? (selected ? problemSentence(model, selected) : '');
  const detail = wrap(text, columns).slice(0, DETAIL_LINES);
  while (detail.length < DETAIL_LINES) detail.push('');
  const { length } = openProblems(model);
  const repairs = isOpen ? (selected?.repairs ?? []) : [];
  const hints = repairs
    .filter(({ label }, index) => repairs.findIndex((each) => each.label === label) === index)
    .map(({ key, label }) => [key.charAt(0).toUpperCase() + key.slice(1), label] as const);
  const lines = [
    titleLine(model, `${at + 1}/${problems.length}`),
    line(leftText(model, length), 'strong'),
    ...list,
    ...detail.map((each) => line(each, notice ? 'plain' : 'dim')),
    keyLine(
      [...hints, ['Esc', 'to the menus'], ['A', 'repair what is clear'], ['U', 'undo']],
      columns,
    ),
  ];
  return { lines, cursor: { row: 2 + at - top, column: 0, isShown: false } };
}

function problemLine(model: Model, problem: Problem, index: number): Line {
  const { severity } = problem.diagnostic;
  const text = problemSentence(model, problem);
  if (isOpenProblem(model, index)) {
    return [span(severity === 'warning' ? '! ' : '  ', 'fault'), span(text)];
  }
  return [
    span('  ', 'dim'),
    span(`done: ${model.handled.get(index)!.label}  `, 'less'),
    span(text, 'dim'),
  ];
}

function leftText({ problems, file }: Model, count: number): string {
  const all = problems.length === 1 ? 'problem' : 'problems';
  return `${count} of ${problems.length} ${all} of ${file.path} ${count === 1 ? 'is' : 'are'} left`;
}
