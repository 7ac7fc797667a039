import { describe, expect, test } from '@jest/globals';

import { KeyDecoder } from '../../../src/menuconfig/keys/key-decoder.ts';
import type { Input } from '../../../src/menuconfig/keys/key.ts';

function names(inputs: readonly Input[]): readonly string[] {
  return inputs.map((input) => (input.kind === 'key' ? input.key : `paste ${input.text}`));
}

function decode(...chunks: readonly string[]): readonly string[] {
  const decoder = new KeyDecoder();
  const inputs = chunks.flatMap((chunk) => decoder.push(Buffer.from(chunk, 'latin1'), 0));
  return names([...inputs, ...decoder.flush(0)]);
}

describe('what a terminal sends is', () => {
  test.each([
    ['letters', ['ab'], ['a', 'b']],
    ['cursor keys', ['\u001b[A\u001b[B\u001b[C\u001b[D'], ['up', 'down', 'right', 'left']],
    ['cursor keys in application mode', ['\u001bOA\u001bOB'], ['up', 'down']],
    ['cursor keys with Shift', ['\u001b[1;2A'], ['up']],
    ['Home and End of xterm', ['\u001b[H\u001b[F\u001bOH\u001bOF'], ['home', 'end', 'home', 'end']],
    [
      'Home and End of VT220',
      ['\u001b[1~\u001b[4~\u001b[7~\u001b[8~'],
      ['home', 'end', 'home', 'end'],
    ],
    ['pages', ['\u001b[5~\u001b[6~'], ['pageup', 'pagedown']],
    ['F1', ['\u001bOP\u001b[11~\u001b[[A'], ['f1', 'f1', 'f1']],
    ['a sequence in pieces', ['\u001b', '[', '6', '~'], ['pagedown']],
    [
      'controls',
      ['\r\n\u007f\b\t\u0003\u001a'],
      ['enter', 'enter', 'backspace', 'backspace', 'tab', 'ctrl-c', 'ctrl-z'],
    ],
    ['a character of several bytes in pieces', ['\u00e6', '\u00bc\u00a2'], ['漢']],
    ['Esc', ['\u001b'], ['esc']],
    ['Esc twice, which is once', ['\u001b\u001b'], ['esc']],
    ['Esc and a letter', ['\u001bq'], ['esc', 'q']],
    ['an unknown sequence, which is nothing', ['\u001b[200;3z\u001b[?1u\u001bOzx'], ['x']],
    ['a paste', ['\u001b[200~y\u001b', '[A\nn\u001b[201~n'], ['paste y\u001b[A\nn', 'n']],
    [
      'reports of a mouse, which are nothing',
      ['\u001b[M !!\u001b[M#', '!!', '\u001b[<0;10;10M\u001b[<64;1;', '2Mx'],
      ['x'],
    ],
    [
      'a sequence with bytes before its letter, which is nothing',
      ['\u001b[1 q\u001b[>1;2cx'],
      ['x'],
    ],
    [
      'an answer to another program, which is nothing',
      ['\u001b]11;rgb:ffff/ffff', '/ffff\u001b', '\\\u001b]11;?\u0007\u001bP1$r0m\u001b\\x'],
      ['x'],
    ],
    ['Esc and P', ['\u001bP'], ['esc', 'P']],
  ])('%s', (_, chunks, expected) => {
    expect(decode(...chunks)).toEqual(expected);
  });
});

describe('Esc', () => {
  test('waits for what may follow', () => {
    const decoder = new KeyDecoder();
    expect(decoder.push(Buffer.from('\u001b'), 0)).toEqual([]);
    expect(decoder.isWaiting).toBe(true);
    expect(names(decoder.flush(40))).toEqual(['esc']);
    expect(decoder.isWaiting).toBe(false);
  });

  test.each([
    ['soon after another is the same', 200, ['esc']],
    ['later is another', 500, ['esc', 'esc']],
  ])('%s', (_, pause, expected) => {
    const decoder = new KeyDecoder();
    const press = (now: number): readonly Input[] => {
      decoder.push(Buffer.from('\u001b'), now);
      return decoder.flush(now);
    };
    expect(names([...press(0), ...press(pause)])).toEqual(expected);
  });

  test('three times soon goes back twice', () => {
    const decoder = new KeyDecoder();
    const inputs = [0, 100, 200].flatMap((now) => {
      decoder.push(Buffer.from('\u001b'), now);
      return decoder.flush(now);
    });
    expect(names(inputs)).toEqual(['esc', 'esc']);
  });
});
