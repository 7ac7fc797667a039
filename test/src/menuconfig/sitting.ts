import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  loadKconfig,
  openSession,
  parseDefconfig,
  type KconfigTree,
} from '../../../generator/kconfig/index.ts';
import { isCharacter, NAMED_KEYS } from '../../../src/menuconfig/keys/key.ts';
import type { Format } from '../../../src/menuconfig/model/document.ts';
import type { Effect } from '../../../src/menuconfig/model/effect.ts';
import type { Model } from '../../../src/menuconfig/model/model.ts';
import type { Size } from '../../../src/menuconfig/model/size.ts';
import { FrameWriter } from '../../../src/menuconfig/terminal/frame-writer.ts';
import { startModel } from '../../../src/menuconfig/update/opened.ts';
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
}

/** A screen without a terminal: keys go in, effects and a picture come out. */
export class Sitting {
  model: Model;
  readonly effects: Effect[] = [];

  constructor({ tree, config, file = '.config', format = 'full', size }: SittingOptions) {
    const session = openSession(
      tree,
      config === undefined ? undefined : parseDefconfig(config, file),
    );
    this.model = startModel({
      session,
      file: { path: file, format },
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

  /** What a terminal shows. */
  async screen(): Promise<readonly string[]> {
    const terminal = new VirtualTerminal(this.model.size);
    terminal.output.write('\u001b[?7l');
    terminal.output.write(new FrameWriter(true).sequencesFor(view(this.model)));
    return terminal.screen();
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
