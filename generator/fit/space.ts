import {
  forEachSymbol,
  type ConfigSymbol,
  type Expression,
  type KconfigTree,
} from '../kconfig/index.ts';
import { PHASE_PREFIX, type Phase } from '../options/index.ts';
import { pricedSymbols } from '../price/index.ts';

/** Something that a user can decide: a bool or tristate, or which member of a choice is on. */
export interface Variable {
  readonly name: string;
  /** The symbol itself, or the members of the choice. */
  readonly members: readonly string[];
  /** The assignments to choose from. */
  readonly settings: readonly Readonly<Record<string, string>>[];
  /** The names of all variables that its value depends on. */
  readonly dependsOn: ReadonlySet<string>;
}

/** What a search varies. */
export interface Space {
  readonly variables: readonly Variable[];
  /** Whether these are all that there are. */
  readonly isWhole: boolean;
}

/** Of a tree with more variables, only those are varied that a phase takes its options from. */
const MOST_VARIABLES = 80;

/**
 * The variables that decide what a phase asks for, and those that `names` depend on, each after all that it
 * depends on, as far as they do not depend on each other. Numbers and texts are none: they stay as they
 * are.
 */
export function spaceOf(tree: KconfigTree, phase: Phase, names: Iterable<string>): Space {
  const phaseSymbol = PHASE_PREFIX[phase].slice(0, -1);
  const wanted = [...pricedSymbols(tree, phase), phaseSymbol, ...names];
  const roots = wanted.flatMap((name) => tree.names.get(name) ?? []);
  const reached = reach(roots);
  const variables = new Map<string, Variable>();
  for (const symbol of reached) {
    if (!isFree(symbol)) continue;
    const name = nameOf(symbol);
    if (variables.has(name)) continue;
    const dependsOn = new Set([...reach([symbol.choice ?? symbol])].filter(isFree).map(nameOf));
    dependsOn.delete(name);
    const members = (symbol.choice?.members ?? [symbol]).flatMap((each) => each.name ?? []);
    variables.set(name, { name, members, settings: settingsOf(symbol), dependsOn });
  }
  const isWhole = variables.size <= MOST_VARIABLES;
  const chosen = [...variables.values()].filter(
    ({ members }) => isWhole || members.some((name) => wanted.includes(name)),
  );
  return {
    variables: chosen.toSorted(
      (a, b) => a.dependsOn.size - b.dependsOn.size || (a.name < b.name ? -1 : 1),
    ),
    isWhole,
  };
}

/** A symbol that users set, and whose value is not a number or a text. */
function isFree(symbol: ConfigSymbol): boolean {
  const { type, prompts, isChoice, name } = symbol;
  return (
    (type === 'bool' || type === 'tristate') &&
    prompts.length > 0 &&
    !isChoice &&
    name !== undefined
  );
}

/** Of a member, the name of its choice's first member. */
function nameOf({ choice, name }: ConfigSymbol): string {
  return choice?.members.find((member) => member.name !== undefined)?.name ?? name ?? '';
}

function settingsOf({ choice, name = '' }: ConfigSymbol): Variable['settings'] {
  if (choice === undefined) return [{ [name]: 'n' }, { [name]: 'y' }];
  const members = choice.members.flatMap((member) => member.name ?? []);
  const none = Object.fromEntries(members.map((member) => [member, 'n']));
  return [...members.map((member) => ({ [member]: 'y' })), ...(choice.isOptional ? [none] : [])];
}

/** All symbols that the values of some depend on, these included. */
function reach(roots: readonly ConfigSymbol[]): ReadonlySet<ConfigSymbol> {
  const seen = new Set<ConfigSymbol>();
  const pending = [...roots];
  const add = (expression: Expression | undefined): void => {
    forEachSymbol(expression, (symbol) => pending.push(symbol));
  };
  for (let symbol = pending.pop(); symbol !== undefined; symbol = pending.pop()) {
    if (seen.has(symbol) || symbol.isConstant) continue;
    seen.add(symbol);
    const { prompts, defaults, directDependencies, selectedBy, impliedBy, choice, members } =
      symbol;
    for (const { condition } of [...prompts, ...defaults]) add(condition);
    for (const { value } of defaults) add(value);
    directDependencies.forEach(add);
    for (const { by, condition } of [...selectedBy, ...impliedBy]) {
      pending.push(by);
      add(condition);
    }
    if (choice !== undefined) pending.push(choice);
    pending.push(...members);
  }
  return seen;
}
