import { InputEndedError } from '../diagnostics/errors.ts';
import { type Evaluation } from '../evaluation/evaluation.ts';
import { formatPosition } from '../diagnostics/position.ts';
import { askTristate } from './ask-symbol.ts';
import { helpText, offersHelp } from '../answers/help-text.ts';
import { isChangeable, setTristate } from '../sessions/set-value.ts';
import { ask, show, textOf, type Asking } from './step.ts';
import { childrenOf } from '../evaluation/shown.ts';
import { isShownInDialogue } from '../sessions/visibility.ts';
import { choosesByMembers } from '../tree/model/choices.ts';
import type { MenuNode } from '../tree/model/model.ts';
import { MOD, YES } from '../values/tristate.ts';

/**
 * Shows a choice and, where it is new or all are asked about, asks for the number of a member.
 *
 * @returns the member's entry if one was picked: what is below it is next.
 */
export function* askChoice(
  evaluation: Evaluation,
  node: MenuNode,
  indent: string,
  asksAll: boolean,
): Asking<MenuNode | undefined> {
  const choice = node.symbol!;
  const byMembers = choosesByMembers(choice, evaluation.tree.dialect);
  let isNew = asksAll || (!byMembers && !evaluation.hasUserValue(choice));
  const isOwn = !byMembers && isChangeable(evaluation, choice);
  if (isOwn) {
    yield* askTristate(evaluation, node, indent, asksAll);
    evaluation.calculate(choice);
  }
  const value = evaluation.tristate(choice);
  if (value === MOD && !isOwn) yield show(`${indent}${node.prompt!.text}\n`);
  if (value !== YES) return undefined;
  for (;;) {
    isNew ||= byMembers && hasNewMember(evaluation, node);
    const picked = yield* pick(evaluation, node, indent, !isNew);
    if (picked === 'again') continue;
    if (picked.wantsHelp) {
      yield show(`\n${helpText(evaluation, picked.member)}\n`);
      continue;
    }
    setTristate(evaluation, picked.member.symbol!, YES);
    return picked.member;
  }
}

function hasNewMember(evaluation: Evaluation, node: MenuNode): boolean {
  for (const child of childrenOf(node)) {
    if (!child.symbol || evaluation.hasUserValue(child.symbol)) continue;
    if (isShownInDialogue(evaluation, child)) return true;
  }
  return false;
}

interface Picked {
  readonly member: MenuNode;
  readonly wantsHelp: boolean;
}

/** Shows the members and reads one number. A `?` after it asks for help about that member. */
function* pick(
  evaluation: Evaluation,
  node: MenuNode,
  indent: string,
  isKnown: boolean,
): Asking<Picked | 'again'> {
  const current = evaluation.member(node.symbol!);
  const members: MenuNode[] = [];
  let text = `${indent}${node.prompt!.text}\n`;
  for (const child of childrenOf(node)) {
    if (!isShownInDialogue(evaluation, child)) continue;
    if (!child.symbol) {
      text += `${indent}* ${child.prompt!.text}\n`;
      continue;
    }
    members.push(child);
    const mark = child.symbol === current ? '>' : ' ';
    const news = evaluation.hasUserValue(child.symbol) ? '' : ' (NEW)';
    text += `${indent}${mark} ${members.length}. ${child.prompt!.text} (${child.symbol.name})${news}\n`;
  }
  yield show(`${text}${indent}choice`);
  const [only] = members;
  if (only && members.length === 1) {
    yield show('[1]: 1\n');
    return { member: only, wantsHelp: false };
  }
  const preset = members.findIndex(({ symbol }) => symbol === current);
  yield show(`[1-${members.length}${offersHelp(evaluation, node) ? '?' : ''}]: `);
  let line: string | undefined = String(preset + 1);
  if (isKnown) {
    yield show(`${line}\n`);
  } else {
    line = textOf(yield ask('', evaluation.tree.dialect))?.trim();
    if (line?.startsWith('?')) {
      yield show(`\n${helpText(evaluation, node)}\n`);
      return 'again';
    }
  }
  if (line && !/^\d/.test(line)) return 'again';
  const index = line ? Number.parseInt(line, 10) - 1 : preset;
  const member = members[index];
  if (member) return { member, wantsHelp: line?.endsWith('?') === true };
  if (line === undefined || isKnown) throw new InputEndedError(`choice at ${formatPosition(node.position)}`);
  return 'again';
}
