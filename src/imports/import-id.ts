import { basename } from 'node:path';

import { MallocgenError } from '../../generator/error.ts';
import { PHASES, type Phase } from '../../generator/options/phase.ts';
import { nearest } from '../../generator/text/suggest.ts';

/**
 * What a bundler may ask about: a path that ends like the name of a configuration, with or without a
 * query. It is checked against every module of a program, so it is simple; {@link parseImportId} decides.
 */
export const IMPORT_ID = /[._]defconfig(?:\?|$)/;

/** The same for ids that have a query. */
export const IMPORT_ID_WITH_QUERY = /[._]defconfig\?/;

/** One variant that a program imports: a configuration, and the phase to build of it. */
export interface ImportId {
  readonly path: string;
  readonly phase: Phase;
}

/** The phase of an import without a query. */
const DEFAULT_PHASE: Phase = 'u-boot';

/** What development servers add to ids; it does not change what is meant. */
const IGNORED_KEYS: ReadonlySet<string> = new Set(['t', 'v', 'import']);

/** An import names a phase that no configuration has. */
export class UnknownPhaseError extends MallocgenError {
  readonly code = 'unknown-phase';

  constructor(id: string, phase: string) {
    const near = nearest(phase, PHASES);
    const remedy =
      near === undefined ? `There are ${PHASES.join(', ')}.` : `Did you mean ?phase=${near}?`;
    super(`${basename(id)}: there is no phase '${phase}'. ${remedy}`);
  }
}

/** The query of an import is not `?phase=NAME`. */
export class UnknownQueryError extends MallocgenError {
  readonly code = 'unknown-query';

  constructor(id: string) {
    const { path } = splitQuery(id);
    super(
      `${basename(path)}${id.slice(path.length)}: a configuration has no query but one ?phase=NAME. ` +
        `Import ${basename(path)}, or ${basename(path)}?phase=spl for another phase.`,
    );
  }
}

/**
 * Divides what a program imports into the path and a query that all ways to name the variant share:
 * nothing for U-Boot proper, otherwise `?phase=NAME`, whether there is such a phase or not. Other queries are
 * kept: whoever loads the variant refuses them.
 * @returns undefined if it is not a variant: another name, or a module of a bundler's own
 */
export function splitImport(
  source: string,
): { readonly path: string; readonly query: string } | undefined {
  const { path, query } = splitQuery(source);
  // Rollup's plugins begin the names of modules that are not files so.
  if (!IMPORT_ID.test(path) || path.startsWith('\0')) return undefined;
  const phase = phaseIn(query);
  return { path, query: phase === undefined ? `?${query}` : queryOf(phase) };
}

/**
 * The phase that a query names.
 * @returns undefined if it says anything else
 */
function phaseIn(query: string): string | undefined {
  const keys = new URLSearchParams(query);
  const phases = keys.getAll('phase');
  const isKnown = [...keys.keys()].every((key) => key === 'phase' || IGNORED_KEYS.has(key));
  return isKnown && phases.length <= 1 ? (phases[0] ?? DEFAULT_PHASE) : undefined;
}

/**
 * Reads the id of a module, such as `/src/board.defconfig?phase=spl`.
 * @returns undefined if it is not a variant
 * @throws {UnknownPhaseError}
 * @throws {UnknownQueryError}
 */
export function parseImportId(id: string): ImportId | undefined {
  const split = splitImport(id);
  if (split === undefined) return undefined;
  const phase = phaseIn(splitQuery(id).query);
  if (phase === undefined) throw new UnknownQueryError(id);
  if (!isPhase(phase)) throw new UnknownPhaseError(id, phase);
  return { path: split.path, phase };
}

/** The id that all imports of one variant share. */
export function formatImportId({ path, phase }: ImportId): string {
  return path + queryOf(phase);
}

/** `?phase=spl`, and nothing for U-Boot proper. */
export function queryOf(phase: string): string {
  return phase === DEFAULT_PHASE ? '' : `?phase=${phase}`;
}

function splitQuery(id: string): { readonly path: string; readonly query: string } {
  const start = id.indexOf('?');
  return start < 0
    ? { path: id, query: '' }
    : { path: id.slice(0, start), query: id.slice(start + 1) };
}

function isPhase(name: string): name is Phase {
  return (PHASES as readonly string[]).includes(name);
}

/** The name of the variant's `malloc.ts` in source maps: an absolute path below that of its configuration. */
export function sourceName({ path, phase }: ImportId): string {
  return `${path}/${phase}/malloc.ts`;
}
