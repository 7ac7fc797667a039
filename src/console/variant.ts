import { configure, readDefconfig, type Diagnostic } from '../../generator/kconfig/index.ts';
import { phaseOptions, type BuildOptions } from '../../generator/options/index.ts';
import { readTree, srctreeOf, type TreeRequest } from '../../generator/read-tree.ts';
import { REFUSED_WARNINGS } from '../../generator/refused-warnings.ts';
import { openTemplates, specialise } from '../../generator/specialise/index.ts';
import { loadVariant } from '../variant/load-variant.ts';
import { ConsoleError } from './console-error.ts';
import type { Heap } from './heap.ts';

/** Where the console takes its allocator from. Paths are absolute. */
export interface VariantRequest extends TreeRequest {
  readonly defconfig: string;
  readonly templates: string;
  readonly parsedTemplates: string;
}

/** An allocator that can be started any number of times. */
export interface ConsoleVariant {
  readonly options: BuildOptions;
  /** What the author of the configuration should know. */
  readonly warnings: readonly Diagnostic[];
  /** Whether a symbol that says what the console can do is set. */
  isSet(symbol: string): boolean;
  /** A new instance, without a heap. */
  instance(): Heap;
}

/**
 * Specialises the allocator of U-Boot proper for a configuration.
 * @throws {MallocgenError} when the configuration is bad, or has no full malloc()
 */
export async function openVariant(request: VariantRequest): Promise<ConsoleVariant> {
  const { defconfig, templates, parsedTemplates } = request;
  const tree = readTree(request);
  const configuration = configure(tree, readDefconfig(defconfig, { roots: [srctreeOf(request)] }), {
    deny: REFUSED_WARNINGS,
  });
  const options = phaseOptions(configuration, 'u-boot');
  if (options.enabled.SYS_MALLOC_SIMPLE) throw ConsoleError.noHeap(defconfig);

  const { javascript } = specialise(await openTemplates(templates, parsedTemplates), options);
  return {
    options,
    warnings: configuration.diagnostics,
    isSet: (symbol) => configuration.get(symbol)?.value === 'y',
    instance: await loadVariant<Heap>(javascript),
  };
}
