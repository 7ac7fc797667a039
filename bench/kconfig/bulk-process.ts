/**
 * One process that parses U-Boot's tree once and makes every configuration of it.
 *
 * Arguments: the tree. Prints a BulkResult.
 */
import { join } from 'node:path';

import { configure, readDefconfig, writeConfig } from '../../generator/kconfig/index.ts';
import type { BulkResult } from './bulk.ts';
import { loadUbootTree, openUbootTree } from './uboot-tree.ts';

const uboot = openUbootTree(process.argv[2], process.env['PATH'] ?? '');
if (!uboot) throw new Error(`${process.argv[2]} holds no U-Boot`);
const started = performance.now();
const tree = loadUbootTree(uboot);
const parsed = performance.now();
const each: number[] = [];
let bytes = 0;
for (const name of uboot.defconfigs) {
  const begun = performance.now();
  const defconfig = readDefconfig(join('configs', name), { roots: [uboot.folder] });
  bytes += writeConfig(configure(tree, defconfig)).length;
  each.push(performance.now() - begun);
}
const result: BulkResult = {
  parse: parsed - started,
  each,
  bytes,
  peakMegabytes: (process.resourceUsage().maxRSS * 1024) / 1e6,
};
process.stdout.write(JSON.stringify(result));
