import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A program of a user, and the declarations of the variant that it imports as `./malloc.js`. */
export interface Program {
  readonly declarations: string;
  readonly text: string;
}

const TSC = join(import.meta.dirname, '../../node_modules/.bin/tsc');

const CONFIG = {
  compilerOptions: {
    target: 'es2022',
    lib: ['es2022', 'dom'],
    module: 'esnext',
    moduleResolution: 'bundler',
    types: [],
    strict: true,
    noEmit: true,
  },
};

/**
 * Compiles all programs by one run of tsc.
 * @returns for each what the compiler says of it, with the line: `2: Expected 1 arguments, but got 0.`
 */
export function compilePrograms(programs: readonly Program[]): readonly (readonly string[])[] {
  const folder = mkdtempSync(join(tmpdir(), 'programs-'));
  try {
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(CONFIG));
    for (const [index, { declarations, text }] of programs.entries()) {
      const own = join(folder, String(index));
      mkdirSync(own);
      writeFileSync(join(own, 'malloc.d.ts'), declarations);
      writeFileSync(join(own, 'program.ts'), text);
    }
    const { stdout, error } = spawnSync(process.execPath, [TSC, '-p', '.', '--pretty', 'false'], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (error) throw error;
    return programs.map((_, index) =>
      [...stdout.matchAll(/^(\d+)\/(\S+)\((\d+),\d+\): error \w+: (.*)$/gm)]
        .filter(([, at]) => at === String(index))
        .map(([, , file, line, message]) =>
          file === 'program.ts' ? `${line}: ${message}` : `${file}:${line}: ${message}`,
        ),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
