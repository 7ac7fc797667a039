import type { PhaseView } from './phase-view.ts';

/** How a phase comes by the value of an option, whose name it is given without a prefix. */
export type Rule<Value> = (view: PhaseView, name: string) => Value;

/** The phase's own symbol. */
export const own: Rule<boolean> = (view, name) => view.isOwnOn(name);

/** The symbol that all phases share. */
export const shared: Rule<boolean> = (view, name) => view.isOn(name);

/** Only where the phase has a full malloc(). */
export function ifFull(rule: Rule<boolean>): Rule<boolean> {
  return (view, name) => hasFullMalloc(view) && rule(view, name);
}

/** Only where dlmalloc 2.8.6 serves malloc(). */
export function if286(rule: Rule<boolean>): Rule<boolean> {
  return (view, name) => view.allocator === 'dlmalloc-2.8.6' && rule(view, name);
}

export function hasFullMalloc({ allocator }: PhaseView): boolean {
  return allocator !== 'malloc_simple';
}
