import { lowerPhase } from '../../lower-phase.ts';
import { compressedSizes, staticDataSize, weigh } from '../../measure/index.ts';
import {
  createSpecialiser,
  openTemplates,
  type Measurable,
  type Specialiser,
  type Templates,
} from '../../specialise/index.ts';
import type { Bytes } from '../bytes.ts';
import type { Program } from '../program.ts';

/** Where the templates are. Plain data, because other threads get it. */
export interface TemplatesLocation {
  /** The folder of the template modules. */
  readonly templates: string;
  /** Where the build stored them parsed; otherwise they are parsed again. */
  readonly parsedTemplates?: string;
}

/** Measures one program. The next can be made while the minifier and the compressors have this one. */
export type Work = (program: Program) => Promise<Bytes>;

/**
 * Works in this thread. It reads the templates when they are first needed, and remembers what programs have in
 * common.
 */
export function localWork({ templates, parsedTemplates }: TemplatesLocation): Work {
  let parsed: Promise<Templates> | undefined;
  let opened: Promise<Specialiser> | undefined;
  return async ({ options, imports, module }) => {
    parsed ??= openTemplates(templates, parsedTemplates);
    opened ??= parsed.then((each) => createSpecialiser(each));
    const lowered = module && (await lowerPhase(await parsed, options, module.goal, module));
    const variant = (await opened).price(options);
    if (lowered !== undefined) {
      const { wasm } = lowered;
      const [sizes, staticData] = await Promise.all([
        compressedSizes(wasm),
        staticDataSize(variant.javascript),
      ]);
      return { raw: wasm.byteLength, ...sizes, staticData };
    }
    const measured = imports === undefined ? variant.measured : importsFrom(variant, imports);
    return weigh({ javascript: variant.javascript, measured });
  };
}

/** The exports that a program imports for some names: for members of instances, what makes instances. */
function importsFrom(
  { exports, members }: Measurable,
  names: readonly string[],
): readonly string[] {
  const direct = names.filter((name) => !members.includes(name));
  // The factory is the last of the exports.
  return direct.length === names.length ? direct : [...new Set([...direct, ...exports.slice(-1)])];
}
