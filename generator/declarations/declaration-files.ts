import { basename, dirname, join } from 'node:path';

import { withBindingFunctions } from '../binding-functions.ts';
import { specialisePhases, type GenerateRequest } from '../generate.ts';
import type { Diagnostic } from '../kconfig/index.ts';
import { configurationName, sealedDeclarations } from '../output/index.ts';
import { ambientText, declarationText } from './declaration-text.ts';
import { missingCalls } from './missing-calls.ts';

/** The declarations that TypeScript needs for imports of one configuration. */
export interface DeclarationFiles {
  /** The texts of the files, by absolute path. */
  readonly files: ReadonlyMap<string, string>;
  /** A file that an earlier state of the configuration may have left, and that must not exist. */
  readonly unwanted: readonly string[];
  readonly warnings: readonly Diagnostic[];
}

/**
 * Makes the declarations for imports of a configuration. TypeScript looks for those of
 * `./heap.defconfig` in `heap.d.defconfig.ts`, with its option allowArbitraryExtensions. It has no such rule for
 * `?phase=spl`, nor for the name `heap_defconfig`: these are declared as modules, by the end of the path, in
 * `heap.defconfig-phases.d.ts`, which the program has to include.
 *
 * @param generator name and version of the program
 * @throws {MallocgenError} when an input is at fault
 */
export async function declarationFiles(
  request: GenerateRequest,
  generator: string,
): Promise<DeclarationFiles> {
  const { common, reading, templates, phases, warnings } = await specialisePhases(request);
  const file = basename(request.defconfig);
  const hasExtension = file === `${configurationName(file)}.defconfig`;
  const modules: string[] = [];
  const files = new Map<string, string>();
  const own = join(dirname(request.defconfig), `${configurationName(file)}.d.defconfig.ts`);
  const ambient = join(dirname(request.defconfig), `${file}-phases.d.ts`);
  for await (const { options, product } of phases) {
    const { phase } = options;
    const missing = missingCalls(reading, options, await templates());
    const text = declarationText(withBindingFunctions(await product.formatted()), missing, file);
    const query = phase === 'u-boot' ? '' : `?phase=${phase}`;
    if (query === '' && hasExtension) {
      files.set(own, sealedDeclarations(common, `phase ${phase} of ${file}`, text, generator));
    } else {
      modules.push(ambientText(`*/${file}${query}`, text));
    }
  }
  if (modules.length > 0) {
    const text = modules.join('\n');
    files.set(ambient, sealedDeclarations(common, `the phases of ${file}`, text, generator));
  }
  // Beside `heap_defconfig`, `heap.d.defconfig.ts` is about `heap.defconfig`.
  const possible = hasExtension ? [own, ambient] : [ambient];
  return { files, unwanted: possible.filter((path) => !files.has(path)), warnings };
}
