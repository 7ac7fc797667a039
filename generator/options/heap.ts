import { inheritedLength, MIN_HEAP_LENGTH } from './lengths.ts';
import type { PhaseView } from './phase-view.ts';
import { hasFullMalloc, type Rule } from './rules.ts';

/** Whether the simple malloc() serves, alone or until the full one is ready. */
export function hasSimpleMalloc(view: PhaseView): boolean {
  return !hasFullMalloc(view) || view.isOwnOn('SYS_MALLOC_F');
}

/** Whether a heap can be opened again. Every heap with a lock can. */
export function canAttach(view: PhaseView): boolean {
  return hasFullMalloc(view) && (view.isOn('SYS_MALLOC_LOCK') || view.isOn('SYS_MALLOC_ATTACH'));
}

/** Whether the lock of a thread that has ended can be freed. */
export function canBreakLock(view: PhaseView): boolean {
  return (
    hasFullMalloc(view) &&
    view.allocator !== 'dlmalloc-2.6.6' &&
    view.isOn('SYS_MALLOC_LOCK') &&
    view.isOn('SYS_MALLOC_LOCK_BREAK')
  );
}

export function canGrow(view: PhaseView): boolean {
  return hasFullMalloc(view) && view.isOn('SYS_MALLOC_GROW');
}

/** dlmalloc 2.8.6 always starts afresh, so the option changes nothing there. */
export function startsAfresh(view: PhaseView): boolean {
  return (
    view.allocator === 'dlmalloc-2.6.6' &&
    (canAttach(view) || canGrow(view) || view.isOn('SYS_MALLOC_DEFAULT_TO_INIT'))
  );
}

/** Only U-Boot proper has boot parameters to pass on. */
export function hasBootparams(view: PhaseView): boolean {
  return view.phase === 'u-boot' && view.isOwnOn('SYS_MALLOC_BOOTPARAMS');
}

export const bootparamsLength: Rule<number> = (view, name) =>
  hasBootparams(view) ? inheritedLength(view, name) : 0;

export const simplePoolLength: Rule<number> = (view, name) =>
  hasSimpleMalloc(view) ? inheritedLength(view, name) : 0;

export const fullPoolLength: Rule<number> = (view, name) =>
  hasFullMalloc(view) ? inheritedLength(view, name, MIN_HEAP_LENGTH) : 0;
