import type { NumberedMutant } from './mutant.ts';

/** A node that has mutants, with those inside it. */
interface Site {
  readonly start: number;
  readonly end: number;
  readonly mutants: readonly NumberedMutant[];
}

/** What each instrumented module begins with: see switch.ts. */
const HEAD = 'const { $in, $is, $none } = globalThis.MALLOCGEN_MUTATION.mutants;\n';
const OBSERVED_HEAD =
  'const { $ran, $skip, $before, $after, $clause } = globalThis.MALLOCGEN_MUTATION.observer;\n';

function sitesOf(mutants: readonly NumberedMutant[]): readonly Site[] {
  const sites = new Map<number, NumberedMutant[]>();
  for (const mutant of mutants) {
    const known = sites.get(mutant.site);
    if (known === undefined) sites.set(mutant.site, [mutant]);
    else known.push(mutant);
  }
  return [...sites.values()]
    .map((each): Site => {
      const { start, end } = each[0] as NumberedMutant;
      return { start, end, mutants: each };
    })
    .toSorted((a, b) => a.start - b.start || b.end - a.end || rank(a) - rank(b));
}

/** Of two sites at one place the clause or statement is around the expression. */
function rank({ mutants }: Site): number {
  return mutants[0]?.form === 'expression' ? 1 : 0;
}

function wrapped({ mutants }: Site, original: string): string {
  const isActive = `$in(${String(mutants[0]?.site)})`;
  if (mutants[0]?.form === 'statement') return `{ if (!${isActive}) ${original} }`;
  if (mutants[0]?.form === 'case') return `(${isActive} ? $none : (${original}))`;
  const last = mutants.length - 1;
  const choice = mutants.reduceRight(
    (rest, { id, text }, i) =>
      i === last ? `(${text})` : `$is(${String(id)}) ? (${text}) : ${rest}`,
    '',
  );
  return `(${isActive} ? (${choice}) : (${original}))`;
}

/** The place as it is, which notes the mutants that would make a difference. */
function observed({ mutants }: Site, original: string): string {
  const [first] = mutants as [NumberedMutant];
  const { site, id, probe, form } = first;
  if (form === 'statement') return `{ $ran(${site}, ${id}, 1); ${original} }`;
  if (form === 'case')
    return probe?.compares === 'clause'
      ? `$clause(${site}, ${id}, (${probe.discriminant}), (${original}))`
      : `($ran(${site}, ${id}, 1), (${original}))`;
  if (probe === undefined) return `($ran(${site}, ${id}, ${mutants.length}), (${original}))`;
  const probes = mutants.map(({ text }) => `() => (${text})`).join(', ');
  const isTruth = probe.compares === 'truth';
  const before = `$skip(${site}, ${id}, ${mutants.length}) ? undefined : $before(${id}, [${probes}])`;
  return `$after(${before}, (${original}), ${site}, ${id}, ${isTruth})`;
}

/**
 * The module with all of its mutants in it, of which at most one is active when it runs; so nothing is
 * built again for the next one ("mutant schemata": R. H. Untch, A. J. Offutt, M. J. Harrold, 1993).
 */
export function instrument(
  text: string,
  mutants: readonly NumberedMutant[],
  mode: 'mutate' | 'observe',
): string {
  const sites = sitesOf(mutants);
  const wrap = mode === 'mutate' ? wrapped : observed;
  let next = 0;

  const render = (start: number, end: number): string => {
    let result = '';
    let at = start;
    for (let site = sites[next]; site !== undefined && site.start < end; site = sites[next]) {
      next += 1;
      result += text.slice(at, site.start) + wrap(site, render(site.start, site.end));
      at = site.end;
    }
    return result + text.slice(at, end);
  };
  return (mode === 'mutate' ? HEAD : OBSERVED_HEAD) + render(0, text.length);
}
