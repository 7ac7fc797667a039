import { describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import {
  askForBuild,
  askNewSymbols,
  configure,
  loadKconfig,
  readDefconfig,
  saveDefconfig,
  writeAutoConf,
  writeHeader,
  writeRustcCfg,
  type Mode,
} from '../../../../generator/kconfig/index.ts';

/** What a program made of a small tree, as `case.json` beside it says. */
interface RecordedCase {
  /** The program that wrote the files, with its version. */
  readonly program: string;
  /** The dialects that give the same. */
  readonly dialects: readonly string[];
  readonly mode: Mode;
  /** Whether the dialogue is that of `syncconfig`. */
  readonly isForBuild?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

const vectors = fileURLToPath(new URL('../../../vectors/kconfig/dialects/', import.meta.url));

/** The files that may be expected, with what makes each. */
const MAKERS = {
  'expected.config': (made) => made.toConfig(),
  // Of programs that write another form.
  'expected.values': (made) => made.toConfig().replace(/^#(?! CONFIG_).*\n|^\n/gm, ''),
  // Of programs that write no heading.
  'expected.sdkconfig': (made) => made.toConfig().replace(/^#\n(?:# .*\n)+#\n/, ''),
  'expected.defconfig': saveDefconfig,
  'expected.auto.conf': writeAutoConf,
  'expected.autoconf.h': writeHeader,
  // In the order of the menus.
  'expected.busybox.h': writeHeader,
  'expected.rustc_cfg': writeRustcCfg,
} satisfies Record<string, (made: ReturnType<typeof configure>) => string>;

const runs = readdirSync(vectors).flatMap((name) => {
  const folder = `${vectors}${name}`;
  const recorded = JSON.parse(readFileSync(`${folder}/case.json`, 'utf8')) as RecordedCase;
  return recorded.dialects.map((dialect) => ({ ...recorded, name, folder, dialect }));
});

/** What `oldconfig` shows, answers included, as long as there are answers. */
function dialogueOf(asking: ReturnType<typeof askNewSymbols>, answers: readonly string[]): string {
  const left = [...answers];
  let text = '';
  let answer: string | undefined;
  for (;;) {
    const step = asking.next(answer);
    if (step.done) return text;
    if (step.value.kind === 'show') {
      text += step.value.text;
      continue;
    }
    answer = left.shift();
    text += answer === undefined ? step.value.echoAtEnd : (step.value.echo ?? `${answer}\n`);
  }
}

function sortedLines(text: string): readonly string[] {
  return text.split('\n').toSorted();
}

describe('small trees come out as the programs of their dialects make them', () => {
  test.each(runs)('$name in the dialect $dialect', ({ folder, dialect, mode, isForBuild = false, env = {} }) => {
    const tree = loadKconfig({ file: 'Kconfig', cwd: folder, env, dialect });
    const defconfig = existsSync(`${folder}/defconfig`)
      ? readDefconfig(`${folder}/defconfig`, { prefix: tree.prefix, preprocess: false })
      : undefined;
    if (existsSync(`${folder}/answers`)) {
      const answers = readFileSync(`${folder}/answers`, 'utf8').trimEnd().split('\n');
      const shown = dialogueOf((isForBuild ? askForBuild : askNewSymbols)(tree, defconfig), answers);
      expect(shown).toBe(readFileSync(`${folder}/expected.dialogue`, 'utf8'));
      return;
    }
    const made = configure(tree, defconfig, { mode });
    const expected = Object.entries(MAKERS).filter(([file]) => existsSync(`${folder}/${file}`));
    expect(expected.length).toBeGreaterThan(0);
    for (const [file, make] of expected) {
      const text = readFileSync(`${folder}/${file}`, 'utf8');
      // The programs write the files for make in the order of their hash table, which changed.
      if (/auto|rustc/.test(file)) expect(sortedLines(make(made))).toEqual(sortedLines(text));
      else expect(make(made)).toBe(text);
    }
  });
});
