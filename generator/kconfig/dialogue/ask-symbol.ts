import { boundText } from '../answers/taken.ts';
import { EmptyRangeError, InputEndedError } from '../diagnostics/errors.ts';
import { emptyRange } from '../diagnostics/wording.ts';
import { findEmptyRange } from '../evaluation/range.ts';
import { nameOf } from '../tree/model/names.ts';
import { type Evaluation } from '../evaluation/evaluation.ts';
import { bytesOf, firstBytes } from '../../text/bytes.ts';
import { helpText, offersHelp } from '../answers/help-text.ts';
import { isChangeable, isTristateAllowed, setText, setTristate } from '../sessions/set-value.ts';
import type { ConfigSymbol, MenuNode } from '../tree/model/model.ts';
import { MOD, NO, type Tristate, YES } from '../values/tristate.ts';
import { isBoolean } from '../values/symbol-type.ts';
import { ask, show, textOf, type Answer, type Asking } from './step.ts';

/** Shows a symbol's line and, where it is new or all are asked about, asks for its value until one is given. */
export function* askSymbol(
  evaluation: Evaluation,
  node: MenuNode,
  indent: string,
  asksAll: boolean,
): Asking<void> {
  yield* (isBoolean(node.symbol!) ? askTristate : askText)(evaluation, node, indent, asksAll);
}

export function* askTristate(
  evaluation: Evaluation,
  node: MenuNode,
  indent: string,
  asksAll: boolean,
): Asking<void> {
  const symbol = node.symbol!;
  const name = symbol.name === undefined ? '' : `(${symbol.name}) `;
  for (;;) {
    const value = evaluation.tristate(symbol);
    yield show(`${indent}${node.prompt!.text} ${name}[${choices(evaluation, symbol)}${offersHelp(evaluation, node) ? '/?' : ''}] `);
    const answer = yield* askValue(evaluation, symbol, asksAll);
    if (answer === 'known') return;
    const text = (textOf(answer.line) ?? '').trim();
    const wanted = text === '' ? value : parseTristate(text);
    if (wanted === undefined && !text.startsWith('?')) continue;
    if (wanted !== undefined && setTristate(evaluation, symbol, wanted)) return;
    yield show(`\n${helpText(evaluation, node)}\n`);
  }
}

/** The value in capitals, then the others that are allowed: `N/m/y`. */
function choices(evaluation: Evaluation, symbol: ConfigSymbol): string {
  const value = evaluation.tristate(symbol);
  const others = ([NO, MOD, YES] as const).filter(
    (other) => other !== value && isTristateAllowed(evaluation, symbol, other),
  );
  return ['NMY'[value], ...others.map((other) => 'nmy'[other])].join('/');
}

function parseTristate(text: string): Tristate | undefined {
  if (/^[nN]o?$/.test(text)) return NO;
  if (/^[mM]$/.test(text)) return MOD;
  return /^[yY](es)?$/.test(text) ? YES : undefined;
}

/**
 * @throws InputEndedError when there is no more input and the value that it has cannot stay, and
 * EmptyRangeError when no answer could be taken, where the C program asks for ever.
 */
function* askText(
  evaluation: Evaluation,
  node: MenuNode,
  indent: string,
  asksAll: boolean,
): Asking<void> {
  const symbol = node.symbol!;
  for (;;) {
    const value = evaluation.text(symbol);
    yield show(`${indent}${node.prompt!.text} (${symbol.name}) [${value}] `);
    const answer = yield* askValue(evaluation, symbol, asksAll);
    if (answer === 'known') return;
    const { line } = answer;
    refuseEmptyRange(evaluation, symbol);
    if (line === '?') yield show(`\n${helpText(evaluation, node)}\n`);
    else if (setText(evaluation, symbol, takenText(line, value))) return;
    if (typeof line !== 'string') throw new InputEndedError(symbol.name!);
  }
}

function refuseEmptyRange(evaluation: Evaluation, symbol: ConfigSymbol): void {
  const range = findEmptyRange(evaluation, symbol);
  if (!range) return;
  const text = emptyRange(boundText(evaluation, range.low), boundText(evaluation, range.high));
  throw new EmptyRangeError(
    range.position,
    `${nameOf(symbol)}: no answer can be taken: ${text}; correct the range`,
  );
}

/** The C program removes the last byte as a newline, even if it is another character. */
function takenText(line: Answer, value: string): string {
  if (typeof line !== 'object') return line || value;
  return firstBytes(line.unended, bytesOf(line.unended).length - 1);
}

/** Asks for the value of a symbol that can be changed and is new, or of any such; shows that of any other. */
function* askValue(
  evaluation: Evaluation,
  symbol: ConfigSymbol,
  asksAll: boolean,
): Asking<'known' | { readonly line: Answer }> {
  const isKnown = evaluation.hasUserValue(symbol);
  if (!isKnown) yield show('(NEW) ');
  if ((isKnown && !asksAll) || !isChangeable(evaluation, symbol)) {
    yield show(`${evaluation.text(symbol)}\n`);
    return 'known';
  }
  return { line: yield ask('\n', evaluation.tree.dialect) };
}
