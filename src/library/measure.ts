import { measure as measureVariant, type SizeReport } from '../../generator/measure/index.ts';

/**
 * The bytes of a program that imports the given names from a module and nothing else, bundled and
 * minified, and the static data of the module: what the sizes of `mallocgen matrix` are for all
 * measured functions, for those that a program uses.
 *
 * @param module what `generateModule()` returned, or the text of any ES module without imports as `js`
 * @param names the exports to import; those that mallocgen measures if not given
 * @throws {MeasureError} when the module does not parse, or lacks one of the names
 */
export async function measure(
  module: { readonly js: string; readonly measured?: readonly string[] },
  names: readonly string[] = module.measured ?? [],
): Promise<SizeReport> {
  return await measureVariant({ javascript: module.js, measured: names });
}
