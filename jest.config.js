import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Modules that hold types alone: nothing of them runs, so V8 would count every line as missed. */
function typeModules(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, path))
    .filter(
      (path) =>
        !/^(export )?((abstract )?class|(async )?function|const|let|\*|\{)/m.test(
          readFileSync(path, 'utf8'),
        ),
    );
}

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  moduleNameMapper: {
    '^\\.\\./(cli/)?parsed-templates\\.ts$': '<rootDir>/test/support/stored-templates.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/out/'],
  maxWorkers: '100%',
  // Modules of finished tests stay in a worker's memory.
  workerIdleMemoryLimit: '1GB',
  // Some tests generate whole allocators, on machines that may be busy.
  testTimeout: 60_000,
  globals: { COUNTS_LINES: process.argv.includes('--coverage') },
  coverageProvider: 'v8',
  collectCoverageFrom: [
    'generator/**/*.ts',
    'templates/**/*.ts',
    ...['generator', 'templates'].flatMap(typeModules).map((path) => `!${path}`),
  ],
  coverageThreshold: {
    './generator/': { lines: 90 },
    './templates/': { lines: 90 },
  },
};
