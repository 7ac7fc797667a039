import {
  formatExpression,
  type ConfigSymbol,
  type KconfigTree,
  type MenuNode,
} from '../../generator/kconfig/index.ts';
import { PHASE_PREFIX, PHASES, type Phase } from '../../generator/options/index.ts';

/** An option, with its forms for the phases that have their own. */
export interface Option {
  /** The symbol of the first phase that has one, in the order of `PHASES`. */
  readonly name: string;
  readonly symbol: ConfigSymbol;
  readonly phase: Phase;
  /** The forms for further phases. */
  readonly forms: readonly Form[];
  /** The title of the menu that it is in, below the main menu. */
  readonly menu: string;
  readonly prompt: string;
  readonly defaults: string;
}

interface Form {
  readonly phase: Phase;
  readonly name: string;
  /** Its defaults, where they are others than the option's. */
  readonly defaults: string | undefined;
}

const PREFIXES = PHASES.filter((phase) => phase !== 'u-boot');

/** The phase whose prefix a name has, and the rest. */
function split(name: string): { readonly phase: Phase; readonly rest: string } {
  const phase = PREFIXES.find((each) => name.startsWith(PHASE_PREFIX[each])) ?? 'u-boot';
  return { phase, rest: name.slice(PHASE_PREFIX[phase].length) };
}

/** All options that a user can set, in the order of the menus. */
export function optionsOfTree(tree: KconfigTree): readonly Option[] {
  const groups = new Map<string, MenuNode[]>();
  for (const node of tree.nodes) {
    const { symbol } = node;
    if (symbol?.name === undefined || node.prompt === undefined) continue;
    const { rest } = split(symbol.name);
    groups.set(rest, [...(groups.get(rest) ?? []), node]);
  }
  return [...groups.values()].map(optionOf);
}

function optionOf(nodes: readonly MenuNode[]): Option {
  const byPhase = PHASES.flatMap((phase) =>
    nodes.filter(({ symbol }) => split(symbol?.name ?? '').phase === phase),
  );
  const [first, ...others] = byPhase;
  if (first?.symbol?.name === undefined) throw new Error('an option has a definition');
  const { symbol } = first;
  const { name } = symbol as { name: string };
  const { phase } = split(name);
  const defaults = defaultsOf(symbol, phase);
  return {
    name,
    symbol,
    phase,
    menu: menuOf(first),
    prompt: first.prompt?.text ?? '',
    defaults,
    forms: others.map(({ symbol: form }) => {
      const formName = form?.name ?? '';
      const formPhase = split(formName).phase;
      const own = defaultsOf(form as ConfigSymbol, formPhase);
      return { phase: formPhase, name: formName, defaults: own === defaults ? undefined : own };
    }),
  };
}

function menuOf(node: MenuNode): string {
  let at = node;
  while (at.container?.container !== undefined) at = at.container;
  return at.kind === 'menu' ? (at.prompt?.text ?? '') : '';
}

/** What a choice says of the default of a member; undefined for symbols outside of one. */
function defaultInChoice(symbol: ConfigSymbol): string | undefined {
  const { choice } = symbol;
  if (choice === undefined) return undefined;
  const named = choice.defaults.flatMap(({ value, written }) => {
    if (value.kind !== 'symbol' || value.symbol !== symbol) return [];
    return written === undefined ? ['y'] : [`y if ${formatExpression(written)}`];
  });
  const isFirst = choice.defaults.length === 0 && choice.members[0] === symbol;
  return named.join(', ') || (isFirst ? 'y' : 'n');
}

/** The defaults as Kconfig has them, one after the other, without the prefix of the symbol's phase. */
function defaultsOf(symbol: ConfigSymbol, phase: Phase): string {
  const { defaults, type } = symbol;
  const texts = defaults.map(({ value, written }) =>
    [formatExpression(value), written && formatExpression(written)]
      .filter((text) => text)
      .join(' if '),
  );
  const text = defaultInChoice(symbol) ?? (texts.join(', ') || (type === 'bool' ? 'n' : 'none'));
  const prefix = PHASE_PREFIX[phase];
  return prefix === '' ? text : text.replaceAll(new RegExp(`\\b${prefix}`, 'g'), '');
}
