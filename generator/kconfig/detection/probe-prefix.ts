import { PLACES } from './places.ts';
import type { Probe } from './found-dialect.ts';

/** What the program beside a tree puts before the names of symbols, and what shows it. */
export interface FoundPrefix {
  /** Empty if it puts nothing there. */
  readonly prefix: string;
  /** As in `found-dialect.ts`. */
  readonly reason: string;
}

/** Where a build says what its `conf` is compiled with, from the folder of the sources. */
const MAKEFILES = ['Makefile', 'Makefile.am', 'Makefile.br'];

/** `-DCONFIG_=\"CT_\"`, in the quotes that make and the shell leave. */
const COMPILED = /-DCONFIG_=\\?['"]*(\w*)/;

/** `CONFIG_="CT_"` in the environment, which counts more than what was compiled in. */
const EXPORTED = /^[ \t]*(?:export[ \t]+)?CONFIG_[ \t]*[:?]?=[ \t]*"?(\w*)"?[ \t]*\\?$/m;

/** The projects whose trees come without a program. Their titles begin with this. */
const TITLES: readonly (readonly [project: string, prefix: string])[] = [
  ['Freetz', ''],
  ['Buildroot', ''],
  ['OpenADK', ''],
  ['Xvisor', ''],
  ['crosstool-NG', 'CT_'],
];

/** What the sources of the program beside a tree say; undefined if there are none. */
export function probeProgramPrefix(probe: Probe): FoundPrefix | undefined {
  const place = PLACES.find(([folder]) => probe(`${folder}/symbol.c`) !== undefined);
  if (!place) return undefined;
  const [folder] = place;
  const exported = EXPORTED.exec(probe('Makefile') ?? '')?.[1];
  if (exported !== undefined) return { prefix: exported, reason: 'the Makefile says so' };
  const reason = `${folder} says so`;
  for (const name of MAKEFILES) {
    const compiled = COMPILED.exec(probe(`${folder}/${name}`) ?? '')?.[1];
    if (compiled !== undefined) return { prefix: compiled, reason };
  }
  const written =
    /^#[ \t]*define[ \t]+CONFIG_[ \t]+"(\w*)"/m.exec(probe(`${folder}/lkc.h`) ?? '') ??
    // The earliest programs have it in each place that writes a name.
    /"# (\w*)%s is not set/.exec(probe(`${folder}/confdata.c`) ?? '');
  return { prefix: written?.[1] ?? 'CONFIG_', reason };
}

/** What the title in the first file says. */
export function probeTitlePrefix(text: string): FoundPrefix | undefined {
  const title = /^mainmenu[ \t]+"([^"\n]*)/m.exec(text)?.[1] ?? '';
  const found = TITLES.find(([project]) => title.startsWith(project));
  return found && { prefix: found[1], reason: `its first file has the title of ${found[0]}` };
}
