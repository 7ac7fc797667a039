import type { KconfigTree } from '../../../generator/kconfig/index.ts';
import { PHASE_PREFIX, PHASES, type Phase } from '../../../generator/options/phase.ts';
import { nearest } from '../../../generator/text/suggest.ts';
import { UsageError } from '../usage-error.ts';

/** A price that the user asks for. */
export interface Wanted {
  readonly phase: Phase;
  readonly symbol: string;
  /** Absent for a switch. */
  readonly value?: string;
}

/**
 * What `SYMBOL` and `SYMBOL=VALUE` ask for in some phases: of a symbol that each phase has a form of, the
 * phase's own; `SPL_SYMBOL` is about that phase alone unless another one is asked for. What is asked for
 * twice is priced once.
 * @param phases those of the command line, or all that the configuration builds
 * @throws {UsageError} for a symbol that the tree does not define, with the nearest that it does
 */
export function wantedPrices(
  words: readonly string[],
  phases: readonly Phase[],
  tree: KconfigTree,
): readonly Wanted[] {
  const all = words.flatMap((word): readonly Wanted[] => {
    const [, written = '', value] = /^([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    const name = written.startsWith(tree.prefix) ? written.slice(tree.prefix.length) : written;
    const rest = value === undefined ? {} : { value };
    const own = PHASES.find((phase) => phase !== 'u-boot' && name.startsWith(PHASE_PREFIX[phase]));
    if (own !== undefined && isDefined(tree, name)) {
      const of = phases.includes(own) ? [own] : phases;
      return of.map((phase) => ({ phase, symbol: name, ...rest }));
    }
    return phases.map((phase) => {
      const symbol = [PHASE_PREFIX[phase] + name, name].find((each) => isDefined(tree, each));
      if (symbol === undefined) throw new UsageError(unknown(name, tree));
      return { phase, symbol, ...rest };
    });
  });
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
}

function isDefined(tree: KconfigTree, name: string): boolean {
  return (tree.names.get(name)?.nodes.length ?? 0) > 0;
}

function unknown(name: string, tree: KconfigTree): string {
  if (name === '') return 'The symbol is empty: name one, such as SYS_MALLOC_SMALL.';
  const names = [...tree.names.keys()].filter((each) => isDefined(tree, each));
  const near = nearest(name, names) ?? nearest(name.toUpperCase(), names);
  const remedy =
    near === undefined ? 'Its files define all that there is.' : `Did you mean ${near}?`;
  return `${name}: the tree has no such symbol. ${remedy}`;
}
