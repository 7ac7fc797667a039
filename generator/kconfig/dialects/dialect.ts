import { UnknownDialectError } from '../diagnostics/errors.ts';
import { nearest } from '../../text/suggest.ts';
import { compareReleases, isReleased, readRelease, type Release } from './release.ts';
import { RULES, type DialectRules } from './rules.ts';

/** The Kconfig that one program reads: a name, and what distinguishes it from that of others. */
export interface Dialect extends DialectRules {
  /** As in `--dialect`. */
  readonly name: string;
  /** The title of a tree without `mainmenu`. */
  readonly untitled: string;
}

/** What a dialect has in common with a release of Linux, and what it has of its own. */
interface Origin {
  readonly release: Release;
  readonly rules?: Partial<DialectRules>;
  readonly untitled?: string;
}

/** The newest release that was compared with its program; `linux` is the same. */
const NEWEST: Release = '7.2';

/** What Kconfiglib adds to the language, and its descendants keep. */
const KCONFIGLIB: Partial<DialectRules> = {
  hasOptionEnv: true,
  hasBoolean: true,
  quotesChoiceNames: true,
  joinsLinesInTexts: true,
  expandsVariables: true,
  implyKeepsModule: false,
  writesImplied: false,
  rejectsWhileEvaluating: true,
  countsFreeDefinitions: true,
  membersDefaultToN: true,
  takesLastMode: true,
  joinsLastChoice: true,
  impliesBeyondDependencies: true,
  comparesSigned: true,
  followsUndefined: false,
  listsChoices: false,
};

const ORIGINS: Readonly<Record<string, Origin>> = {
  'u-boot': { release: '4.20', rules: { escapesTexts: false } },
  linux: { release: NEWEST },
  'kconfig-4.11': { release: '4.11', untitled: 'Configuration' },
  busybox: {
    release: '4.11',
    rules: { writesEverything: true, namesBusybox: true, hasOldDialogue: true },
    untitled: 'Busybox Configuration',
  },
  kconfiglib: { release: '5.17', rules: { ...KCONFIGLIB, allowsLateTitle: true } },
  openwrt: {
    release: '6.7',
    rules: {
      hasReset: true,
      allowsEmptyPatterns: true,
      looksBesideFile: true,
      readsMatchesBackwards: true,
      writesDefaultN: true,
      selectsWithinDependencies: true,
      startsFromConfig: true,
      refusesLoops: false,
    },
  },
  coreboot: { release: '6.8', rules: { allowsEmptyPatterns: true, allowsMissingFiles: true } },
  // These have the programs of a release of Linux, with few changes.
  openadk: { release: '4.11', rules: { selectsValues: true, selectsMembers: true } },
  unikraft: { release: '5.2', rules: { allowsEmptyPatterns: true, allowsMissingFiles: true } },
  xvisor: { release: '2.6', rules: { namesInFull: true, savesDefaultMembers: true } },
  'esp-idf': {
    release: '5.17',
    rules: {
      ...KCONFIGLIB,
      hasMenuHelp: true,
      setsValues: true,
      hasFloat: true,
      hasWarning: true,
      marksDefaults: true,
    },
  },
};

/** The dialect of a tree that says nothing of its own. */
export const DEFAULT_DIALECT = 'u-boot';

/** The names, without those of single releases. */
export const DIALECT_NAMES: readonly string[] = Object.keys(ORIGINS);

/** The dialect of a release of Linux; the newest that is known for a later one. */
export function dialectOfLinux(release: Release): string {
  return compareReleases(release, NEWEST) > 0 ? 'linux' : `linux-${release}`;
}

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
  const { release, rules, untitled = untitledOf(release) } = origin;
  const dialect = Object.freeze({ name, untitled, ...rulesOf(release), ...rules });
  known.set(name, dialect);
  return dialect;
}

function ofRelease(name: string): Origin | undefined {
  const release = name.startsWith('linux-') ? readRelease(name.slice('linux-'.length)) : undefined;
  return release && isReleased(release, NEWEST) ? { release } : undefined;
}

function rulesOf(release: Release): DialectRules {
  const entries = Object.entries(RULES).map(([rule, { since, until, backported = [] }]) => {
    const change = until ?? since;
    if (change === undefined) return [rule, false];
    const isChanged = compareReleases(change, release) <= 0 || backported.includes(release);
    return [rule, isChanged === (until === undefined)];
  });
  return Object.fromEntries(entries) as unknown as DialectRules;
}

/** What a tree without `mainmenu` is called. */
function untitledOf(release: Release): string {
  return compareReleases(release, '4.18') < 0 ? 'Linux Kernel Configuration' : 'Main menu';
}

function unknown(name: string): UnknownDialectError {
  const near = nearest(name, DIALECT_NAMES);
  const remedy = /^linux-\d/.test(name)
    ? `give a release from linux-2.6 to linux-${NEWEST}, or linux for the newest`
    : near === undefined
      ? `give one of ${DIALECT_NAMES.join(', ')}, or a release such as linux-6.1`
      : `did you mean ${near}?`;
  return new UnknownDialectError(`${name}: there is no such dialect of Kconfig; ${remedy}`);
}
