import { weigh } from '../../measure/index.ts';
import { openTemplates, specialise, type Templates } from '../../specialise/index.ts';
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

/** Works in this thread. It reads the templates when they are first needed. */
export function localWork({ templates, parsedTemplates }: TemplatesLocation): Work {
  let opened: Promise<Templates> | undefined;
  return async ({ options, imports }) => {
    opened ??= openTemplates(templates, parsedTemplates);
    const { javascript, measured } = specialise(await opened, options);
    return weigh({ javascript, measured: imports ?? measured });
  };
}
