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
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/out/'],
  coverageProvider: 'v8',
  collectCoverageFrom: ['generator/**/*.ts', 'templates/**/*.ts'],
  coverageThreshold: {
    './generator/': { lines: 90 },
    './templates/': { lines: 90 },
  },
};
