import type { Assigned } from '../evaluation/apply-defconfig.ts';
import { formatEnd, formatHeading, formatSymbol, formatTitle } from '../writing/config-lines.ts';
import { DEFAULT_MARK } from '../defconfigs/parse.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { frozen } from '../diagnostics/frozen.ts';
import { type Evaluation } from '../evaluation/evaluation.ts';
import { explainSymbol, type Explanation } from '../answers/explain.ts';
import { symbolValueOf } from '../evaluation/symbol-value-of.ts';
import type { ConfigurationValues, SymbolValue } from '../evaluation/symbol-value.ts';
import type { ConfigSymbol } from '../tree/model/model.ts';
import { isDefined } from '../tree/model/names.ts';
import type { KconfigTree } from '../tree/tree.ts';
import { isBoolean } from '../values/symbol-type.ts';
import { NO } from '../values/tristate.ts';

/** A symbol's line, the frame of a menu or comment, or what ends a menu. */
type WrittenLine =
  | { readonly kind: 'symbol'; readonly symbol: ConfigSymbol }
  | { readonly kind: 'title' | 'end'; readonly title: string };

/** Every symbol's value for one configuration file and mode. Never changes. */
export class Configuration implements ConfigurationValues {
  readonly tree: KconfigTree;
  /** The file's problems and the result's, in the order of their positions in the file. */
  readonly diagnostics: readonly Diagnostic[];
  readonly #evaluation: Evaluation;
  readonly #assigned: Assigned;
  readonly #isByMode: boolean;
  /** What `.config` has, in order. */
  readonly #written: readonly WrittenLine[];
  readonly #values = new Map<ConfigSymbol, SymbolValue>();

  /** For `configure`. The evaluation must be complete and must not be used for anything else after. */
  constructor(
    evaluation: Evaluation,
    assigned: Assigned,
    isByMode: boolean,
    findDiagnostics: () => readonly Diagnostic[],
  ) {
    this.tree = evaluation.tree;
    this.#evaluation = evaluation;
    this.#assigned = assigned;
    this.#isByMode = isByMode;
    this.#written = findWritten(evaluation);
    this.diagnostics = frozen(findDiagnostics());
  }

  /** A symbol's value and why, or undefined if the tree does not define it. */
  get(name: string): SymbolValue | undefined {
    const symbol = this.tree.names.get(name);
    return symbol && isDefined(symbol) ? this.#valueOf(symbol) : undefined;
  }

  /** Why a symbol has its value, or undefined if the tree does not define it. */
  explain(name: string): Explanation | undefined {
    const symbol = this.tree.names.get(name);
    if (!symbol || !isDefined(symbol)) return undefined;
    return explainSymbol(this.#evaluation, symbol, this.#assigned, this.#isByMode);
  }

  /** All defined symbols in the order in which the tree first mentions them. */
  get symbols(): readonly SymbolValue[] {
    return [...this.tree.names.values()]
      .filter(isDefined)
      .map((symbol) => this.#valueOf(symbol));
  }

  /** The text of `.config`. */
  toConfig(): string {
    let text = formatHeading(this.tree);
    let endsMenu = false;
    for (const entry of this.#written) {
      switch (entry.kind) {
        case 'symbol': {
          const { symbol } = entry;
          if (endsMenu) text += '\n';
          if (this.#isMarked(symbol)) text += `${DEFAULT_MARK}\n`;
          text += formatSymbol(symbol, this.#evaluation.text(symbol), this.tree);
          break;
        }
        case 'title':
          text += formatTitle(entry.title);
          break;
        case 'end':
          text += formatEnd(entry.title);
      }
      endsMenu = entry.kind === 'end';
    }
    return text;
  }

  /** Whether the dialect marks the line as one whose value no user gave. */
  #isMarked(symbol: ConfigSymbol): boolean {
    if (!this.tree.dialect.marksDefaults) return false;
    if (symbol.prompts.length === 0) return true;
    const isUsers = (each: ConfigSymbol): boolean => {
      const line = this.#assigned.get(each);
      return line !== undefined && line.isDefault !== true;
    };
    if (isUsers(symbol)) return isSet(this.#evaluation, symbol);
    const selected = symbol.choice?.members ?? [];
    return !selected.some((each) => isUsers(each) && this.#assigned.get(each)!.value.startsWith('y'));
  }

  #valueOf(symbol: ConfigSymbol): SymbolValue {
    const known = this.#values.get(symbol);
    if (known) return known;
    const value = symbolValueOf(this.#evaluation, symbol, this.#assigned, this.#isByMode);
    this.#values.set(symbol, value);
    return value;
  }
}

/** Whether a `set` of another symbol gives the value, so that what a user gave does not count. */
function isSet(evaluation: Evaluation, symbol: ConfigSymbol): boolean {
  if (evaluation.visible[symbol.index] !== NO || isBoolean(symbol)) return false;
  const active = evaluation.firstThatHolds(symbol.defaults);
  return active !== undefined && active.node.symbol !== symbol;
}

/**
 * Walks the menus as the C program does when it writes: a symbol at the first of its places. Unless the
 * dialect writes each symbol once, also at a further one if its choice has been evaluated between, which
 * marks the members to be written.
 */
function findWritten(evaluation: Evaluation): WrittenLine[] {
  const { symbols, tables, dialect } = evaluation.tree;
  const { titles } = tables;
  const written: WrittenLine[] = [];
  const once = dialect.writesOnce ? new Uint8Array(symbols.length) : undefined;
  for (const line of tables.lines) {
    if (line >= 0) {
      if (once?.[line] === 1) continue;
      evaluation.calculateAt(line);
      if (dialect.writesEverything) {
        if (!symbols[line]!.isHidden) written.push({ kind: 'symbol', symbol: symbols[line]! });
        continue;
      }
      if (!evaluation.isWrittenAt(line)) continue;
      if (once) once[line] = 1;
      else evaluation.setWrittenAt(line, false);
      written.push({ kind: 'symbol', symbol: symbols[line]! });
    } else {
      const isEnd = line < -titles.length;
      const { visibility, prompt } = titles[-1 - line - (isEnd ? titles.length : 0)]!;
      if (visibility && evaluation.evaluate(visibility) === NO) continue;
      if (evaluation.evaluate(prompt!.condition) === NO) continue;
      written.push({ kind: isEnd ? 'end' : 'title', title: prompt!.text });
    }
  }
  if (!once) {
    for (const entry of written) {
      if (entry.kind === 'symbol') evaluation.setWrittenAt(entry.symbol.index, true);
    }
  }
  return written;
}
