import type { Defconfig } from '../defconfigs/defconfig.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { evaluateFile } from '../evaluation/evaluate-file.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import type { SymbolType } from '../values/symbol-type.ts';
import type { KconfigTree } from '../tree/tree.ts';
import { helpText } from '../answers/help-text.ts';
import { childrenOf } from '../evaluation/shown.ts';
import { isNew, isShownInDialogue } from '../sessions/visibility.ts';
import type { MenuNode } from '../tree/model/model.ts';

/** A symbol that a configuration file has no value for, and that a user would be asked about. */
export interface NewSymbol {
  /** Without `CONFIG_`; undefined for a choice without a name. */
  readonly name: string | undefined;
  readonly type: SymbolType;
  /** Whether it is a member of a choice. */
  readonly isMember: boolean;
  /** What it has until it is set. */
  readonly value: string;
  /** What the C program shows for `?`. */
  readonly help: string;
}

/** What a configuration file lacks, and what is wrong with the lines that it has. */
export interface NewSymbols {
  /** All that `oldconfig` would ask about, in the order of the menus. */
  readonly symbols: readonly NewSymbol[];
  /** Whether the file says just what comes out, so that writing it would change nothing. */
  readonly isUpToDate: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds what a file has no value for; without a file, everything. */
export function findNewSymbols(tree: KconfigTree, defconfig?: Defconfig): NewSymbols {
  const { evaluation, isUpToDate, diagnostics } = evaluateFile(tree, defconfig);
  const nodes = [...newNodes(evaluation, tree.root)];
  const listed = tree.dialect.listsChoices ? nodes : nodes.filter(({ symbol }) => symbol?.isChoice !== true);
  const symbols = listed.map((node) => ({
    name: node.symbol!.name,
    type: node.symbol!.type,
    isMember: node.symbol!.choice !== undefined,
    value: evaluation.text(node.symbol!),
    help: helpText(evaluation, node),
  }));
  return { symbols, isUpToDate, diagnostics };
}

function* newNodes(evaluation: Evaluation, node: MenuNode): Generator<MenuNode, void, void> {
  if (!isShownInDialogue(evaluation, node)) return;
  if (isNew(evaluation, node)) yield node;
  for (const child of childrenOf(node)) yield* newNodes(evaluation, child);
}

/**
 * The line of `listnewconfig`: text is escaped there, as it is not in `.config`. A choice without a
 * name has none.
 */
export function formatNewSymbol(
  { name, type, value, isMember }: NewSymbol,
  { prefix, dialect }: Pick<KconfigTree, 'prefix' | 'dialect'>,
): string {
  if (name === undefined) return '';
  if (!dialect.listsValues) return isMember ? '' : `${prefix}${name}\n`;
  const text = type === 'string' ? `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"` : value;
  return `${prefix}${name}=${text}\n`;
}
