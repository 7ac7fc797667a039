import { formatPosition, type Position } from '../diagnostics/position.ts';
import { explainInvisible } from '../answers/unmet-text.ts';
import { strongest } from '../evaluation/origin.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import { formatExpression } from '../tree/expression/print.ts';
import type { ConfigSymbol, MenuNode, PromptProperty } from '../tree/model/model.ts';
import { nameOf } from '../tree/model/names.ts';
import type { KconfigTree } from '../tree/tree.ts';
import { isBoolean, type SymbolType } from '../values/symbol-type.ts';
import { letterOf, MOD, NO, YES, type TristateLetter } from '../values/tristate.ts';
import { markOf } from './marks.ts';
import type { Row, RowOptions } from './row.ts';
import { isChangeable, isTristateAllowed } from './set-value.ts';
import { isShown } from '../evaluation/shown.ts';
import { isNewRow } from './visibility.ts';

/** The places of a tree that have a prompt: what can be a row, whatever the values are. */
export class MenuRows {
  readonly #places: readonly Place[];
  readonly #byId: ReadonlyMap<number, Place>;
  /** By the row whose menu shows them; undefined is the main menu. */
  readonly #byMenu: ReadonlyMap<number | undefined, readonly Place[]>;

  constructor(tree: KconfigTree) {
    const ids = new Map(tree.nodes.map((node, id) => [node, id]));
    this.#places = tree.nodes.flatMap((node, id) => placeOf(node, id, ids) ?? []);
    this.#byId = new Map(this.#places.map((place) => [place.id, place]));
    this.#byMenu = byMenu(this.#places);
  }

  /** In the order of the menus, as far as the options ask for them. */
  rows(evaluation: Evaluation, { menu, visibleOnly = false }: RowOptions): readonly Row[] {
    const asked =
      menu === undefined ? this.#places : (this.#byMenu.get(menu === 'main' ? undefined : menu) ?? []);
    return asked
      .filter(({ node }) => !visibleOnly || isShown(evaluation, node))
      .map((place) => new LiveRow(evaluation, place));
  }

  /** The row with an id, or undefined. */
  row(evaluation: Evaluation, id: number): Row | undefined {
    const place = this.#byId.get(id);
    return place && new LiveRow(evaluation, place);
  }

  /** Whether the menu of a row has an entry that the menus show. */
  hasShown(evaluation: Evaluation, id: number): boolean {
    return (this.#byMenu.get(id) ?? []).some(({ node }) => isShown(evaluation, node));
  }

  /** The menu entry of the row with an id, or undefined. */
  node(id: number): MenuNode | undefined {
    return this.#byId.get(id)?.node;
  }
}

function byMenu(places: readonly Place[]): ReadonlyMap<number | undefined, readonly Place[]> {
  const menus = new Map<number | undefined, Place[]>();
  for (const place of places) {
    const inMenu = menus.get(place.menu);
    if (inMenu) inMenu.push(place);
    else menus.set(place.menu, [place]);
  }
  return menus;
}

/** What stays the same of a row. */
interface Place {
  readonly id: number;
  readonly node: MenuNode;
  readonly prompt: PromptProperty;
  readonly kind: Row['kind'];
  readonly menu: number | undefined;
  readonly depth: number;
}

function placeOf(
  node: MenuNode,
  id: number,
  ids: ReadonlyMap<MenuNode, number>,
): Place | undefined {
  const { prompt } = node;
  const kind = kindOf(node);
  if (!prompt || kind === undefined) return undefined;
  let depth = 0;
  let parent = node.parent;
  while (parent?.parent && !opensMenu(parent)) {
    if (parent.prompt) depth++;
    parent = parent.parent;
  }
  const menu = parent?.parent ? ids.get(parent) : undefined;
  return { id, node, prompt, kind, menu, depth };
}

function kindOf({ kind, symbol }: MenuNode): Row['kind'] | undefined {
  switch (kind) {
    case 'config':
    case 'menuconfig':
      return symbol?.choice ? 'member' : kind;
    case 'choice':
    case 'menu':
    case 'comment':
      return kind;
    default:
      return undefined;
  }
}

function opensMenu({ kind, prompt }: MenuNode): boolean {
  return prompt !== undefined && (kind === 'menu' || kind === 'menuconfig' || kind === 'choice');
}

/** Works out what is asked for. Valid until the session changes; what was asked for stays. */
class LiveRow implements Row {
  readonly id: number;
  readonly kind: Row['kind'];
  readonly name: string | undefined;
  readonly prompt: string;
  readonly type: SymbolType | undefined;
  readonly value: string | undefined;
  readonly mark: string;
  readonly opens: boolean;
  readonly menu: number | undefined;
  readonly depth: number;
  readonly isVisible: boolean;
  readonly isChangeable: boolean;
  readonly isNew: boolean;
  readonly help: string | undefined;
  readonly position: Position;
  readonly #explain: () => string | undefined;
  readonly #allow: () => readonly TristateLetter[];
  #allowed: readonly TristateLetter[] | undefined;
  #reason: { readonly text: string | undefined } | undefined;

  constructor(evaluation: Evaluation, { id, node, prompt, kind, menu, depth }: Place) {
    const { symbol } = node;
    this.id = id;
    this.kind = kind;
    this.name = symbol?.name;
    this.prompt = prompt.text;
    this.type = symbol?.type;
    this.value = symbol && valueOf(evaluation, node);
    this.mark = symbol ? markOf(evaluation, symbol) : '';
    this.opens = opensMenu(node);
    this.menu = menu;
    this.depth = depth;
    this.isVisible = isShown(evaluation, node);
    this.isChangeable = this.isVisible && symbol !== undefined && isChangeable(evaluation, symbol);
    this.isNew = this.isVisible && isNewRow(evaluation, node);
    this.help = node.help;
    this.position = node.position;
    this.#explain = () => reasonOf(evaluation, node, this);
    this.#allow = () => (this.isVisible && symbol ? allowedOf(evaluation, symbol) : NOTHING);
  }

  get allowed(): readonly TristateLetter[] {
    this.#allowed ??= this.#allow();
    return this.#allowed;
  }

  get reason(): string | undefined {
    this.#reason ??= { text: this.#explain() };
    return this.#reason.text;
  }
}

const NOTHING: readonly TristateLetter[] = [];

function allowedOf(evaluation: Evaluation, symbol: ConfigSymbol): readonly TristateLetter[] {
  if (!isBoolean(symbol)) return NOTHING;
  const present = evaluation.tristate(symbol);
  return ([NO, MOD, YES] as const)
    .filter((value) => value === present || isTristateAllowed(evaluation, symbol, value))
    .map(letterOf);
}

function valueOf(evaluation: Evaluation, { symbol }: MenuNode): string {
  return symbol!.isChoice ? (evaluation.member(symbol!)?.name ?? '') : evaluation.text(symbol!);
}

function reasonOf(evaluation: Evaluation, node: MenuNode, row: Row): string | undefined {
  const { symbol, prompt, visibility } = node;
  if (!symbol) {
    if (row.isVisible) return undefined;
    const condition = prompt!.condition ?? visibility;
    const text = condition && formatExpression(condition, (input) => evaluation.text(input));
    return text === undefined ? undefined : `it needs ${text}`;
  }
  if (!row.isVisible) return explainInvisible(evaluation, symbol);
  if (row.isChangeable) return undefined;
  const by = strongest(evaluation, symbol.selectedBy);
  return by && !by.by.isConstant
    ? `${nameOf(by.by)} selects it (${formatPosition(by.position)})`
    : undefined;
}
