import type { BuildOptions } from '../../generator/options/index.ts';
import { loadModule } from '../load-module.ts';
import { replay, type Heap } from '../speed/replay.ts';
import { loadTrace, type Trace } from '../traces.ts';
import type { Tool } from './tools.ts';

const START = 65536;
const POOL = 0x20000;
/** A heap that keeps running out, all five calls, sizes around every boundary. */
const TRACE = 'oom11';

interface Bundle extends Heap {
  mem_malloc_init(memory: ArrayBufferLike, start: number, size: number): void;
  initf_malloc(memory: ArrayBufferLike, base: number): void;
  readonly gd: { flags: number };
}

const nothing = () => 0;

let trace: Trace | undefined;

/**
 * Replays a trace on every tool's program. A tool that breaks what it minifies is not a contestant.
 * @throws {Error} where the addresses, or what the heap is left like, differ from ours
 */
export async function requireWorking(
  name: string,
  texts: Readonly<Record<Tool, string>>,
  options: BuildOptions,
): Promise<void> {
  const expected = await behaviour(texts.ours, options);
  for (const [tool, text] of Object.entries(texts)) {
    if ((await behaviour(text, options)) !== expected) {
      throw new Error(`${name}: what ${tool} made does not allocate as our variant does`);
    }
  }
}

/** The addresses of the live blocks after the trace, and the memory, as one string. */
async function behaviour(text: string, { enabled }: BuildOptions): Promise<string> {
  const bundle = await loadModule<Partial<Bundle>>(text);
  const isShared = enabled.SYS_MALLOC_LOCK;
  const memory = new (isShared ? SharedArrayBuffer : ArrayBuffer)(START + POOL);
  if (enabled.SYS_MALLOC_SIMPLE || enabled.SYS_MALLOC_F) bundle.initf_malloc?.(memory, 4096);
  if (bundle.mem_malloc_init === undefined && bundle.initf_malloc === undefined) return 'no heap';
  bundle.mem_malloc_init?.(memory, START - 4096, POOL);
  if (bundle.gd) bundle.gd.flags |= 0x200;

  trace ??= loadTrace(TRACE);
  const blocks = new Int32Array(trace.blocks);
  const onlySimple = bundle.mem_malloc_init === undefined;
  replay(
    {
      malloc: bundle.malloc ?? nothing,
      free: bundle.free ?? nothing,
      calloc: bundle.calloc ?? nothing,
      memalign: bundle.memalign ?? nothing,
      // The simple one throws: it cannot move a block.
      realloc: onlySimple ? nothing : (bundle.realloc ?? nothing),
    },
    trace,
    blocks,
  );
  // Backtraces in the memory have the lines of each program, which are its own.
  const left = enabled.MCHECK_BACKTRACE ? '' : Buffer.from(memory).toString('base64');
  return `${blocks.join()} ${left}`;
}
