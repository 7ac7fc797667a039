import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { build } from 'esbuild';

import { generateModule } from '../../src/library/index.ts';
import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { loadTrace } from '../traces.ts';
import { digestOf, type Data, type TraceData } from './program/data.ts';

const TRACES = ['dtc', 'cc1', 'sqlite', 'uboot-ut-env', 'fuzz1', 'fuzz2', 'oom11'];

/** The variants, with the configuration of each and the recording whose addresses it returns. */
export const VARIANTS = {
  'default-32': { configuration: 'default', recording: 'default-32' },
  'default-64': { configuration: 'default64', recording: 'default-64' },
  small: { configuration: 'small', recording: 'small-32' },
  legacy: { configuration: 'legacy', recording: 'legacy-32' },
  mcheck64: { configuration: 'mcheck64', recording: 'mcheck-64' },
  shared: { configuration: 'shared', recording: 'default-32' },
  grow: { configuration: 'grow', recording: 'default-32' },
} as const;

/** Bytes of the heaps: enough for each trace but oom11, whose calls are to fail where C's did. */
const HEAP = 0x2000000;
const OOM_HEAP = 0x20000;

/** Options that a recording needs beyond those of its configuration. */
const EXTRA: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  legacy: { SYS_MALLOC_LEN: 0x40000000 },
};

/** The script that every engine runs: the traces, the variants, and the program. */
export async function engineScript(): Promise<string> {
  const traces = TRACES.map((name): TraceData => {
    const { words, blocks } = loadTrace(name);
    return { name, words: [...words], blocks, size: name.startsWith('oom') ? OOM_HEAP : HEAP };
  });
  const digests = Object.fromEntries(
    Object.entries(VARIANTS).map(([name, { recording }]) => [
      name,
      TRACES.map((trace) => digestOf(recordedOffsets(trace, recording))),
    ]),
  );
  const data: Data = { traces, digests };
  const variants = await Promise.all(Object.entries(VARIANTS).map(variantScript));
  const program = await bundled({
    entryPoints: [join(PACKAGE_ROOT, 'bench/engines/program/main.ts')],
  });
  return [`var DATA = ${JSON.stringify(data)};`, 'var VARIANTS = {};', ...variants, program].join(
    '\n',
  );
}

async function variantScript([name, { configuration }]: readonly [
  string,
  { readonly configuration: string },
]): Promise<string> {
  const { js } = await generateModule({
    defconfig: join(PACKAGE_ROOT, `configs/${configuration}_defconfig`),
    kconfig: join(PACKAGE_ROOT, 'Kconfig'),
    extraConfig: EXTRA[name],
  });
  const text = await bundled({
    stdin: { contents: js, sourcefile: 'malloc.js', loader: 'js' },
    globalName: 'VARIANT',
  });
  return `${text}\nVARIANTS[${JSON.stringify(name)}] = VARIANT;`;
}

async function bundled(options: object): Promise<string> {
  const { outputFiles } = await build({
    ...options,
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

function recordedOffsets(trace: string, recording: string): readonly number[] {
  const path = join(PACKAGE_ROOT, `test/vectors/offsets/${trace}.${recording}.txt.gz`);
  return gunzipSync(readFileSync(path)).toString().trim().split('\n').map(Number);
}
