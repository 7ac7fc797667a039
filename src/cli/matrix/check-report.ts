import { counted } from '../counted.ts';
import {
  isAccepted,
  rowName,
  type Baseline,
  type BudgetVerdict,
  type Change,
  type Check,
  type Matrix,
  type Verdict,
} from '../../../generator/matrix/index.ts';
import { markdownLines } from '../markdown-table.ts';
import { tableLines, type Column } from '../table.ts';
import { csvLines } from './csv.ts';
import { functionLines, signed, symbolLines } from './difference-text.ts';

type Changed = Extract<Verdict, { kind: 'changed' }>;

/** A comment on a pull request may have 65,536 characters; the rest is for what GitHub adds. */
const MOST_CHARACTERS = 60_000;

/** What a matrix is compared with. */
export interface Reference {
  readonly baseline: Baseline;
  /** Absent for the file of accepted sizes. */
  readonly revision?: string | undefined;
  /** The command that accepts the new sizes; absent where they cannot be accepted. */
  readonly accept?: string | undefined;
}

/** The result of a check in one of the formats of the command line, with a newline at its end. */
export function checkReport(
  check: Check,
  matrix: Matrix,
  reference: Reference,
  format: string,
): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ ...check, failures: matrix.failures, warnings: matrix.warnings ?? [] }, null, 2)}\n`;
    case 'csv':
      return `${csvLines(CHANGES, changesOf(check)).join('\n')}\n`;
    case 'markdown':
      return markdownReport(check, matrix, reference);
    default:
      return textReport(check, matrix, reference);
  }
}

interface ChangeLine extends Partial<Change> {
  readonly name: string;
  readonly verdict: string;
}

const CHANGES: readonly Column<ChangeLine>[] = [
  { title: 'variant', value: ({ name }) => name },
  { title: 'measure', value: ({ measure = '' }) => measure },
  { title: 'before', value: ({ before = '' }) => before, toTheRight: true },
  { title: 'after', value: ({ after = '' }) => after, toTheRight: true },
  {
    title: 'bytes',
    value: ({ before, after }) => (before === undefined ? '' : signed((after ?? 0) - before)),
    toTheRight: true,
  },
  { title: 'per cent', value: ({ before, after }) => percent(before, after), toTheRight: true },
  { title: 'verdict', value: ({ verdict }) => verdict },
];

function percent(before: number | undefined, after: number | undefined): string {
  if (before === undefined || after === undefined || before === 0) return '';
  const value = ((after - before) * 100) / before;
  return `${value < 0 ? '' : '+'}${value.toFixed(1)} %`;
}

function verdictWord({ before, after, allowed }: Change): string {
  if (after < before) return 'smaller';
  return after - before > allowed ? `too large: ${signed(allowed)} allowed` : 'within tolerance';
}

/** A line for each size that changed, and for each variant that appeared or vanished. */
function changesOf({ verdicts }: Check): readonly ChangeLine[] {
  return verdicts.flatMap((verdict): ChangeLine[] => {
    const name = rowName(verdict);
    if (verdict.kind === 'same') return [];
    if (verdict.kind !== 'changed') return [{ name, verdict: verdict.kind }];
    if (verdict.changes.length === 0) return [{ name, verdict: 'same size, other content' }];
    return verdict.changes.map((change) => ({ name, ...change, verdict: verdictWord(change) }));
  });
}

const BUDGETS: readonly Column<BudgetVerdict>[] = [
  { title: 'budget of', value: rowName },
  { title: 'measure', value: ({ measure }) => measure },
  { title: 'limit', value: ({ limit }) => limit },
  { title: 'size', value: ({ size }) => size },
  { title: 'slack', value: ({ slack }) => slack },
];

function conclusion(
  check: Check,
  matrix: Matrix,
  { baseline, revision, accept }: Reference,
  quoted: (command: string) => string,
): readonly string[] {
  const changed = check.verdicts.filter(({ kind }) => kind !== 'same').length;
  const total = check.verdicts.length;
  const sentences = [
    revision !== undefined
      ? `Compared with ${revision}: ${changed} of ${counted(total, 'variant')} changed.`
      : check.holds
        ? `The sizes hold: ${total - changed} of ${counted(total, 'variant')} ${total - changed === 1 ? 'is' : 'are'} as accepted, ${changed} changed within their tolerance.`
        : `The sizes do not hold: ${changed} of ${counted(total, 'variant')} changed.`,
  ];
  if (matrix.failures.length > 0) {
    sentences.push(
      ...matrix.failures.map(({ configuration, message }) => `${configuration} failed: ${message}`),
    );
  }
  const refusals = new Map(matrix.refused?.map((refusal) => [rowName(refusal), refusal.message]));
  for (const verdict of check.verdicts) {
    const message = verdict.kind === 'vanished' ? refusals.get(rowName(verdict)) : undefined;
    if (message !== undefined) sentences.push(`${rowName(verdict)} has no malloc.wasm: ${message}`);
  }
  const over = check.budgets.filter(({ slack }) => slack < 0);
  for (const budget of over) {
    sentences.push(`${overBudget(budget)}.`);
  }
  if (over.length > 0) {
    sentences.push('Make that smaller, or raise the budget with --budget; --update keeps it.');
  }
  for (const name of check.unusedBudgets) {
    sentences.push(`The budget of ${name} is of no configuration: correct its name, or remove it.`);
  }
  if (matrix.minifier !== baseline.minifier) {
    sentences.push(
      `${revision ?? 'The baseline'} was made with ${baseline.minifier} and this matrix with ${matrix.minifier}: that alone may change sizes.`,
    );
  }
  if (revision === undefined && accept !== undefined && !check.verdicts.every(isAccepted)) {
    sentences.push(`If this is intended, accept it and commit the baseline: ${quoted(accept)}`);
  }
  return sentences;
}

/** `small/spl is 912 bytes (brotli), 12 over its budget of 900`. */
export function overBudget(budget: BudgetVerdict): string {
  const { measure, limit, size, slack } = budget;
  return `${rowName(budget)} is ${size} bytes (${measure}), ${-slack} over its budget of ${limit}`;
}

function changedOf({ verdicts }: Check): readonly Changed[] {
  return verdicts.filter((verdict): verdict is Changed => verdict.kind === 'changed');
}

function textReport(check: Check, matrix: Matrix, reference: Reference): string {
  const lines: string[] = [];
  const changes = changesOf(check);
  if (changes.length > 0) lines.push(...tableLines(CHANGES, changes), '');
  for (const verdict of changedOf(check)) {
    const { functions, symbols } = verdict.difference;
    if (functions.length + symbols.length === 0) continue;
    lines.push(rowName(verdict));
    const parts = [...symbolLines(symbols, tableLines), ...functionLines(functions, tableLines)];
    lines.push(...parts.map((line) => (line === '' ? '' : `  ${line}`)), '');
  }
  if (check.budgets.length > 0) lines.push(...tableLines(BUDGETS, check.budgets), '');
  lines.push(...conclusion(check, matrix, reference, String), '');
  return lines.join('\n');
}

function markdownReport(check: Check, matrix: Matrix, reference: Reference): string {
  const inCode = (command: string): string => `\`${command}\``;
  const [verdict = '', ...notes] = conclusion(check, matrix, reference, inCode);
  const head = [`**${verdict}**`, '', ...notes.flatMap((note) => [note, ''])];
  const changes = changesOf(check);
  const table = changes.length > 0 ? [...markdownLines(CHANGES, changes), ''] : [];
  const budgets =
    check.budgets.length > 0 ? fold('Budgets', markdownLines(BUDGETS, check.budgets)) : [];
  const details = changedOf(check).flatMap((changed): (readonly string[])[] => {
    const { functions, symbols } = changed.difference;
    if (functions.length + symbols.length === 0) return [];
    return [
      fold(`Why ${rowName(changed)} changed`, [
        ...symbolLines(symbols, markdownLines),
        ...functionLines(functions, markdownLines),
      ]),
    ];
  });
  return joined([...head, ...cut(table)], [budgets, ...details]);
}

function fold(title: string, lines: readonly string[]): readonly string[] {
  return ['<details>', `<summary>${title}</summary>`, '', ...lines, '', '</details>', ''];
}

/** The first rows of a table that would be too long by itself. */
function cut(lines: readonly string[]): readonly string[] {
  let left = MOST_CHARACTERS / 2;
  const shown = lines.filter((line) => (left -= line.length + 1) > 0);
  return shown.length === lines.length
    ? lines
    : [...shown, '', `… and ${lines.length - shown.length} more lines`, ''];
}

/** As many sections as a comment holds, and how many are left out. */
function joined(start: readonly string[], sections: readonly (readonly string[])[]): string {
  let text = start.join('\n');
  let left = 0;
  for (const section of sections) {
    const more = `\n${section.join('\n')}`;
    if (text.length + more.length > MOST_CHARACTERS) left += 1;
    else text += more;
  }
  const rest = left > 0 ? `\n${left} more are in the job's log.\n` : '';
  return `${text}${rest}\n`.replaceAll(/\n{3,}/g, '\n\n');
}
