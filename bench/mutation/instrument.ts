import type { NumberedMutant } from './mutant.ts';

/** A node that has mutants, with those inside it. */
interface Site {
  readonly start: number;
  readonly end: number;
  readonly mutants: readonly NumberedMutant[];
}

/** What each instrumented module begins with: see switch.ts. */
const HEAD = 'const { $in, $is, $none } = globalThis.MALLOCGEN_MUTATION.mutants;\n';

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

/**
 * The module with all of its mutants in it, of which at most one is active when it runs; so nothing is
 * built again for the next one ("mutant schemata": R. H. Untch, A. J. Offutt, M. J. Harrold, 1993).
 */
export function instrument(text: string, mutants: readonly NumberedMutant[]): string {
  const sites = sitesOf(mutants);
  let next = 0;

  const render = (start: number, end: number): string => {
    let result = '';
    let at = start;
    for (let site = sites[next]; site !== undefined && site.start < end; site = sites[next]) {
      next += 1;
      result += text.slice(at, site.start) + wrapped(site, render(site.start, site.end));
      at = site.end;
    }
    return result + text.slice(at, end);
  };
  return HEAD + render(0, text.length);
}
