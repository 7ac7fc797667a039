import fc from 'fast-check';
import { SourceWriter } from '../../support/source-writer.ts';

/**
 * A template module of integers, typed arrays on one memory and functions of two size_t, `entry0` and so
 * on. It keeps the rules of docs/wasm.md: an index is inside its array, and a variable that is assigned
 * again holds 32 bits with or without a sign.
 */
export interface TypedProgram {
  readonly source: string;
  readonly entries: readonly string[];
}

interface Names {
  readonly readable: readonly string[];
  /** They take 32 bits, signed or not. */
  readonly assignable: readonly string[];
  /** Indexes of words: 0 to 31. */
  readonly words: readonly string[];
  readonly flags: readonly string[];
  readonly functions: readonly string[];
  readonly setters: readonly string[];
  readonly loops: readonly string[];
  readonly inLoop: boolean;
  readonly inTry: boolean;
  /** An error is thrown where this is true. */
  readonly throws: boolean;
}

const NO_NAMES: Names = {
  readable: ['state', 'count'],
  assignable: ['state'],
  words: [],
  flags: [],
  functions: [],
  setters: [],
  loops: [],
  inLoop: false,
  inTry: false,
  throws: true,
};

const LITERALS = ['0', '1', '2', '3', '4', '7', '31', '255', '4096', '65535'].concat([
  '-1',
  '-8',
  '2147483647',
  '2147483648',
  '4294967295',
  '-2147483648',
]);
const BITS = ['&', '|', '^', '<<', '>>', '>>>'];
const SUMS = ['+', '-', '*', '+', '-'];
const COMPARISONS = ['<', '<=', '>', '>=', '===', '!=='];
const COMPOUND_BITS = ['|=', '&=', '^=', '<<=', '>>=', '>>>='];
const COMPOUND = [...COMPOUND_BITS, '+=', '-=', '*='];
/** Typed arrays, with a mask for an index that is inside of what is compared. */
const ARRAYS = [
  ['M', 63],
  ['M', 63],
  ['U', 63],
  ['B', 255],
  ['C', 255],
  ['H', 127],
  ['G', 127],
] as const;

class Writer extends SourceWriter {
  /** A typed array with an index of it. */
  element(names: Names, depth: number): string {
    if (names.words.length > 0 && this.below(2) === 1)
      return `M[${this.pick(names.words)}${this.pick(['', ' + 1', ' + 5'])}]!`;
    const [array, mask] = this.pick(ARRAYS);
    return `${array}[${this.int(names, depth - 1)} & ${mask}]!`;
  }

  /** Something of 32 bits. */
  fitting(names: Names, depth: number): string {
    const e = (): string => this.int(names, depth - 1);
    return this.pick([
      () => `(${e()} | 0)`,
      () => `(${e()} >>> 0)`,
      () => `(${e()} & 4095)`,
      () => `(${e()} >>> 2)`,
      () => (depth > 0 ? this.element(names, depth - 1) : '1'),
    ])();
  }

  int(names: Names, depth: number): string {
    const e = (): string => this.int(names, depth - 1);
    if (depth <= 0)
      return this.pick([...LITERALS, ...names.readable, ...names.words, ...names.readable]);
    switch (this.below(24)) {
      case 0:
        return this.pick([...names.readable, ...names.words]);
      case 1:
      case 2:
      case 3:
        return `(${e()} ${this.pick(SUMS)} ${e()})`;
      case 4:
      case 5:
        return `(${e()} ${this.pick(BITS)} ${e()})`;
      case 6:
        return `(${e()} ${this.pick(['<<', '>>', '>>>'])} ${this.below(33)})`;
      case 7:
      case 8:
        return this.element(names, depth);
      case 9:
        return `(${this.flag(names, depth - 1)} ? ${e()} : ${e()})`;
      case 10:
        return `(-${e()})`.replace('--', '- -');
      case 11:
        return `(~${e()})`;
      case 12:
        return `Math.${this.pick(['clz32', 'clz32'])}(${e()})`;
      case 13:
        return `Math.${this.pick(['imul', 'min', 'max'])}(${e()}, ${e()})`;
      case 14:
      case 15:
        return this.call(names, depth);
      case 16:
        return `(${this.pick(names.assignable)} = ${this.fitting(names, depth)})`;
      case 17:
        return `(${this.pick(names.assignable)} ${this.pick(COMPOUND_BITS)} ${e()})`;
      case 18:
        return `(${this.element(names, depth).slice(0, -1)} ${this.pick(['=', ...COMPOUND])} ${e()})`;
      case 19: {
        const element = this.element(names, depth).slice(0, -1);
        const operator = this.pick(['++', '--']);
        return `(${operator}${element})`;
      }
      case 20:
        return `(${e()} ${this.pick(['||', '&&'])} ${e()})`;
      case 21: {
        const divisor = `((${e()} & ${this.pick(['7', '255', '4095'])}) + 1)`;
        const dividend = `(${e()} ${this.pick(['>>> 0', '| 0'])})`;
        return this.pick([
          `(${dividend} % ${divisor})`,
          `Math.floor(${dividend} / ${divisor})`,
          `Math.ceil(${dividend} / ${divisor})`,
          `((${dividend} / ${divisor}) | 0)`,
          `((${dividend} / ${divisor}) >>> 0)`,
        ]);
      }
      case 22:
        return `((${e()} / ${this.pick(['2', '4', '8', '3'])}) ${this.pick(['| 0', '>>> 0', '>>> 2', '& 255'])})`;
      default:
        return `(${this.effect(names, depth - 1)}, ${e()})`;
    }
  }

  /** A call with arguments of which the order shows. */
  call(names: Names, depth: number): string {
    if (names.functions.length === 0) return this.fitting(names, depth);
    const callee = this.pick(names.functions);
    const variable = this.pick(names.assignable);
    const [a, b] = [this.int(names, depth - 1), this.fitting(names, depth - 1)];
    return this.pick([
      `${callee}(${a}, ${b})`,
      `${callee}(${variable}, (${variable} = ${b}))`,
      `${callee}((${variable} = ${b}), ${variable})`,
      `(${variable} ${this.pick(SUMS)} ${callee}(${a}, ${b}))`,
    ]);
  }

  /** What is done for its effect. */
  effect(names: Names, depth: number): string {
    return `(${this.pick(names.assignable)} = ${this.fitting(names, depth)})`;
  }

  flag(names: Names, depth: number): string {
    const b = (): string => this.flag(names, depth - 1);
    const e = (): string => this.int(names, depth - 1);
    if (depth <= 0)
      return this.pick([...names.flags, `(${this.pick(names.readable)} & 1) !== 0`, 'count > 2']);
    switch (this.below(9)) {
      case 0:
        return `!(${b()})`;
      case 1:
        return `(${b()} && ${b()})`;
      case 2:
        return `(${b()} || ${b()})`;
      case 3:
        return `(${e()} & 3) === 0`;
      case 4:
        return `(${e()} / ${this.pick(['2', '8', '3', '(count + 1)'])} ${this.pick(COMPARISONS)} ${e()})`;
      case 5:
        return `(${this.element(names, depth)} ${this.pick(COMPARISONS)} ${e()})`;
      default:
        return `((${e()}) ${this.pick(COMPARISONS)} ${e()})`;
    }
  }

  /** A variable, with the names that are known after it. */
  declaration(names: Names): [string, Names] {
    switch (this.below(5)) {
      case 1: {
        const name = this.fresh('w');
        const words = [...names.words, name];
        const index = `(${this.int(names, 2)} ${this.pick(['& 31', '& 24', '>>> 27'])})`;
        return [`const ${name} = ${index};`, { ...names, words }];
      }
      case 2: {
        const name = this.fresh('b');
        const flags = [...names.flags, name];
        return [`const ${name} = ${this.flag(names, 2)};`, { ...names, flags }];
      }
      case 3: {
        const name = this.fresh('c');
        const readable = [...names.readable, name];
        return [`const ${name} = ${this.int(names, 2)};`, { ...names, readable }];
      }
      default: {
        const name = this.fresh('v');
        const readable = [...names.readable, name];
        const assignable = [...names.assignable, name];
        const init = this.fitting(names, 2);
        return [`let ${name} = ${init};`, { ...names, readable, assignable }];
      }
    }
  }

  block(names: Names, depth: number): string {
    let inner = names;
    const lines: string[] = [];
    const count = 1 + this.below(4);
    for (let i = 0; i < count; i += 1) {
      if (this.below(3) !== 1) {
        lines.push(this.statement(inner, depth));
        continue;
      }
      const [text, after] = this.declaration(inner);
      lines.push(text);
      inner = after;
    }
    return lines.join('\n');
  }

  loop(names: Names, depth: number): string {
    const i = this.fresh('i');
    const label = this.fresh('L');
    const isLabelled = this.below(3) === 1;
    const inside: Names = {
      ...names,
      inLoop: true,
      loops: isLabelled ? [...names.loops, label] : names.loops,
      readable: [...names.readable, i],
      words: [...names.words, i],
    };
    const prefix = isLabelled ? `${label}: ` : '';
    const jump = this.below(2) === 0 ? '' : this.jump(inside);
    const body = `${jump}\n${this.block(inside, depth - 1)}`;
    switch (this.below(3)) {
      case 1:
        return `let ${i} = 0;\n${prefix}while (${i} < 3) {\n${i} += 1;\n${body}\n}`;
      case 2:
        return `let ${i} = 0;\n${prefix}do {\n${i} += 1;\n${body}\n} while (${i} < 3 && ${this.flag(names, 1)});`;
      default:
        return `${prefix}for (let ${i} = 0; ${i} < 3; ${i} += 1) {\n${body}\n}`;
    }
  }

  jump(names: Names): string {
    const jumps = [
      ...(names.inLoop && !names.inTry ? ['break', 'continue'] : []),
      ...(names.inTry
        ? []
        : names.loops.flatMap((label) => [`break ${label}`, `continue ${label}`])),
      `return ${this.int(names, 2)}`,
      ...(names.throws ? ['throw new RangeError(`${state} of ${count}`)'] : []),
    ];
    return `if (${this.flag(names, 2)}) ${this.pick(jumps)};`;
  }

  choice(names: Names, depth: number): string {
    const inside = { ...names, inLoop: false };
    const clauses = Array.from(
      { length: 1 + this.below(3) },
      (_, i) =>
        `case ${this.pick([String(i), `${this.int(names, 1)}`])}:\n${this.statement(inside, depth - 1)}\n${this.pick(['', 'break;'])}`,
    );
    const others = this.pick(['', `default:\n${this.statement(inside, depth - 1)}`]);
    const at = this.below(clauses.length + 1);
    const all = [...clauses.slice(0, at), others, ...clauses.slice(at)].join('\n');
    return `switch (${this.pick([`${this.int(names, 2)} & 3`, this.int(names, 2)])}) {\n${all}\n}`;
  }

  /** `fill()` and `copyWithin()`, with an end that is not before the start. */
  bulk(names: Names): string {
    const [array] = this.pick(ARRAYS);
    const [a, b] = [this.fresh('a'), this.fresh('n')];
    const [from, length] = [this.int(names, 2), this.int(names, 1)];
    const call = this.pick([
      `fill(${this.pick(['0', '-1', this.int(names, 2)])}, ${a}, ${a} + ${b})`,
      `copyWithin(${this.int(names, 1)} & 31, ${a}, ${a} + ${b})`,
    ]);
    return `const ${a} = ${from} & 31;\nconst ${b} = ${length} & 15;\n${array}.${call};`;
  }

  statement(names: Names, depth: number): string {
    const e = (): string => this.int(names, 2);
    const store = (): string => `${this.element(names, 2).slice(0, -1)} = ${e()};`;
    if (depth <= 0) return store();
    switch (this.below(16)) {
      case 0:
      case 1:
        return store();
      case 2:
        return `${this.pick(names.assignable)} = ${this.fitting(names, 3)};`;
      case 3:
        return `${this.pick(names.assignable)} ${this.pick(COMPOUND_BITS)} ${e()};`;
      case 4:
        return `if (${this.flag(names, 2)}) {\n${this.block(names, depth - 1)}\n}`;
      case 5:
        return `if (${this.flag(names, 2)}) {\n${this.block(names, depth - 1)}\n} else {\n${this.block(names, depth - 1)}\n}`;
      case 6:
      case 7:
        return `{\n${this.loop(names, depth)}\n}`;
      case 8:
        return this.jump(names);
      case 9:
        return this.choice(names, depth);
      case 10:
        return `{\n${this.bulk(names)}\n}`;
      case 11:
        return `try {\n${this.block({ ...names, inTry: true }, depth - 1)}\n} finally {\nstate = ${this.fitting({ ...names, assignable: ['state'] }, 2)};\n}`;
      case 12:
        return `count = (count + 1) & 7;`;
      case 13:
        return names.setters.length === 0
          ? store()
          : `${this.pick(names.setters)}(${e()}, ${this.fitting(names, 2)});`;
      default:
        return `${this.element(names, 2).slice(0, -1)} ${this.pick(COMPOUND)} ${e()};`;
    }
  }

  program(): TypedProgram {
    let names = NO_NAMES;
    const lines: string[] = [];
    const count = this.below(4);
    const own = (): Names => ({
      ...names,
      readable: [...names.readable, 'p', 'q'],
      assignable: [...names.assignable, 'q'],
    });
    for (let i = 0; i < count; i += 1) {
      const head = `function f${i}(p: number, q: number)`;
      lines.push(`${head}: number {\n${this.block(own(), 2)}\nreturn ${this.int(own(), 3)};\n}`);
      names = { ...names, functions: [...names.functions, `f${i}`] };
    }
    const entries = Array.from({ length: 1 + this.below(3) }, (_, i) => `entry${i}`);
    for (const entry of entries) {
      const result = this.pick(['| 0', '>>> 0', '& 255']);
      const body = this.block(own(), 3).replaceAll(/return (.*);/g, `return (($1) ${result});`);
      lines.push(
        `export function ${entry}(p: number, q: number): number {\n${body}\nreturn ${this.int(own(), 3)} ${result};\n}`,
      );
    }
    const source = `interface Memory { readonly buffer: ArrayBuffer }
export let state = 0;
export let count = 0;
let M: Int32Array;
let U: Uint32Array;
let B: Uint8Array;
let C: Int8Array;
let H: Int16Array;
let G: Uint16Array;
export function open(memory: Memory): void {
M = new Int32Array(memory.buffer);
U = new Uint32Array(memory.buffer);
B = new Uint8Array(memory.buffer);
C = new Int8Array(memory.buffer);
H = new Int16Array(memory.buffer);
G = new Uint16Array(memory.buffer);
state = 0;
count = 0;
}
${lines.join('\n')}
`;
    return { source, entries };
  }
}

export const typedPrograms: fc.Arbitrary<TypedProgram> = fc
  .array(fc.nat(10_000), { minLength: 60, maxLength: 500, size: 'max' })
  .map((entropy) => new Writer(entropy).program());
