import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as z from '../text/schema.ts';
import { MallocgenError } from '../error.ts';
import { oneLine } from '../text/one-line.ts';
import { digest } from './digest.ts';
import { interruptedIn } from './interrupted.ts';
import { MANIFEST_SCHEMA } from './manifest.ts';
import { OutputError } from './output-error.ts';
import { CONFIG_FILE, MANIFEST_FILE } from './output-files.ts';
import { readSeal } from './seal.ts';
import { isWrittenSource, locateSources, type Sources } from './sources.ts';

/** What is wrong with one file. */
export interface Finding {
  readonly kind: 'stale' | 'edited' | 'missing' | 'foreign' | 'damaged' | 'interrupted';
  /** The path of the file. */
  readonly file: string;
  /** Why, as the rest of a sentence. */
  readonly reason: string;
}

export interface Verification {
  /** Folders that have a manifest. */
  readonly folders: readonly string[];
  /** How many files were looked at. */
  readonly files: number;
  readonly findings: readonly Finding[];
}

/** What the folders should have been made with. */
export interface Expected {
  /** Name and version of this program. */
  readonly generator: string;
  /** The folder of this program. */
  readonly own: string;
  /** The digest of its templates. */
  readonly templates: string;
  /** The `.config` that a configuration gives now. Throws a `MallocgenError` if it gives none. */
  readonly config: (sources: Sources) => string;
  /** What to take in the place of the sources that a manifest names. */
  readonly instead?: {
    /** A folder that has the defconfigs by their names. */
    readonly configs?: string | undefined;
    readonly kconfig?: string | undefined;
  };
}

const source = z.string().check(z.refine(isWrittenSource, 'is not a path from this folder'));

/** Only what is checked: a manifest of a later program may have more. */
const manifestSchema = z.object({
  schema: z.number(),
  generator: z.string(),
  templates: z.string(),
  configuration: z.object({
    defconfig: z.string(),
    hash: z.string(),
    from: z.optional(
      z.object({
        defconfig: source,
        fragments: z.optional(z.array(source)),
        kconfig: source,
        srctree: z.optional(source),
        dialect: z.optional(z.string()),
      }),
    ),
  }),
  files: z.record(
    // A path in the folder, which a damaged manifest must not lead out of.
    z.string().check(z.regex(/^(?!.*(?:^|\/)\.\.(?:\/|$))[^/\\][^\\]*$/)),
    z.object({ bytes: z.number(), hash: z.string() }),
  ),
});

type CheckedManifest = z.infer<typeof manifestSchema>;

/**
 * Compares generated files with their manifests. `out` is the folder that all configurations are written
 * to, or the folder of one of them.
 * @throws {OutputError} when there is nothing generated there
 */
export function verifyOutput(out: string, expected: Expected): Verification {
  const interrupted = interruptedAt(out);
  const folders = foldersOf(out);
  if (folders.length === 0 && interrupted.length === 0) throw nothingIn(out);
  const results = folders.map((folder) => verifyFolder(folder, expected));
  return {
    folders,
    files: results.reduce((sum, { files }) => sum + files, 0),
    findings: [...interrupted, ...results.flatMap(({ findings }) => findings)],
  };
}

/** Runs that were interrupted while they wrote to a folder in `out`, or to `out` itself. */
function interruptedAt(out: string): readonly Finding[] {
  const inside = isFolder(out) ? interruptedIn(out) : [];
  const beside = interruptedIn(dirname(out)).filter(({ name }) => name === basename(out));
  return [...inside, ...beside].map(({ temporary, name }) => ({
    kind: 'interrupted',
    file: temporary,
    reason: `a run was interrupted while it wrote ${name}: generate that again, which repairs it`,
  }));
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

function foldersOf(out: string): readonly string[] {
  if (existsSync(join(out, MANIFEST_FILE))) return [out];
  const inside = isFolder(out) ? readdirSync(out) : [];
  return inside
    .toSorted()
    .filter((name) => !name.startsWith('.'))
    .map((name) => join(out, name))
    .filter((folder) => existsSync(join(folder, MANIFEST_FILE)));
}

function nothingIn(out: string): OutputError {
  return new OutputError(
    `${out} has no ${MANIFEST_FILE}, nor has a folder in it. Name the folder that --out named.`,
  );
}

/** TypeScript compiles what is imported, even from a folder that is excluded. */
const COMPILED =
  'tsc has written what it made of malloc.ts there; let it write elsewhere, by outDir or noEmit';

function verifyFolder(
  folder: string,
  expected: Expected,
): { readonly files: number; readonly findings: readonly Finding[] } {
  const place = join(folder, MANIFEST_FILE);
  const manifest = readManifest(place);
  if (typeof manifest === 'string')
    return { files: 1, findings: [{ kind: 'damaged', file: place, reason: manifest }] };
  const { configuration, files } = manifest;
  const findings: Finding[] = [];
  const find = (kind: Finding['kind'], file: string, reason: string): void =>
    void findings.push({ kind, file, reason });

  if (manifest.generator !== expected.generator)
    find('stale', place, `made by ${manifest.generator}, and this is ${expected.generator}`);
  else if (manifest.templates !== expected.templates)
    find('stale', place, 'the templates have changed since');
  findings.push(...configurationFindings(place, manifest, expected));
  if (files[CONFIG_FILE]?.hash !== configuration.hash)
    find('damaged', place, `it has two hashes for ${CONFIG_FILE}`);

  for (const [path, { bytes, hash }] of Object.entries(files)) {
    const file = join(folder, path);
    if (!existsSync(file)) {
      find('missing', file, 'it was generated and is not there');
      continue;
    }
    const content = readFileSync(file);
    // A .wasm has no head; its loader says what it was made from.
    const isSealed = path !== CONFIG_FILE && !path.endsWith('.wasm');
    const seal = isSealed ? readSeal(content.toString()) : undefined;
    if (digest(content) !== hash) {
      const length =
        content.byteLength === bytes
          ? `${bytes} bytes as generated, but others`
          : `${content.byteLength} bytes where ${bytes} were generated`;
      const typescript = files[path.replace(/\.(js|d\.ts)$/, '.ts')];
      const isCompiled = !path.endsWith('malloc.ts') && seal?.bytes === typescript?.bytes;
      find('edited', file, isCompiled ? `${length}: ${COMPILED}` : length);
    } else if (isSealed && seal?.configuration !== configuration.hash) {
      find('stale', file, 'its head names another configuration than the manifest');
    }
  }
  for (const path of pathsIn(folder)) {
    if (path !== MANIFEST_FILE && files[path] === undefined)
      find('foreign', join(folder, path), 'it was not generated');
  }
  return { files: Object.keys(files).length + 1, findings };
}

/** What is wrong with the sources of a configuration: one that is missing, or that gives another one now. */
function configurationFindings(
  place: string,
  { configuration }: CheckedManifest,
  { config, instead, own }: Expected,
): readonly Finding[] {
  const folder = dirname(place);
  const { defconfig, from, hash } = configuration;
  if (from === undefined) {
    return [{ kind: 'stale', file: place, reason: 'it does not say what it was made from' }];
  }
  const located = locateSources(from, folder, own);
  const sources: Sources = {
    defconfig:
      instead?.configs === undefined ? located.defconfig : join(instead.configs, defconfig),
    fragments: located.fragments?.map((file) => byName(file, instead?.configs)),
    ...(instead?.kconfig === undefined
      ? { kconfig: located.kconfig, srctree: located.srctree }
      : { kconfig: instead.kconfig }),
    dialect: located.dialect,
  };
  const missing = [sources.defconfig, ...(sources.fragments ?? []), sources.kconfig].filter(
    (file) => !existsSync(file),
  );
  if (missing.length > 0) {
    return missing.map((file) => ({ kind: 'missing', file, reason: `${folder} was made from it` }));
  }
  try {
    if (digest(config(sources)) === hash) return [];
    return [{ kind: 'stale', file: place, reason: `${defconfig} gives another configuration now` }];
  } catch (error) {
    if (!(error instanceof MallocgenError)) throw error;
    const message = error.message.replace(/\.$/, '');
    return [{ kind: 'stale', file: place, reason: `${defconfig} gives none now: ${message}` }];
  }
}

/** The file of that name in `folder`, if it is there; fragments need not be beside configurations. */
function byName(file: string, folder: string | undefined): string {
  const named = folder === undefined ? file : join(folder, basename(file));
  return existsSync(named) ? named : file;
}

function readManifest(file: string): CheckedManifest | string {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return `it is not JSON: ${oneLine((error as Error).message)}`;
  }
  const result = manifestSchema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    return `${issue?.path.join('.') || 'the file'}: ${issue?.message}`;
  }
  return result.data.schema > MANIFEST_SCHEMA
    ? `it has schema ${result.data.schema}, and this program reads up to ${MANIFEST_SCHEMA}`
    : result.data;
}

function pathsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted();
}
