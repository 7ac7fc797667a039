import type { Defconfig } from '../defconfigs/defconfig.ts';
import { Configuration } from '../configurations/configuration.ts';
import { type Evaluation } from '../evaluation/evaluation.ts';
import type { KconfigTree } from '../tree/tree.ts';
import { askChoice } from './ask-choice.ts';
import { askSymbol } from './ask-symbol.ts';
import { evaluateFile } from '../evaluation/evaluate-file.ts';
import { show, type Asking } from './step.ts';
import { childrenOf } from '../evaluation/shown.ts';
import { isNew, isShownInDialogue } from '../sessions/visibility.ts';
import type { MenuNode } from '../tree/model/model.ts';
import { MOD } from '../values/tristate.ts';

/**
 * Asks about every symbol that the file has no value for, menu by menu, as the C program's
 * `oldconfig` does: all symbols of a menu with something new in it are shown. Without a file
 * everything is new.
 *
 * @throws InputEndedError when a number has no valid value and there is no more input.
 */
export function* askNewSymbols(
  tree: KconfigTree,
  defconfig: Defconfig | undefined,
): Asking<Configuration> {
  return yield* converse(tree, defconfig, false);
}

/**
 * The same as the C program's `syncconfig` does it, called `silentoldconfig` before Linux 4.17: of a menu with
 * something new in it, further menus are shown only if they hold something new, too.
 *
 * @throws InputEndedError as `askNewSymbols` does.
 */
export function* askForBuild(
  tree: KconfigTree,
  defconfig: Defconfig | undefined,
): Asking<Configuration> {
  return yield* converse(tree, defconfig, false, true);
}

/**
 * Asks about every symbol that a user can set, with the file's value as the one that an empty answer
 * keeps, as the C program's `oldaskconfig` does; then about what the answers brought up.
 *
 * @throws InputEndedError as `askNewSymbols` does.
 */
export function* askAllSymbols(
  tree: KconfigTree,
  defconfig: Defconfig | undefined,
): Asking<Configuration> {
  return yield* converse(tree, defconfig, true);
}

function* converse(
  tree: KconfigTree,
  defconfig: Defconfig | undefined,
  asksAll: boolean,
  isForBuild = false,
): Asking<Configuration> {
  const { evaluation, isUpToDate, diagnostics } = evaluateFile(tree, defconfig);
  const dialogue = new Dialogue(evaluation, isForBuild);
  if (asksAll || (tree.dialect.hasOldDialogue && !isForBuild)) yield* dialogue.showAll(asksAll);
  yield* dialogue.run();
  if (isUpToDate && !dialogue.hasFoundNew) evaluation.invalidateAll();
  return new Configuration(evaluation, new Map(), false, () => diagnostics);
}

class Dialogue {
  readonly #evaluation: Evaluation;
  /** How far lines are indented: by 2 for each symbol around them. */
  #indent = '';
  /** The menu that is being shown. */
  #menu: MenuNode | undefined;
  #hasAsked = false;
  #asksAll = false;
  #skipsOldMenus: boolean;
  /** Whether anything was new. */
  hasFoundNew = false;

  /** @param isForBuild whether menus without anything new are left out in every dialect. */
  constructor(evaluation: Evaluation, isForBuild: boolean) {
    this.#evaluation = evaluation;
    this.#skipsOldMenus = isForBuild || evaluation.tree.dialect.skipsOldMenus;
  }

  /** Shows everything, and asks about it or only about what is new, once. */
  *showAll(asksAll: boolean): Asking<void> {
    const { dialect, root } = this.#evaluation.tree;
    this.#asksAll = asksAll;
    this.#skipsOldMenus = false;
    yield* this.#show(root);
    this.#asksAll = false;
    this.#skipsOldMenus = asksAll || dialect.skipsOldMenus;
  }

  /** Goes over the menus until there is nothing new: an answer may bring up further symbols. */
  *run(): Asking<void> {
    do {
      this.#hasAsked = false;
      yield* this.#search(this.#evaluation.tree.root);
    } while (this.#hasAsked);
  }

  /** Shows each menu below `node` that holds something new. */
  *#search(node: MenuNode): Asking<void> {
    if (!isShownInDialogue(this.#evaluation, node)) return;
    if (isNew(this.#evaluation, node)) {
      if (!this.#hasAsked) yield show('*\n* Restart config...\n*\n');
      this.#hasAsked = true;
      this.hasFoundNew = true;
      this.#menu = menuOf(node);
      yield* this.#show(this.#menu);
    }
    for (const child of childrenOf(node)) yield* this.#search(child);
  }

  /** Shows an entry and what is below it; other menus only where they hold something new. */
  *#show(node: MenuNode): Asking<void> {
    if (!isShownInDialogue(this.#evaluation, node)) return;
    const { symbol, prompt } = node;
    if (prompt!.kind === 'menu' && node !== this.#menu && this.#skipsOldMenus) {
      yield* this.#search(node);
      return;
    }
    if (prompt!.kind !== 'prompt') yield show(this.#heading(prompt!.text));
    if (!symbol) {
      for (const child of childrenOf(node)) yield* this.#show(child);
    } else if (symbol.isChoice) {
      const member = yield* askChoice(this.#evaluation, node, this.#indent, this.#asksAll);
      if (member) yield* this.#showBelow(member);
      if (this.#evaluation.tristate(symbol) === MOD) yield* this.#showBelow(node);
    } else {
      yield* askSymbol(this.#evaluation, node, this.#indent, this.#asksAll);
      yield* this.#showBelow(node);
    }
  }

  *#showBelow(node: MenuNode): Asking<void> {
    const outside = this.#indent;
    this.#indent = `${outside}  `;
    for (const child of childrenOf(node)) yield* this.#show(child);
    this.#indent = outside;
  }

  #heading(text: string): string {
    return ['*', `* ${text}`, '*'].map((line) => `${this.#indent}${line}\n`).join('');
  }
}

/** The menu or menuconfig symbol that contains an entry; for a menuconfig, the entry itself. */
function menuOf(node: MenuNode): MenuNode {
  let menu = node;
  while (menu.parent && menu.prompt?.kind !== 'menu') menu = menu.parent;
  return menu;
}
