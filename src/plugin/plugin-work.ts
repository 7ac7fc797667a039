import { MallocgenError } from '../../generator/error.ts';
import { formatImportId, parseImportId, sourceName, type ImportId } from '../imports/import-id.ts';
import {
  ImportedVariants,
  ImportFailure,
  type ImportedVariant,
} from '../imports/imported-variants.ts';
import type { Problem } from '../imports/problem.ts';
import type { SourceMap } from '../library/index.ts';
import { exceededLimits, sizesLine } from './budget.ts';
import { checkPluginOptions, type PluginOptions } from './options.ts';
import { priceCommand } from './price-command.ts';

/** What became of an import. */
export type Outcome = Loaded | Failed;

export interface Loaded {
  readonly problems: undefined;
  readonly code: string;
  /** The map from the code to `malloc.ts`, which it contains under that absolute path. */
  readonly map: SourceMap;
  readonly warnings: readonly Problem[];
  readonly filesRead: readonly string[];
}

export interface Failed {
  /** At least one. */
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly filesRead: readonly string[];
}

/** What a bundler is doing. */
export interface Activity {
  /** The folder that it works in. */
  readonly cwd: string;
  /** Whether it watches files or serves pages, and does not make what is published. */
  readonly isDevelopment: boolean;
}

/** A variant is larger than its budget. */
class BudgetError extends MallocgenError {
  readonly code = 'budget';
}

/** What one plugin does in every bundler: it makes the variants that a program imports. */
export class PluginWork {
  readonly #options: PluginOptions;
  /** By the folder that the bundler works in. */
  readonly #variants = new Map<string, ImportedVariants>();
  /** What was read for each id in the last attempt, successful or not. */
  readonly #filesOf = new Map<string, readonly string[]>();
  /** Those whose declarations are up to date. */
  readonly #typed = new WeakSet<ImportedVariant>();
  /** The variants since sizes were last asked for, by their ids. */
  readonly #toReport = new Map<string, ImportedVariant>();

  /**
   * @param where the plugin's own name, for messages
   * @throws {OptionsError}
   */
  constructor(options: PluginOptions, where: string) {
    checkPluginOptions(options, where);
    this.#options = options;
  }

  /** @returns undefined if the id is not a variant */
  async load(id: string, activity: Activity): Promise<Outcome | undefined> {
    let parsed: ImportId | undefined;
    try {
      parsed = parseImportId(id);
    } catch (error) {
      if (!(error instanceof MallocgenError)) throw error;
      return { problems: [asProblem(error)], warnings: [], filesRead: [] };
    }
    return parsed && (await this.#load(parsed, activity));
  }

  async #load(id: ImportId, activity: Activity): Promise<Outcome> {
    const key = formatImportId(id);
    try {
      const variant = await this.#variantsIn(activity.cwd).load(id);
      const { filesRead, warnings } = variant;
      this.#filesOf.set(key, filesRead);
      const exceeded = activity.isDevelopment ? [] : await this.#exceeded(variant, activity.cwd);
      if (exceeded.length > 0) return { problems: exceeded, warnings, filesRead };
      this.#toReport.set(key, variant);
      if (activity.isDevelopment) await this.#refreshTypes(variant, activity.cwd);
      const map = variant.module.sourceMap(sourceName(id));
      return { problems: undefined, code: variant.module.js, map, warnings, filesRead };
    } catch (error) {
      if (!(error instanceof ImportFailure)) throw error;
      this.#filesOf.set(key, error.filesRead);
      return { problems: error.problems, warnings: [], filesRead: error.filesRead };
    }
  }

  #variantsIn(cwd: string): ImportedVariants {
    const { budget: _, sizes: __, types: ___, ...options } = this.#options;
    const variants = this.#variants.get(cwd) ?? new ImportedVariants(options, cwd);
    this.#variants.set(cwd, variants);
    return variants;
  }

  async #exceeded({ id, module }: ImportedVariant, cwd: string): Promise<readonly Problem[]> {
    const { budget } = this.#options;
    if (budget === undefined) return [];
    const price = priceCommand(id, this.#options, cwd);
    const sentences = exceededLimits(id, await module.sizes(), budget, price);
    return sentences.map((sentence) => asProblem(new BudgetError(sentence)));
  }

  /** Keeps the declarations of a variant up to date while its configuration is edited. */
  async #refreshTypes(variant: ImportedVariant, cwd: string): Promise<void> {
    const { extraConfig, fragments, types } = this.#options;
    const isUnknownToTypes = extraConfig !== undefined || fragments !== undefined;
    if (types === false || isUnknownToTypes || isCi() || this.#typed.has(variant)) return;
    this.#typed.add(variant);
    const files = await this.#variantsIn(cwd).declarations(variant.id);
    const { writeDeclarations } = await import('./declarations.ts');
    writeDeclarations(files, cwd, types === true);
  }

  /** The ids of the variants for which a file was read. */
  idsThatRead(file: string): readonly string[] {
    return [...this.#filesOf].filter(([, files]) => files.includes(file)).map(([id]) => id);
  }

  /** A line with the sizes of each variant since the last call, in the order of their names. */
  async sizeLines(): Promise<readonly string[]> {
    const variants = [...this.#toReport.values()];
    this.#toReport.clear();
    if (this.#options.sizes === false) return [];
    const lines = variants.map(async ({ id, module }) => sizesLine(id, await module.sizes()));
    return (await Promise.all(lines)).toSorted();
  }
}

/** Whether this runs where no file should change: all services set the variable. */
function isCi(): boolean {
  const { CI } = process.env;
  return CI !== undefined && CI !== '' && CI !== 'false' && CI !== '0';
}

function asProblem({ code, message }: MallocgenError): Problem {
  return { code, message, place: undefined };
}
