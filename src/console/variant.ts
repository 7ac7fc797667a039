import { Script } from 'node:vm';

import { transform } from 'esbuild';

import { configure, loadKconfig, readDefconfig } from '../../generator/kconfig/index.ts';
import { phaseOptions, type BuildOptions } from '../../generator/options/index.ts';
import { openTemplates, specialise } from '../../generator/specialise/index.ts';
import { ConsoleError } from './console-error.ts';
import type { Heap } from './heap.ts';

/** Where the console takes its allocator from. Paths are absolute. */
export interface VariantRequest {
  readonly kconfig: string;
  readonly srctree: string;
  readonly defconfig: string;
  readonly templates: string;
  readonly parsedTemplates: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** An allocator that can be started any number of times. */
export interface ConsoleVariant {
  readonly options: BuildOptions;
  /** Which of the symbols that say what the console can do are set. */
  isSet(symbol: string): boolean;
  /** A new instance, without a heap. */
  instance(): Heap;
}

/**
 * Specialises the allocator of U-Boot proper for a configuration.
 * @throws {MallocgenError} when the configuration is at fault, or has no full malloc()
 */
export async function openVariant(request: VariantRequest): Promise<ConsoleVariant> {
  const { kconfig, srctree, defconfig, env } = request;
  const tree = loadKconfig({ file: kconfig, srctree, env });
  const configuration = configure(tree, readDefconfig(defconfig, { roots: [srctree] }));
  const options = phaseOptions(configuration, 'u-boot');
  if (options.enabled.SYS_MALLOC_SIMPLE) throw ConsoleError.noHeap(defconfig);

  const templates = await openTemplates(request.templates, request.parsedTemplates);
  const { javascript } = specialise(templates, options);
  const { code } = await transform(javascript, { format: 'cjs', sourcefile: 'malloc.js' });
  const script = new Script(`(function (module, exports) {${code}\n})`, { filename: 'malloc.js' });
  return {
    options,
    isSet: (symbol) => configuration.get(symbol)?.value === 'y',
    instance() {
      const module: { exports: Record<string, unknown> } = { exports: {} };
      const define = script.runInThisContext() as (module: object, exports: object) => void;
      define(module, module.exports);
      const { createMalloc, MALLOC_STATE_SIZE } = module.exports;
      if (typeof createMalloc !== 'function') return module.exports as unknown as Heap;
      return Object.assign(createMalloc() as Heap, { MALLOC_STATE_SIZE });
    },
  };
}
