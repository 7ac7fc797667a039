import type * as childProcess from 'node:child_process';
import type * as crypto from 'node:crypto';
import type * as fs from 'node:fs';
import type * as os from 'node:os';
import type * as path from 'node:path';
import type * as zlib from 'node:zlib';

/**
 * Modules of Node.js for code that also runs in browsers. An `import` of one would stop every bundler
 * for browsers; `process.getBuiltinModule` is what Node.js offers instead, and Bun and Deno have it.
 */
interface NodeModules {
  'node:child_process': typeof childProcess;
  'node:crypto': typeof crypto;
  'node:fs': typeof fs;
  'node:os': typeof os;
  'node:path': typeof path;
  'node:zlib': typeof zlib;
}

const loaded: Partial<NodeModules> = {};

/** Whether the program runs where the modules of Node.js are. */
export function isNode(): boolean {
  return typeof globalThis.process?.getBuiltinModule === 'function';
}

/** A module of Node.js. Call it only where `isNode()`. */
export function nodeModule<Name extends keyof NodeModules>(name: Name): NodeModules[Name] {
  const found: NodeModules[Name] | undefined = loaded[name];
  if (found) return found;
  const asked = process.getBuiltinModule(name) as NodeModules[Name];
  loaded[name] = asked;
  return asked;
}
