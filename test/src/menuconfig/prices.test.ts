import { describe, expect, test } from '@jest/globals';

import { openSession } from '../../../generator/kconfig/index.ts';
import { WasmTargetError } from '../../../generator/wasm/index.ts';
import {
  PriceRequests,
  type PriceMessage,
  type PriceSource,
} from '../../../src/menuconfig/prices/price-requests.ts';
import { wantedPrices } from '../../../src/menuconfig/prices/wanted.ts';
import { foreignTree, madeUpPricer, ownTree, Sitting } from './sitting.ts';

const own = ownTree();

describe('wanted are', () => {
  test('the rows nearest to the selected one first', () => {
    const sitting = new Sitting({ tree: own, budget: 800 }).press(
      'down',
      'enter',
      'down',
      'down',
      'down',
    );
    const symbols = wantedPrices(sitting.model)!.prices.map(({ symbol }) => symbol);
    const { rows } = sitting.model;
    const distances = symbols.map((symbol) =>
      Math.abs(rows.findIndex(({ name }) => name === symbol) - 3),
    );
    expect(distances).toEqual(distances.toSorted((a, b) => a - b));
    expect(symbols).toContain('SYS_MALLOC_SMALL');
    expect(symbols).not.toContain('SYS_MALLOC_LEN');
  });

  test('in the phase of a row that belongs to one', () => {
    const sitting = new Sitting({ tree: own, budget: 800, config: 'CONFIG_SPL=y' });
    sitting.press('/', 'SPL_SYS_MALLOC_F', 'enter', '1');
    const phases = wantedPrices(sitting.model)!.prices.map(({ phase }) => phase);
    expect(new Set(phases)).toEqual(new Set(['spl']));
  });

  test('none that are known, until the configuration changes', async () => {
    const sitting = await new Sitting({ tree: own, budget: 800 })
      .press('down', 'enter', 'down')
      .priced();
    expect(wantedPrices(sitting.model)).toEqual({ revision: 0, totals: [], prices: [] });
    sitting.press('y');
    expect(wantedPrices(sitting.model)!.prices.length).toBeGreaterThan(0);
    expect(wantedPrices(sitting.model)!.totals).toHaveLength(4);
  });

  test('none for a tree without options that have a price', () => {
    const sitting = new Sitting({ tree: foreignTree(), budget: 800 });
    expect(wantedPrices(sitting.model)).toBeUndefined();
    expect(sitting.press('b').model.notice?.text).toBe('No option of this tree has a price');
  });
});

test('a price that comes too late is not shown', async () => {
  const sitting = new Sitting({ tree: own, budget: 800 }).press('down', 'enter', 'down');
  const pricer = madeUpPricer(own);
  const price = await pricer.price(sitting.model.session.defconfig(), 'u-boot', 'SYS_MALLOC_F');
  const message = { kind: 'priced', phase: 'u-boot', symbol: 'SYS_MALLOC_F', price } as const;
  sitting.press('y').send({ ...message, revision: 0 });
  expect(sitting.model.board!.prices.size).toBe(0);
  sitting.send({ ...message, revision: 1 });
  expect(sitting.model.board!.prices.size).toBe(1);
});

describe('requests', () => {
  const defconfig = openSession(own).defconfig();
  const prices = [
    { phase: 'u-boot', symbol: 'SYS_MALLOC_F' },
    { phase: 'u-boot', symbol: 'SYS_MALLOC_SMALL' },
  ] as const;

  function open(): {
    requests: PriceRequests;
    messages: PriceMessage[];
    asked: string[];
    source: PriceSource;
  } {
    const messages: PriceMessage[] = [];
    const asked: string[] = [];
    const pricer = madeUpPricer(own);
    const source: PriceSource = {
      ...pricer,
      price: (config, phase, symbol, options) => {
        asked.push(symbol);
        return pricer.price(config, phase, symbol, options);
      },
    };
    return {
      requests: new PriceRequests(source, (message) => messages.push(message)),
      messages,
      asked,
      source,
    };
  }

  async function settle(): Promise<void> {
    for (let turns = 0; turns < 20; turns += 1)
      await new Promise((resolve) => setImmediate(resolve));
  }

  test('report what becomes known', async () => {
    const { requests, messages } = open();
    requests.request({ revision: 3, totals: ['u-boot'], prices }, () => defconfig);
    await settle();
    expect(messages.map(({ kind, revision }) => `${kind} ${revision}`)).toEqual([
      'total 3',
      'priced 3',
      'priced 3',
    ]);
  });

  test('are asked once, and dropped when others take their place', async () => {
    const { requests, messages, asked } = open();
    const wanted = { revision: 1, totals: [], prices };
    requests.request(wanted, () => defconfig);
    requests.request(wanted, () => defconfig);
    requests.request({ ...wanted, revision: 2 }, () => defconfig);
    await settle();
    expect(asked).toEqual(['SYS_MALLOC_F', 'SYS_MALLOC_SMALL']);
    expect(messages.map(({ revision }) => revision)).toEqual([2, 2]);
  });

  test('say why there is no malloc.wasm', async () => {
    const { messages, source } = open();
    const refusing = {
      ...source,
      total: () => Promise.reject(new WasmTargetError('no place', 'MALLOC_DEBUG=y')),
    };
    const requests = new PriceRequests(refusing, (message) => messages.push(message));
    requests.request({ revision: 0, totals: ['u-boot'], prices: [] }, () => defconfig);
    await settle();
    const sitting = new Sitting({ tree: own, budget: 800, isWasm: true });
    for (const message of messages) sitting.send(message);
    sitting.press('down', 'enter', 'down');
    expect(sitting.lines.join('\n')).toContain('u-boot has no malloc.wasm: MALLOC_DEBUG=y');
    await requests.close();
  });

  test('that fail leave the price unknown', async () => {
    const { messages, source } = open();
    const failing = { ...source, price: () => Promise.reject(new Error('no')) };
    const requests = new PriceRequests(failing, (message) => messages.push(message));
    requests.request({ revision: 1, totals: ['u-boot'], prices }, () => defconfig);
    await settle();
    expect(messages.map(({ kind }) => kind)).toEqual(['total']);
    await requests.close();
  });
});
