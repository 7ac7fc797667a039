/*
 * A heap that a browser's main thread, which may not sleep, shares with its workers. Without Chromium
 * there is nothing to test.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { phaseOptions } from '../../generator/options/index.ts';
import { ourConfiguration } from '../generator/options/configuration.ts';
import { bundleWorker } from '../support/bundle-worker.ts';
import { heapLayout } from '../support/heap-layout.ts';
import { checkHeap, heapView } from '../support/heap-walker.ts';
import { loadVariant } from '../support/load-variant.ts';
import { specialised } from '../support/specialised.ts';
import { findChromium, openPage } from './chromium.ts';
import type { PageReport } from './messages.ts';
import { servePage } from './server.ts';

const chromium = findChromium();
const testInBrowser = chromium === undefined ? test.skip : test;

const script = (name: string) => bundleWorker(new URL(name, import.meta.url), 'browser');

testInBrowser('the main thread and three workers of a page share a heap', async () => {
  const defconfig = `${readFileSync('configs/browser_defconfig', 'utf8')}CONFIG_SYS_MALLOC_LOCK=y\n`;
  const options = phaseOptions(ourConfiguration(defconfig), 'u-boot');
  const { javascript } = specialised(options);
  const server = await servePage(
    new Map([
      ['/', '<!doctype html><title>heap</title><script type="module" src="/page.js"></script>'],
      ['/page.js', script('./page.ts')],
      ['/worker.js', script('./worker.ts')],
      ['/malloc.js', javascript],
    ]),
  );
  const posted = Promise.all([server.posted('/memory'), server.posted('/report')]);
  const close = openPage(chromium ?? '', server.url);
  try {
    const [bytes, text] = await posted;
    const report = JSON.parse(String(text)) as PageReport;
    expect(report.maySleep).toBe(false);
    expect(report.failures).toHaveLength(4);
    expect(Math.min(...report.received)).toBeGreaterThan(0);

    // The heap goes on here.
    const copy = new SharedArrayBuffer(bytes.length);
    new Uint8Array(copy).set(bytes);
    const allocator = await loadVariant(javascript);
    allocator.mem_malloc_attach(copy, report.start);
    const chunks = () => checkHeap(heapView(allocator, copy, heapLayout(options)));
    const ascending = (a: number, b: number) => a - b;
    const used = chunks().filter(({ state }) => state === 'used');
    const live = [...report.live].toSorted(ascending);
    expect(used.map(({ mem }) => mem).toSorted(ascending)).toEqual(live);
    for (const mem of live) allocator.free(mem);
    expect(chunks()).toHaveLength(1);
  } finally {
    await close();
    server.close();
  }
});
