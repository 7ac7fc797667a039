import type { BuildFailure } from 'esbuild';

import { MallocgenError } from '../../generator/error.ts';
import {
  measure as measureVariant,
  MeasureError,
  type SizeReport,
} from '../../generator/measure/index.ts';
import { isRecord, isText, meant, OptionsError } from '../checked-options.ts';

/** A module is not program text that can be measured. */
export class UnmeasurableModuleError extends MallocgenError {
  readonly code = 'unmeasurable-module';
}

/** What `measure()` needs of a module. */
export interface MeasurableModule {
  readonly js: string;
  readonly exports?: readonly string[];
  readonly measured?: readonly string[];
}

/**
 * The bytes of a program that imports the given names from a module and nothing else, bundled and
 * minified, and the static data of the module: what the sizes of `mallocgen matrix` are for all
 * measured functions, for those that a program uses.
 *
 * @param module what `generateModule()` returned, or the text of any ES module without imports as `js`
 * @param names the exports to import; those that mallocgen measures if not given
 * @throws {OptionsError} when there is no module or no name, or when the module lacks one of the names
 * @throws {UnmeasurableModuleError} when the module does not parse
 */
export async function measure(
  module: MeasurableModule,
  names: readonly string[] | undefined = (module as MeasurableModule | undefined)?.measured,
): Promise<SizeReport> {
  if (!isRecord(module) || !isText(module.js)) {
    throw new OptionsError(
      'measure(): the first argument must be a module: what generateModule() returned, or { js: TEXT }.',
    );
  }
  if (!Array.isArray(names) || names.length === 0 || !names.every(isText)) {
    throw new OptionsError(
      "measure(): the second argument must be an array of exports, such as ['malloc', 'free'].",
    );
  }
  checkNames(names, module.exports);
  try {
    return await measureVariant({ javascript: module.js, measured: names });
  } catch (error) {
    throw error instanceof MeasureError ? ofUser(error) : error;
  }
}

function checkNames(names: readonly string[], exported: readonly string[] | undefined): void {
  const unknown = exported && names.find((name) => !exported.includes(name));
  if (unknown === undefined) return;
  throw new OptionsError(
    `measure(): the module has no export ${unknown}. ${meant(unknown, exported ?? [])}`,
  );
}

/** The error without what it says about mallocgen: the module or the names are the user's. */
function ofUser(error: MeasureError): MallocgenError {
  const texts = (error.cause as BuildFailure).errors.map(({ text }) => text);
  const lacking = texts.map((text) => /^No matching export .* for import "(.*)"$/.exec(text)?.[1]);
  const name = lacking.find((each) => each !== undefined);
  return name === undefined
    ? new UnmeasurableModuleError(
        `measure(): the module cannot be bundled: ${texts.join('; ')}. Correct its text.`,
        { cause: error },
      )
    : new OptionsError(`measure(): the module has no export ${name}. Correct the name.`, {
        cause: error,
      });
}
