import { editLines, openSession, type Session } from '../kconfig/index.ts';
import { canonicalForm, type BuildOptions, type Phase } from '../options/index.ts';
import { optionsOf } from '../price/index.ts';
import { pricedSymbols } from '../price/priced-symbols.ts';
import type { ConfigurationReading } from '../read-configuration.ts';
import { exportedNames, type Templates } from '../specialise/index.ts';

/** A name that a variant lacks, and would have with other options. */
export interface MissingCall {
  readonly name: string;
  /** What to add to the configuration, as lines of a defconfig. */
  readonly lines: readonly string[];
}

/** What some assignments make of the names of a variant. */
interface Trial {
  readonly assignments: Readonly<Record<string, string>>;
  readonly added: readonly string[];
  readonly lost: number;
}

/**
 * The names that a phase of a configuration lacks and one or two of its symbols would bring, sorted, with
 * what to add for each. All has been tried: of several ways it is the one that takes no other name away,
 * with the fewest assignments, and then that which brings the fewest other names.
 */
export function missingCalls(
  { configuration, defconfig }: Pick<ConfigurationReading, 'configuration' | 'defconfig'>,
  options: BuildOptions,
  templates: Templates,
): readonly MissingCall[] {
  const { tree } = configuration;
  const session = openSession(tree, defconfig);
  const { phase } = options;
  const namesOf = remembered(exportedNames(templates));
  const present = namesOf(options);
  const wanted = templates.api.map(({ name }) => name).filter((name) => !present.has(name));
  const look = (assignments: Readonly<Record<string, string>>): Trial =>
    trial(assignments, present, session, phase, namesOf);

  const switched = pricedSymbols(tree, phase).flatMap((symbol) => planFor(symbol, session));
  const single = switched.map(look);
  const known = new Set(single.flatMap(({ added }) => added));
  const useful = single.filter(({ added, lost }) => added.length > 0 && lost === 0);
  const isRest = wanted.some((name) => !known.has(name));
  const pairs = isRest
    ? useful.flatMap((first, i) =>
        useful.slice(i + 1).map((second) => look({ ...first.assignments, ...second.assignments })),
      )
    : [];
  const best = [...single, ...pairs].filter(({ added }) => added.length > 0).toSorted(byPrice);
  return [...wanted, ...factoryOf(templates, present)]
    .toSorted((a, b) => (a < b ? -1 : 1))
    .flatMap((name) => {
      const found = best.find(({ added }) => added.includes(name));
      if (found === undefined) return [];
      return [{ name, lines: editLines('', found.assignments, tree).trimEnd().split('\n') }];
    });
}

function factoryOf({ factory }: Templates, present: ReadonlySet<string>): readonly string[] {
  return factory === undefined || present.has(factory.name) ? [] : [factory.name];
}

/** What switches a symbol that is on or off. */
function planFor(symbol: string, session: Session): readonly Readonly<Record<string, string>>[] {
  const plan = session.plan({ [symbol]: session.get(symbol)?.value === 'n' ? 'y' : 'n' });
  return 'assignments' in plan ? [plan.assignments] : [];
}

function trial(
  assignments: Readonly<Record<string, string>>,
  present: ReadonlySet<string>,
  session: Session,
  phase: Phase,
  namesOf: (options: BuildOptions) => ReadonlySet<string>,
): Trial {
  session.setAll(assignments);
  try {
    const view = optionsOf(session, phase);
    if (!('options' in view)) return { assignments, added: [], lost: 0 };
    const names = namesOf(view.options);
    return {
      assignments,
      added: [...names].filter((name) => !present.has(name)),
      lost: [...present].filter((name) => !names.has(name)).length,
    };
  } finally {
    session.undo();
  }
}

function byPrice(a: Trial, b: Trial): number {
  const size = ({ assignments }: Trial): number => Object.keys(assignments).length;
  return a.lost - b.lost || size(a) - size(b) || a.added.length - b.added.length;
}

function remembered(
  namesOf: (options: BuildOptions) => ReadonlySet<string>,
): (options: BuildOptions) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (options) => {
    const form = canonicalForm(options);
    const names = known.get(form) ?? namesOf(options);
    known.set(form, names);
    return names;
  };
}
