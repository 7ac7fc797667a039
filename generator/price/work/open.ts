import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { BROTLI_QUALITY, GZIP_LEVEL, MINIFIER } from '../../measure/index.ts';
import type { KconfigTree } from '../../kconfig/index.ts';
import { templatesDigest } from '../../output/templates-digest.ts';
import { BINARYEN_VERSION, type WasmRequest } from '../../wasm/index.ts';
import { createPricer, type Pricer } from '../pricer.ts';
import type { Measurer } from '../program.ts';
import { keepIn, NOTHING_KEPT, type Kept } from './kept.ts';
import { localWork, type TemplatesLocation } from './local.ts';
import { queuedMeasurer } from './queue.ts';

/** How programs are measured. */
export interface MeasurerRequest extends TemplatesLocation {
  /** The most threads to use; one is started when there is work, more when there is much. */
  readonly jobs?: number;
  /** The caller has nothing else to do: this thread measures as well, and is one of `jobs`. */
  readonly worksHere?: boolean;
  /** `thread.ts`, compiled. Without it, the work is done in this thread. */
  readonly thread?: string;
  /** Where bytes are kept for the next run, if `thread` says what made them; see `cacheFolder()`. */
  readonly cacheFolder?: string | undefined;
}

export interface PricerRequest extends MeasurerRequest {
  readonly tree: KconfigTree;
  /** Counts the bytes of malloc.wasm, made so; without it, those of malloc.js. */
  readonly wasm?: WasmRequest | undefined;
}

/** Measures programs: what is kept is looked up, the rest is made by threads. */
export function openMeasurer(request: MeasurerRequest): Measurer {
  const { templates, parsedTemplates, thread, worksHere = false, jobs = 1 } = request;
  const location: TemplatesLocation = {
    templates,
    ...(parsedTemplates !== undefined && { parsedTemplates }),
  };
  return queuedMeasurer(keptFor(request), {
    local: localWork(location),
    location,
    jobs: Math.max(1, jobs),
    worksHere,
    ...(thread !== undefined && { thread }),
  });
}

/** A pricer that works in threads and keeps what it measures. */
export function openPricer({ tree, wasm, ...request }: PricerRequest): Pricer {
  return createPricer(tree, openMeasurer(request), wasm);
}

/**
 * Where the bytes that this program measures are kept: other code, templates, minifiers or compressors may
 * measure others.
 */
function keptFor({ cacheFolder, thread, templates, parsedTemplates }: MeasurerRequest): Kept {
  if (cacheFolder === undefined || thread === undefined) return NOTHING_KEPT;
  const { brotli = '', zlib = '', bun = '', deno = '' } = process.versions;
  const code = createHash('sha256').update(readFileSync(thread)).digest('hex');
  const made = [
    'prices 1',
    code,
    templatesDigest(templates, parsedTemplates),
    MINIFIER,
    `binaryen ${BINARYEN_VERSION}`,
    `gzip ${GZIP_LEVEL} of zlib ${zlib}`,
    `brotli ${BROTLI_QUALITY} of brotli ${brotli}`,
    bun,
    deno,
  ];
  return keepIn(cacheFolder, made.join('\n'));
}
