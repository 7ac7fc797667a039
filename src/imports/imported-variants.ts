import { resolve } from 'node:path';

import { MallocgenError } from '../../generator/error.ts';
import type * as library from '../library/index.ts';
import type { ConfigurationOptions, GeneratedModule } from '../library/index.ts';
import { FilesRead } from './files-read.ts';
import { formatImportId, type ImportId } from './import-id.ts';
import type { ImportOptions } from './options.ts';
import { problemOf, type Problem } from './problem.ts';

/** What a program gets when it imports a configuration. */
export interface ImportedVariant {
  readonly id: ImportId;
  readonly module: GeneratedModule;
  readonly warnings: readonly Problem[];
  /** Absolute paths of the configuration, its fragments, and every Kconfig file. */
  readonly filesRead: readonly string[];
}

/** A configuration that cannot be imported, and why. */
export class ImportFailure extends Error {
  readonly problems: readonly Problem[];
  /** What was read up to the error: a change of one of these may repair it. */
  readonly filesRead: readonly string[];

  constructor(error: MallocgenError, problems: readonly Problem[], filesRead: readonly string[]) {
    super(error.message, { cause: error });
    this.name = error.name;
    this.problems = problems;
    this.filesRead = filesRead;
  }
}

type Library = Pick<typeof library, 'declarations' | 'findingsOf' | 'generate' | 'generateModule'>;

/** A variant that is being made or has been made, and the files that were read for it so far. */
interface Remembered {
  readonly variant: Promise<ImportedVariant>;
  readonly files: FilesRead;
  isMade: boolean;
}

/**
 * The variants that a program imports. Each is made once, and made again only if a file that it was made
 * from has another content.
 */
export class ImportedVariants {
  readonly #options: ImportOptions;
  readonly #cwd: string;
  readonly #remembered = new Map<string, Remembered>();

  /** @param cwd the folder that paths in the options lead from */
  constructor(options: ImportOptions, cwd: string) {
    this.#options = options;
    this.#cwd = resolve(cwd);
  }

  /** @throws {ImportFailure} when an input is at fault */
  load(id: ImportId): Promise<ImportedVariant> {
    const key = formatImportId(id);
    const known = this.#remembered.get(key);
    if (known && (!known.isMade || this.#isFresh(known))) return known.variant;
    const files = new FilesRead();
    const remembered: Remembered = { variant: this.#make(id, files), files, isMade: false };
    this.#remembered.set(key, remembered);
    remembered.variant.then(
      () => (remembered.isMade = true),
      () => this.#remembered.delete(key),
    );
    return remembered.variant;
  }

  /** What a command prints that the tree runs may differ each time. */
  #isFresh({ files }: Remembered): boolean {
    return this.#options.allowShell !== true && files.areUnchanged();
  }

  /**
   * The text of the `.config` for a variant: another text means another variant, as long as mallocgen is the
   * same. Takes a fraction of the time.
   * @throws {ImportFailure} when an input is at fault
   */
  async readConfig(id: ImportId): Promise<string> {
    return await this.#reading(id, new FilesRead(), async ({ generate }, request) => {
      const { config } = await generate({ ...request, phases: [] });
      return config;
    });
  }

  /**
   * The declarations for imports of a configuration, as `mallocgen types` writes them.
   * @throws {ImportFailure} when an input is at fault
   */
  async declarations(id: ImportId): Promise<ReadonlyMap<string, string>> {
    return await this.#reading(id, new FilesRead(), async ({ declarations }, request) => {
      const { files } = await declarations(request);
      return files;
    });
  }

  async #make(id: ImportId, files: FilesRead): Promise<ImportedVariant> {
    return await this.#reading(id, files, async ({ generateModule }, request) => {
      const module = await generateModule({ ...request, phase: id.phase, bindingFunctions: true });
      const warnings = module.warnings
        .filter(({ severity }) => severity !== 'note')
        .map((warning) => problemOf(warning, this.#cwd));
      return { id, module, warnings, filesRead: files.paths };
    });
  }

  /** Calls the library about a configuration. What it throws about an input becomes a failure. */
  async #reading<Result>(
    id: ImportId,
    files: FilesRead,
    work: (library: Library, request: ConfigurationOptions) => Promise<Result>,
  ): Promise<Result> {
    const { fragments = [], ...options } = this.#options;
    files.add(id.path);
    // Loaded only when there is something to do: it holds the whole generator.
    const loaded = await import('../library/index.ts');
    try {
      return await work(loaded, {
        ...options,
        fragments: typeof fragments === 'string' ? [fragments] : fragments,
        defconfig: { path: id.path },
        cwd: this.#cwd,
        onFile: (path) => files.add(path),
      });
    } catch (error) {
      if (!(error instanceof MallocgenError)) throw error;
      const problems = loaded
        .findingsOf(error)
        .filter(({ severity }) => severity === 'error')
        .map((finding) => problemOf(finding, this.#cwd));
      throw new ImportFailure(error, problems, files.paths);
    }
  }
}
