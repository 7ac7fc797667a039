/*
 * Compiles bench/ and what it imports to bench/dist. Each file is replaced as a whole, and only if it differs, so
 * that two builds at once, and a benchmark that is starting meanwhile, find complete files.
 */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

const BENCH = import.meta.dirname;
const TARGET = join(BENCH, 'dist');
const compiler = join(
  dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin/tsc',
);

const scratch = mkdtempSync(join(tmpdir(), 'mallocgen-bench-'));
try {
  const args = [compiler, '-p', join(BENCH, 'tsconfig.json'), '--outDir', scratch];
  process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
  if (process.exitCode === 0) {
    const entries = readdirSync(scratch, { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((one) => one.isFile())) {
      const made = join(entry.parentPath, entry.name);
      replace(made, join(TARGET, relative(scratch, made)));
    }
  }
} finally {
  rmSync(scratch, { recursive: true });
}

/** Puts a copy of a file in place of another one. */
function replace(made, target) {
  if (existsSync(target) && readFileSync(target).equals(readFileSync(made))) return;
  mkdirSync(dirname(target), { recursive: true });
  const beside = `${target}.${process.pid}`;
  copyFileSync(made, beside);
  renameSync(beside, target);
}
