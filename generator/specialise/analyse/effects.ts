import type { Binding } from '../syntax/binding.ts';

/**
 * Something that is read or written: a variable, the elements of typed arrays (`[]`), or a
 * property of plain objects by name (`.flags`).
 */
export type Location = Binding | string;

/** What evaluating code may do besides producing a value. */
export interface Effects {
  readonly reads: ReadonlySet<Location>;
  readonly writes: ReadonlySet<Location>;
  /** May throw, or not end. */
  readonly stops: boolean;
  /** Runs unknown code, which may do anything except touch private locals. */
  readonly opaque: boolean;
}

/** Effects under construction. */
export interface EffectsBuilder {
  readonly reads: Set<Location>;
  readonly writes: Set<Location>;
  stops: boolean;
  opaque: boolean;
}

export function newEffects(): EffectsBuilder {
  return { reads: new Set(), writes: new Set(), stops: false, opaque: false };
}

/** Adds what `more` does to `effects`. */
export function addEffects(effects: EffectsBuilder, more: Effects): void {
  for (const location of more.reads) effects.reads.add(location);
  for (const location of more.writes) effects.writes.add(location);
  effects.stops ||= more.stops;
  effects.opaque ||= more.opaque;
}

/** A local that only its own function can change. */
export function isPrivate(location: Location): location is Binding {
  return typeof location !== 'string' && !location.topLevel && !location.shared;
}

function overlap(a: ReadonlySet<Location>, b: ReadonlySet<Location>): boolean {
  for (const location of a) if (b.has(location)) return true;
  return false;
}

function sameLocations(a: ReadonlySet<Location>, b: ReadonlySet<Location>): boolean {
  if (a.size !== b.size) return false;
  for (const location of a) if (!b.has(location)) return false;
  return true;
}

/** Whether two evaluations have the same effects, as far as those are known. */
export function sameEffects(a: Effects | undefined, b: Effects | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (
    a.stops === b.stops &&
    a.opaque === b.opaque &&
    sameLocations(a.reads, b.reads) &&
    sameLocations(a.writes, b.writes)
  );
}

function isPublic(effects: Effects): boolean {
  if (effects.stops || effects.opaque) return true;
  for (const location of effects.reads) if (!isPrivate(location)) return true;
  for (const location of effects.writes) if (!isPrivate(location)) return true;
  return false;
}

/** True if the evaluation can be left out when its value is not needed. */
export function isDroppable(effects: Effects): boolean {
  return effects.writes.size === 0 && !effects.stops && !effects.opaque;
}

/** True if two evaluations may change places: the results are the same in either order. */
export function commute(a: Effects, b: Effects): boolean {
  if ((a.opaque && isPublic(b)) || (b.opaque && isPublic(a))) return false;
  if (a.stops && (b.stops || b.writes.size > 0)) return false;
  if (b.stops && a.writes.size > 0) return false;
  return !overlap(a.writes, b.reads) && !overlap(a.reads, b.writes) && !overlap(a.writes, b.writes);
}
