import { UnknownDialectError } from '../diagnostics/errors.ts';
import { nearest } from '../../text/suggest.ts';
import { compareReleases, readRelease, type Release } from './release.ts';
import { RULES, type DialectRules } from './rules.ts';

/** The Kconfig that one program reads: a name, and what distinguishes it from that of others. */
export interface Dialect extends DialectRules {
  /** As in `--dialect`. */
  readonly name: string;
}

/** What a dialect has in common with a release of Linux, and what it has of its own. */
interface Origin {
  readonly release: Release;
  readonly rules?: Partial<DialectRules>;
}

/** The newest release that was compared with its program; `linux` is the same. */
const NEWEST: Release = '7.2';

const ORIGINS: Readonly<Record<string, Origin>> = {
  'u-boot': { release: '4.20', rules: { escapesTexts: false } },
  linux: { release: NEWEST },
  'kconfig-4.11': { release: '4.11' },
  busybox: { release: '4.11' },
  kconfiglib: { release: '5.7' },
  openwrt: { release: '5.13' },
  coreboot: { release: '6.8' },
  'esp-idf': { release: '5.7' },
};

/** The dialect of a tree that says nothing of its own. */
export const DEFAULT_DIALECT = 'u-boot';

/** The names, without those of single releases. */
export const DIALECT_NAMES: readonly string[] = Object.keys(ORIGINS);

const known = new Map<string, Dialect>();

/**
 * The dialect of that name: one of `DIALECT_NAMES`, or `linux-X.Y` for a release of Linux.
 *
 * @throws UnknownDialectError
 */
export function findDialect(name: string): Dialect {
  const before = known.get(name);
  if (before) return before;
  const origin = Object.hasOwn(ORIGINS, name) ? ORIGINS[name] : ofRelease(name);
  if (!origin) throw unknown(name);
  const dialect = Object.freeze({ name, ...rulesOf(origin.release), ...origin.rules });
  known.set(name, dialect);
  return dialect;
}

function ofRelease(name: string): Origin | undefined {
  const release = name.startsWith('linux-') ? readRelease(name.slice('linux-'.length)) : undefined;
  return release && { release };
}

function rulesOf(release: Release): DialectRules {
  const entries = Object.entries(RULES).map(([rule, { since }]) => [
    rule,
    since !== undefined && compareReleases(since, release) <= 0,
  ]);
  return Object.fromEntries(entries) as unknown as DialectRules;
}

function unknown(name: string): UnknownDialectError {
  const near = nearest(name, DIALECT_NAMES);
  const remedy =
    near === undefined
      ? `give one of ${DIALECT_NAMES.join(', ')}, or a release such as linux-6.1`
      : `did you mean ${near}?`;
  return new UnknownDialectError(`${name}: there is no such dialect of Kconfig; ${remedy}`);
}
