import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { PACKAGE_ROOT } from '../../src/package-root.ts';

/** The unit of the report: dlmalloc 2.8.6 of U-Boot, compiled to WebAssembly. */
export const C_DLMALLOC = 'C dlmalloc';

/** Nanoseconds a call of both in one run. */
export interface Pair {
  readonly c: number;
  readonly tlsf: number;
}

/** What a run with a C build measured, so that a run without one can be compared with C too. */
export interface CRecord {
  /** Machine and Node.js, as machineLine() has them. */
  readonly machine: string;
  readonly node: string;
  /** By view and trace. */
  readonly times: Readonly<Record<string, Readonly<Record<string, Pair>>>>;
}

const FILE = join(PACKAGE_ROOT, 'bench/speed/c-dlmalloc.json');

function readRecords(): readonly CRecord[] {
  return JSON.parse(readFileSync(FILE, 'utf8')) as readonly CRecord[];
}

const majorOf = (version: string) => Number.parseInt(version, 10);

/**
 * The record made with the same major version of Node.js, otherwise the one of the nearest version, since the
 * ratio of C to TLSF depends on what a call from JavaScript into WebAssembly costs.
 */
export function recordFor(node: string, records = readRecords()): CRecord | undefined {
  const distance = (record: CRecord) => Math.abs(majorOf(record.node) - majorOf(node));
  return records.toSorted((a, b) => distance(a) - distance(b))[0];
}

/** Puts a record into the place of that of the same major version of Node.js. */
export function writeRecord(record: CRecord): void {
  const others = readRecords().filter(({ node }) => majorOf(node) !== majorOf(record.node));
  const records = [...others, record].toSorted((a, b) => majorOf(a.node) - majorOf(b.node));
  writeFileSync(FILE, `${JSON.stringify(records, null, 2)}\n`);
}
