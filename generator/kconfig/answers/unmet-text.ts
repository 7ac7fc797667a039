import type { Evaluation } from '../evaluation/evaluation.ts';
import { formatExpression } from '../tree/expression/print.ts';
import { formatPosition } from '../diagnostics/position.ts';
import type { ConfigSymbol } from '../tree/model/model.ts';
import type { Tristate } from '../values/tristate.ts';
import { unmetForPrompts, type Unmet, type UnmetGroup } from './unmet.ts';

/** Says in words why no prompt of a symbol is as visible as needed; visible at all, if not given. */
export function explainInvisible(
  evaluation: Evaluation,
  symbol: ConfigSymbol,
  needed: Tristate = 1,
): string {
  if (!symbol.nodes.some(({ prompt }) => prompt)) {
    return 'it has no prompt, so only default, select and imply set it';
  }
  const unmet = unmetForPrompts(evaluation, symbol, needed);
  if (!unmet) return 'its prompt is not visible';
  const words = new Words(evaluation);
  if (unmet.kind === 'any') return `it needs ${words.ofPart(unmet, 0)}`;
  const parts = unmet.kind === 'all' ? unmet.parts : [unmet];
  const texts = words.ofEach(parts, 1);
  if (parts.every(({ kind }) => kind === 'leaf')) {
    return `it needs ${texts.join(', ')}, which ${texts.length === 1 ? 'does' : 'do'} not hold`;
  }
  const last = texts.at(-1)!;
  return texts.length === 1 ? `it needs ${last}` : `it needs ${texts.slice(0, -1).join('; ')}; and ${last}`;
}

/** Groups inside groups are in brackets, to show what belongs together. */
const MAX_PLAIN_DEPTH = 1;

class Words {
  readonly #evaluation: Evaluation;

  constructor(evaluation: Evaluation) {
    this.#evaluation = evaluation;
  }

  ofPart(part: Unmet, depth: number): string {
    if (part.kind !== 'leaf') return this.#ofGroup(part, depth);
    const text = formatExpression(part.expression, (input) => this.#evaluation.text(input));
    return `${text} (${formatPosition(part.position)})`;
  }

  /** Single conditions first, so that no list runs into them; what reads the same once. */
  ofEach(parts: readonly Unmet[], depth: number): readonly string[] {
    const leaves = parts.filter(({ kind }) => kind === 'leaf');
    const groups = parts.filter(({ kind }) => kind !== 'leaf');
    return [...new Set([...leaves, ...groups].map((part) => this.ofPart(part, depth)))];
  }

  #ofGroup({ kind, parts }: UnmetGroup, depth: number): string {
    const texts = this.ofEach(parts, depth + 1);
    if (texts.length === 1) return texts[0]!;
    const list = `${texts.slice(0, -1).join(', ')} ${kind === 'any' ? 'or' : 'and'} ${texts.at(-1)!}`;
    const heading = kind === 'any' ? 'one of' : texts.length === 2 ? 'both' : 'all of';
    return depth > MAX_PLAIN_DEPTH ? `[${heading} ${list}]` : `${heading} ${list}`;
  }
}
