/** What a heap can be for, and the lines of a configuration that make it so. */
export const HEAP_LINES = {
  small: ['CONFIG_SYS_MALLOC_SMALL=y'],
  fast: [],
  shared: ['CONFIG_SYS_MALLOC_LOCK=y'],
  grow: ['CONFIG_SYS_MALLOC_GROW=y'],
  debug: ['CONFIG_MALLOC_DEBUG=y'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Heap = keyof typeof HEAP_LINES;

export const HEAPS = Object.keys(HEAP_LINES) as readonly Heap[];

/** The bundlers that have a plugin, and none. */
export const BUNDLERS = [
  'vite',
  'rollup',
  'rolldown',
  'webpack',
  'rspack',
  'rsbuild',
  'esbuild',
  'farm',
  'bun',
  'none',
] as const;

export type Bundler = (typeof BUNDLERS)[number];

/** Names of the packages of bundlers. Vite and Rsbuild come first: they bring others with them. */
export const BUNDLER_PACKAGES: readonly (readonly [string, Bundler])[] = [
  ['vite', 'vite'],
  ['@rsbuild/core', 'rsbuild'],
  ['@farmfe/core', 'farm'],
  ['@rspack/core', 'rspack'],
  ['webpack', 'webpack'],
  ['rolldown', 'rolldown'],
  ['rollup', 'rollup'],
  ['esbuild', 'esbuild'],
];

export type Ci = 'github' | 'none';

/** All that `mallocgen init` has to know from its user. */
export interface Answers {
  readonly heap: Heap;
  readonly bundler: Bundler;
  readonly ci: Ci;
}
