import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { mallocgen } from './fake-process.ts';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'generate-wasm-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

const generate = (...args: string[]) => mallocgen(['--defconfig', ...args], { cwd });

interface WasmManifest {
  readonly memory?: string;
}

function wasmOf(name: string): WasmManifest {
  const text = readFileSync(join(cwd, 'out', name, 'manifest.json'), 'utf8');
  const { phases } = JSON.parse(text) as {
    readonly phases: Readonly<Record<string, { readonly wasm: WasmManifest }>>;
  };
  return phases['u-boot']!.wasm;
}

/** The types of Node.js have no value WebAssembly. */
const { WebAssembly: wasm } = globalThis as unknown as {
  readonly WebAssembly: {
    compile(bytes: Uint8Array): Promise<object>;
    readonly Module: Readonly<
      Record<'imports' | 'exports', (module: object) => readonly { readonly kind: string }[]>
    >;
  };
};

/** Whether the compiled module imports a memory, and whether it exports one. */
async function memoriesOf(name: string): Promise<readonly boolean[]> {
  const module = await wasm.compile(readFileSync(join(cwd, 'out', name, 'u-boot/malloc.wasm')));
  return [wasm.Module.imports(module), wasm.Module.exports(module)].map((names) =>
    names.some(({ kind }) => kind === 'memory'),
  );
}

describe('--wasm-memory', () => {
  test('own makes a module that exports its memory', async () => {
    expect(
      (await generate('small_defconfig', '--target', 'wasm', '--wasm-memory', 'own')).code,
    ).toBe(0);
    expect(await memoriesOf('small')).toEqual([false, true]);
    expect(wasmOf('small').memory).toBe('own');
    const declarations = readFileSync(join(cwd, 'out/small/u-boot/malloc.wasm.d.ts'), 'utf8');
    expect(declarations).toContain('export declare const memory: Memory;');
    expect(declarations).toContain('export declare function instantiate(): Instance;');
  });

  test('is imported otherwise', async () => {
    await generate('small_defconfig', '--target', 'wasm');
    expect(await memoriesOf('small')).toEqual([true, false]);
    expect(wasmOf('small')).not.toHaveProperty('memory');
  });

  test('belongs to --target wasm', async () => {
    const { code, stderr } = await generate('small_defconfig', '--wasm-memory', 'own');
    expect(code).toBe(2);
    expect(stderr).toContain('add --target wasm');
  });

  test('own is refused for a heap with a lock, and nothing is written', async () => {
    const { code, stderr } = await generate(
      'shared_defconfig',
      '--target',
      'wasm',
      '--wasm-memory',
      'own',
    );
    expect(code).toBe(2);
    expect(stderr).toContain('SYS_MALLOC_LOCK');
    expect(() => wasmOf('shared')).toThrow('ENOENT');
  });
});
