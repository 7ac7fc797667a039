import type { Rule } from './rules.ts';
import type { PhaseView } from './phase-view.ts';

/** What the specification derives compile-time options from. */
export interface Basis {
  /** `SYS_MALLOC_SMALL` of the phase. */
  readonly small: boolean;
  readonly sandbox: boolean;
}

/** For a phase without dlmalloc 2.8.6, whatever the configuration says. */
const LEAST: Basis = { small: true, sandbox: false };

/**
 * A compile-time option of dlmalloc, of the specification's section "dlmalloc Compile-Time Options": the
 * phase's symbol (`SPL_NO_TREE_BINS`) if the tree has it, and otherwise `derived`, as in U-Boot, whose C
 * file derives them. A phase without dlmalloc 2.8.6 has nothing that the option could remove, so it has
 * the value of the smallest variant.
 *
 * @param in266 decides for dlmalloc 2.6.6, if it has what the option removes
 */
export function compileTime(
  derived: (basis: Basis) => boolean,
  in266: (view: PhaseView) => boolean = () => derived(LEAST),
): Rule<boolean> {
  return (view, name) => {
    switch (view.allocator) {
      case 'dlmalloc-2.8.6':
        return (
          view.isOwnOnIfDefined(name) ??
          derived({ small: view.isOwnOn('SYS_MALLOC_SMALL'), sandbox: view.isOn('SANDBOX') })
        );
      case 'dlmalloc-2.6.6':
        return in266(view);
      case 'malloc_simple':
        return derived(LEAST);
    }
  };
}
