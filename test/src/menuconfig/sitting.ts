import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  loadKconfig,
  openSession,
  parseDefconfig,
  type KconfigTree,
} from '../../../generator/kconfig/index.ts';
import { createPricer, type Measurer, type Pricer } from '../../../generator/price/index.ts';
import { isCharacter, NAMED_KEYS } from '../../../src/menuconfig/keys/key.ts';
import type { Format } from '../../../src/menuconfig/model/document.ts';
import type { Effect } from '../../../src/menuconfig/model/effect.ts';
import type { Model } from '../../../src/menuconfig/model/model.ts';
import type { Size } from '../../../src/menuconfig/model/size.ts';
import { FrameWriter } from '../../../src/menuconfig/terminal/frame-writer.ts';
import { wantedPrices } from '../../../src/menuconfig/prices/wanted.ts';
import { startModel } from '../../../src/menuconfig/update/opened.ts';
import { emptyBoard } from '../../../src/menuconfig/update/prices.ts';
import { update, type Message } from '../../../src/menuconfig/update/update.ts';
import { view } from '../../../src/menuconfig/view/view.ts';
import { PACKAGE_ROOT } from '../../../src/package-root.ts';
import { VirtualTerminal } from './virtual-terminal.ts';

export const FOREIGN = join(PACKAGE_ROOT, 'test/vectors/menuconfig');

export function foreignTree(): KconfigTree {
  return loadKconfig({ file: 'Kconfig', srctree: FOREIGN, cwd: FOREIGN, env: {} });
}

export function ownTree(): KconfigTree {
  return loadKconfig({ file: 'Kconfig', srctree: PACKAGE_ROOT, cwd: PACKAGE_ROOT, env: {} });
}

export function brokenConfig(): string {
  return readFileSync(join(FOREIGN, 'broken.config'), 'utf8');
}

export interface SittingOptions {
  readonly tree: KconfigTree;
  readonly config?: string;
  readonly file?: string;
  readonly format?: Format;
  readonly size?: Size;
  /** Bytes that each phase may have; with it, options have prices. */
  readonly budget?: number;
  /** The bytes are those of malloc.wasm. */
  readonly isWasm?: boolean;
}

/** A program has 1000 bytes, and 10 more for each option that is on; 7 of 10 are left after brotli. */
const MEASURER: Measurer = {
  measure: async ({ options }) => {
    const on = Object.values(options.enabled).filter((value) => value === true).length;
    const raw = 1000 + 10 * on;
    return { raw, gzip: raw - 200, brotli: raw * 0.7, staticData: 4 * on };
  },
  close: () => Promise.resolve(),
};

/** A pricer whose bytes are made up. */
export function madeUpPricer(tree: KconfigTree): Pricer {
  return createPricer(tree, MEASURER);
}

/** A screen without a terminal: keys go in, effects and a picture come out. */
export class Sitting {
  model: Model;
  readonly effects: Effect[] = [];

  constructor({
    tree,
    config,
    file = '.config',
    format = 'full',
    size,
    budget,
    isWasm,
  }: SittingOptions) {
    const defconfig = config === undefined ? undefined : parseDefconfig(config, file);
    const session = openSession(tree, defconfig);
    this.model = startModel({
      session,
      assignments: defconfig?.assignments ?? [],
      file: { path: file, format },
      board:
        budget === undefined
          ? undefined
          : emptyBoard((phase) => madeUpPricer(tree).symbols(phase), { budget, isWasm }),
      size: size ?? { columns: 80, rows: 24 },
      surroundings: {
        shorten: (text) => text,
        explain: (of, name) => [`${name} is ${of.get(name)?.value}`],
      },
    });
  }

  /** Presses keys one after the other; a text that is not the name of a key is typed. */
  press(...keys: readonly string[]): this {
    for (const each of keys) {
      const isKey = isCharacter(each) || (NAMED_KEYS as readonly string[]).includes(each);
      for (const key of isKey ? [each] : each) this.send({ kind: 'key', key });
    }
    return this;
  }

  send(message: Message): this {
    const { model, effects } = update(this.model, message);
    this.model = model;
    this.effects.push(...effects);
    return this;
  }

  /** Works out all prices that the screen wants. */
  async priced(pricer = madeUpPricer(this.model.session.tree)): Promise<this> {
    const wanted = wantedPrices(this.model)!;
    const config = this.model.session.defconfig();
    const { revision } = wanted;
    for (const phase of wanted.totals) {
      this.send({ kind: 'total', revision, phase, bytes: await pricer.total(config, phase) });
    }
    for (const { phase, symbol } of wanted.prices) {
      const price = await pricer.price(config, phase, symbol);
      this.send({ kind: 'priced', revision, phase, symbol, price });
    }
    return this;
  }

  /** What a terminal shows. */
  async screen(): Promise<readonly string[]> {
    return (await this.terminal()).screen();
  }

  /** A terminal that shows the screen. */
  async terminal(): Promise<VirtualTerminal> {
    const terminal = new VirtualTerminal(this.model.size);
    terminal.output.write('\u001b[?7l');
    terminal.output.write(new FrameWriter(true).sequencesFor(view(this.model)));
    return terminal;
  }

  /** The lines of the screen as the view makes them, without styles. */
  get lines(): readonly string[] {
    return view(this.model).lines.map((spans) =>
      spans
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    );
  }
}
