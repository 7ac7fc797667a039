import fc from 'fast-check';
import type { TemplateOptions } from '../../../generator/specialise/index.ts';
import { SourceWriter } from '../../support/source-writer.ts';

/** A template module that ends, and the options for it. */
export interface RandomProgram {
  readonly source: string;
  readonly options: TemplateOptions;
}

/** What may be named at one point of a program, and which jumps may be there. */
interface Names {
  readonly readable: readonly string[];
  readonly assignable: readonly string[];
  /** Variables that may be undefined. */
  readonly unset: readonly string[];
  /** Functions of two numbers declared so far: calls lead back only, so every program ends. */
  readonly functions: readonly string[];
  /** Functions that are inlined: with a value, with statements alone, with both. */
  readonly accessors: readonly string[];
  readonly setters: readonly string[];
  readonly values: readonly string[];
  readonly returns: boolean;
  /** In a loop, a `break` or `continue` means it. */
  readonly inLoop: boolean;
  readonly loops: readonly string[];
  readonly blocks: readonly string[];
  /** Inlined functions have no labels, no functions and no jumps out of a `try`. */
  readonly inlined: boolean;
}

const NO_NAMES: Names = {
  readable: ['state', 'box.y'],
  assignable: [],
  unset: ['maybe'],
  functions: [],
  accessors: [],
  setters: [],
  values: [],
  returns: false,
  inLoop: false,
  loops: [],
  blocks: [],
  inlined: false,
};

const LITERALS = ['0', '1', '2', '-1', '3', '31', '0xff', '2147483647', '4294967295', '0.5', '-0'];
const ARITHMETIC = ['+', '-', '*', '&', '|', '^', '<<', '>>', '>>>', '%', '/'];
const COMPARISONS = ['<', '<=', '>', '>=', '===', '!=='];
const CONSTANTS = ['N', 'ZERO', 'ONE', 'SHIFT', 'WORDS'];
const FLAGS = ['A', 'B', 'ON', 'OFF', "CONFIG_IS_ENABLED('A')"];
const COMPOUND = ['+=', '-=', '|=', '&=', '<<=', '>>>=', '*='];
const LOGICAL = ['||=', '&&=', '??='];

class Writer extends SourceWriter {
  /** Few names for many variables, so that they often are the same in different scopes. */
  name(taken: readonly string[]): string {
    const free = ['p', 'q', 'r', 's', 'first', 'next'].filter((name) => !taken.includes(name));
    return free.length > 0 ? this.pick(free) : this.fresh('t');
  }

  /** What an assignment may change: a variable, an element or a property. */
  target(names: Names, depth: number): string {
    return this.pick([
      ...names.assignable,
      `M[${this.number(names, depth - 1)} & 15]`,
      'box.x',
      'state',
    ]);
  }

  /** An expression that is called with another one: the order of both shows. */
  call(names: Names, depth: number): string {
    const [a, b] = [this.number(names, depth - 1), this.number(names, depth - 1)];
    const callee = this.pick([...names.functions, ...names.accessors, 'Math.max']);
    if (names.assignable.length === 0) return `${callee}(${a}, ${b})`;
    const variable = this.pick(names.assignable);
    return this.pick([
      `${callee}(${a}, ${b})`,
      `${callee}(${variable}, (${variable} = ${b}))`,
      `${callee}((${variable} += ${a}), ${variable})`,
    ]);
  }

  /** A chain that ends early if `sink` is undefined. */
  chain(names: Names, depth: number): string {
    const e = (): string => this.number(names, depth - 1);
    const chain = this.pick([
      `sink?.put(${e()}, ${e()})`,
      `sink?.inner?.put(${e()}, ${e()})`,
      `sink?.list[${e()} & 15]`,
      `sink?.inner?.list[${e()} & 15]`,
      `sink?.put?.(${e()}, ${e()})`,
    ]);
    return `(${chain} ?? ${e()})`;
  }

  number(names: Names, depth: number): string {
    const e = (): string => this.number(names, depth - 1);
    if (depth <= 0)
      return this.pick([...LITERALS, ...names.readable, ...CONSTANTS, ...names.readable]);
    switch (this.below(22)) {
      case 0:
        return this.pick([...names.readable, ...LITERALS, `(${e()}, ${e()})`]);
      case 1:
      case 2:
      case 3:
        return `(${e()} ${this.pick(ARITHMETIC)} ${e()})`;
      case 4:
        return `(${e()} ${this.pick(ARITHMETIC)} ${this.pick(CONSTANTS)})`;
      case 5:
        return `M[${e()} & 15]`;
      case 6:
        return `(${this.flag(names, depth - 1)} ? ${e()} : ${e()})`;
      case 7:
        return `(- ${e()})`;
      case 8:
        return `(~ ${e()})`;
      case 9:
        return `Math.clz32(${e()})`;
      case 10:
      case 11:
        return names.accessors.length === 0 ? e() : `${this.pick(names.accessors)}(${e()}, ${e()})`;
      case 12:
      case 13:
        return this.call(names, depth);
      case 14:
        return names.assignable.length === 0
          ? e()
          : `(${this.pick(names.assignable)} ${this.pick(['=', '+=', '|='])} ${e()})`;
      case 15:
        return this.pick(['box.x', 'state', 'box.y']);
      case 16:
        return this.chain(names, depth);
      case 17:
        return `(${this.target(names, depth)} ${this.pick(LOGICAL)} ${e()})`;
      case 18:
        return `(${this.pick(names.unset)} ${this.pick(['??', '??='])} ${e()})`;
      case 19:
        return `(${this.target(names, depth)} ${this.pick(COMPOUND)} ${e()})`;
      case 20:
        return `(${this.target(names, depth)}${this.pick(['++', '--'])})`;
      default:
        return `(${e()} ${this.pick(['||', '&&'])} ${e()})`;
    }
  }

  flag(names: Names, depth: number): string {
    const b = (): string => this.flag(names, depth - 1);
    const e = (): string => this.number(names, depth - 1);
    if (depth <= 0) return this.pick(FLAGS);
    switch (this.below(8)) {
      case 0:
        return this.pick(FLAGS);
      case 1:
        return `!${b()}`;
      case 2:
        return `(${b()} && ${b()})`;
      case 3:
        return `(${b()} || ${b()})`;
      case 4:
        return `(${e()} !== 0)`;
      case 5:
        return `((${e()} & 3) === 0)`;
      default:
        return `(${e()} ${this.pick(COMPARISONS)} ${e()})`;
    }
  }

  /** A variable or closure, with the names that are known after it. */
  declaration(names: Names, own: readonly string[], before: string): [string, Names] | undefined {
    const name = this.name(own);
    // A name may hide one of the same name further out, but not in its own initialiser.
    const isHiding = (text: string): boolean => new RegExp(`\\b${name}\\b`).test(text + before);
    const without = (list: readonly string[]): readonly string[] =>
      list.filter((other) => other !== name);
    switch (this.below(6)) {
      case 1: {
        if (isHiding('')) return undefined;
        const unset = [...without(names.unset), name];
        return [`let ${name}: number | undefined;`, { ...this.hidden(names, name), unset }];
      }
      case 2: {
        const body = this.number({ ...names, assignable: ['state'] }, 2);
        if (isHiding(body)) return undefined;
        const functions = [...without(names.functions), name];
        const text = `const ${name} = (k: number, l: number): number => ${body} + k - l;`;
        return [text, { ...this.hidden(names, name), functions }];
      }
      default: {
        const init = this.number(names, 2);
        if (isHiding(init)) return undefined;
        const keyword = this.pick(['const', 'let']);
        const hidden = this.hidden(names, name);
        return [
          `${keyword} ${name} = ${init};`,
          {
            ...hidden,
            readable: [...hidden.readable, name],
            assignable: keyword === 'let' ? [...hidden.assignable, name] : hidden.assignable,
          },
        ];
      }
    }
  }

  /** What a new variable of the name hides. */
  hidden(names: Names, name: string): Names {
    const without = (list: readonly string[]): readonly string[] =>
      list.filter((other) => other !== name);
    return {
      ...names,
      readable: without(names.readable),
      assignable: without(names.assignable),
      unset: without(names.unset),
      functions: without(names.functions),
    };
  }

  block(names: Names, depth: number, scope: readonly string[] = [], head = ''): string {
    let inner = names;
    let own = [...scope];
    const lines = [head];
    const count = 1 + this.below(4);
    for (let i = 0; i < count; i += 1) {
      if (this.below(4) !== 1) {
        lines.push(this.statement(inner, depth));
        continue;
      }
      const declared = this.declaration(inner, own, lines.join('\n'));
      if (declared === undefined) continue;
      const [text, after] = declared;
      lines.push(text);
      own = [...own, text.split(/\W+/)[1] ?? ''];
      inner = after;
    }
    return lines.join('\n');
  }

  /** A loop of up to three turns, with a jump at its beginning. */
  loop(names: Names, depth: number): string {
    const i = this.fresh('i');
    const label = this.fresh('L');
    const isLabelled = !names.inlined && this.below(3) === 1;
    const loops = isLabelled ? [...names.loops, label] : names.loops;
    const inside: Names = { ...names, inLoop: true, loops, readable: [...names.readable, i] };
    const jump = this.pick(['', this.jump(inside)]);
    const body = this.block(inside, depth - 1, [], jump);
    const prefix = isLabelled ? `${label}: ` : '';
    switch (this.below(4)) {
      case 1:
        return `let ${i} = 0;\n${prefix}while (${i} < 3) {\n${i} += 1;\n${body}\n}`;
      case 2:
        return `let ${i} = 0;\n${prefix}do {\n${i} += 1;\n${body}\n} while (${i} < 3 && ${this.flag(names, 2)});`;
      case 3:
        return `${prefix}for (const ${i} of [${this.number(names, 1)}, 2]) {\n${body}\n}`;
      default:
        return `${prefix}for (let ${i} = 0; ${i} < 3; ${i} += 1) {\n${body}\n}`;
    }
  }

  /** A jump that is there on a condition. */
  jump(names: Names): string {
    const jumps = [
      ...(names.inLoop ? ['break', 'continue', 'continue'] : []),
      ...names.loops.flatMap((label) => [`break ${label}`, `continue ${label}`]),
      ...names.blocks.map((label) => `break ${label}`),
      ...(names.returns ? [`return ${this.number(names, 2)}`] : []),
      ...(names.inlined ? [] : [`throw new Error(\`\${${this.number(names, 1)}}\`)`]),
    ];
    if (jumps.length === 0) return 'hidden += 1;';
    return `if (${this.flag(names, 2)}) ${this.pick(jumps)};`;
  }

  /** A switch whose clauses may fall into the next, and whose tests may be computed. */
  choice(names: Names, depth: number): string {
    const e = (): string => this.number(names, 1);
    const inside: Names = { ...names, inLoop: false };
    const clauses = Array.from({ length: 1 + this.below(4) }, (_, i) => {
      // TypeScript takes `case (a ? b : c):` for the parameters of an arrow function.
      const test = this.pick([String(i), `${e()} | 0`, `(state = ${e()}) | 0`, 'N']);
      return `case ${test}:\n${this.statement(inside, depth - 1)}\n${this.pick(['', 'break;'])}`;
    });
    const others = this.pick(['', `default:\n${this.statement(inside, depth - 1)}`]);
    const at = this.below(clauses.length + 1);
    const all = [...clauses.slice(0, at), others, ...clauses.slice(at)].join('\n');
    return `switch (${this.pick(['N', 'ONE', this.number(names, 2)])}) {\n${all}\n}`;
  }

  /** A `try` in which something may be thrown. */
  attempt(names: Names, depth: number): string {
    const body = this.block(names, depth - 1, [], names.inlined ? '' : this.jump(names));
    const handler = `catch {\n${this.block(names, depth - 1)}\n}`;
    const last = `finally {\n${this.block({ ...names, returns: false, inLoop: false, loops: [], blocks: [] }, depth - 1)}\n}`;
    return `try {\n${body}\n} ${this.pick([handler, last, `${handler} ${last}`])}`;
  }

  /** A function inside of a function, and a call of it, which may be before it. */
  inner(names: Names, depth: number): string {
    const name = this.fresh('g');
    const own: Names = {
      ...names,
      readable: [...names.readable, 'm'],
      returns: true,
      inLoop: false,
      loops: [],
      blocks: [],
    };
    const body = `function ${name}(m: number, n: number): number {\n${this.block(own, depth - 1)}\nreturn ${this.number(own, 2)} + n;\n}`;
    const call = `state = ${name}(${this.number(names, 2)}, ${this.number(names, 1)});`;
    return this.below(2) === 0 ? `{\n${body}\n${call}\n}` : `{\n${call}\n${body}\n}`;
  }

  statement(names: Names, depth: number): string {
    const e = (): string => this.number(names, 2);
    if (depth <= 0) return `M[${e()} & 15] = ${e()};`;
    switch (this.below(24)) {
      case 0:
      case 1:
        return `M[${e()} & 15] ${this.pick(['=', '|=', '+=', '='])} ${e()};`;
      case 2:
        return names.assignable.length === 0
          ? `state = ${e()};`
          : `${this.pick(names.assignable)} ${this.pick(['=', '-='])} ${e()};`;
      case 3:
        return `${this.pick(['hidden', 'state', 'box.x'])} = ${e()};`;
      case 4:
        return `if (${this.flag(names, 2)}) {\n${this.block(names, depth - 1)}\n}`;
      case 5:
        return `if (${this.flag(names, 2)}) {\n${this.block(names, depth - 1)}\n} else {\n${this.block(names, depth - 1)}\n}`;
      case 6:
      case 7:
        return this.loop(names, depth);
      case 8:
      case 9:
        return this.jump(names);
      case 10:
      case 11:
        return this.choice(names, depth);
      case 12:
        return `do {\n${this.block(names, depth - 1)}\n} while (${this.pick(['OFF', 'A && OFF', 'false'])});`;
      case 13:
      case 14:
        return names.setters.length === 0
          ? `${e()};`
          : `${this.pick(names.setters)}(${e()}, ${e()});`;
      case 15:
      case 16: {
        if (names.values.length === 0) return `{\n${this.block(names, depth - 1)}\n}`;
        const call = `${this.pick(names.values)}(${e()}, ${e()})`;
        return names.assignable.length === 0
          ? `${call};`
          : `${this.pick(names.assignable)} = ${call};`;
      }
      case 17:
        return `sink = ${this.flag(names, 1)} ? ${this.pick(['outer', 'deep'])} : undefined;`;
      case 18:
        return `if (${this.flag(names, 2)}) ${this.pick(names.unset)} = ${this.pick([e(), 'undefined'])};`;
      case 19:
        return names.inlined ? `${e()};` : this.attempt(names, depth);
      case 20:
        return names.inlined ? `${e()};` : this.inner(names, depth);
      case 21: {
        if (names.inlined) return `{\n${this.block(names, depth - 1)}\n}`;
        const label = this.fresh('L');
        const inside: Names = { ...names, blocks: [...names.blocks, label] };
        return `${label}: {\n${this.block(inside, depth - 1)}\n}`;
      }
      case 22:
        return `${this.target(names, 2)} ${this.pick([...COMPOUND, ...LOGICAL])} ${e()};`;
      default:
        return `${e()};`;
    }
  }

  program(): string {
    let names = NO_NAMES;
    const lines: string[] = [];
    const parameters = (): Names => ({
      ...names,
      readable: [...names.readable, 'p', 'q'],
      assignable: ['p', 'q', 'state'],
    });
    const inlined = (): Names => ({ ...parameters(), inlined: true });
    const scope = ['p', 'q'];
    const count = 2 + this.below(6);
    for (let i = 0; i < count; i += 1) {
      const head = `function f${i}(p: number, q: number)`;
      switch (this.below(6)) {
        case 0:
          lines.push(
            `/** @inline */\n${head}: number { return ${this.number({ ...inlined(), assignable: ['state'] }, 3)}; }`,
          );
          names = { ...names, accessors: [...names.accessors, `f${i}`] };
          break;
        case 1:
          lines.push(`/** @inline */\n${head}: void {\n${this.block(inlined(), 1, scope)}\n}`);
          names = { ...names, setters: [...names.setters, `f${i}`] };
          break;
        case 2:
          lines.push(
            `/** @inline ${this.pick(FLAGS)} */\n${head}: number {\n${this.block(inlined(), 1, scope)}\nreturn ${this.number(inlined(), 2)};\n}`,
          );
          names = { ...names, values: [...names.values, `f${i}`] };
          break;
        case 3:
          lines.push(`${head}: number {\nreturn ${names.functions.at(-1) ?? 'Math.max'}(p, q);\n}`);
          names = { ...names, functions: [...names.functions, `f${i}`] };
          break;
        case 4:
          lines.push(
            `/** @inline */\n${head}: number {\nconst get = (k: number): number => ${this.number(inlined(), 2)} + k;\n${this.block(inlined(), 1, [...scope, 'get'])}\nreturn get(${this.number(inlined(), 1)}) - q;\n}`,
          );
          names = { ...names, values: [...names.values, `f${i}`] };
          break;
        default:
          lines.push(
            `${head}: number {\n${this.block({ ...parameters(), returns: true }, 2, scope)}\nreturn ${this.number(parameters(), 3)};\n}`,
          );
          names = { ...names, functions: [...names.functions, `f${i}`] };
      }
    }
    const last = this.block({ ...parameters(), returns: true }, 3, scope);
    return `import { CONFIG_IS_ENABLED, CONFIG_VAL } from './config.ts';
const A = CONFIG_IS_ENABLED('A');
const B = CONFIG_IS_ENABLED('B');
const ON = A || !A;
const OFF = B && !B;
const N = CONFIG_VAL('N');
const ZERO = A ? 0 : CONFIG_VAL('N') - CONFIG_VAL('N');
const ONE = 1;
const SHIFT = B ? 2 : 0;
const WORDS = N << SHIFT;
interface Sink {
  put(a: number, b: number): number;
  readonly inner: Sink | undefined;
  readonly list: Int32Array;
}
export const M: Int32Array = new Int32Array(16);
export let state = 0;
let hidden = 0;
let maybe: number | undefined;
const box = { x: 0, y: 1 };
const deep: Sink = { put: (a, b) => (state = (a - b) | 0), inner: undefined, list: M };
const outer: Sink = { put: (a, b) => a ^ b ^ state, inner: deep, list: M };
let sink: Sink | undefined = outer;
${lines.join('\n')}
export function entry(p: number, q: number): number {
${last}
return ${this.number(parameters(), 3)};
}
`;
  }
}

/** Programs over an Int32Array, module state and a few functions, many of them inlined. */
export const programs: fc.Arbitrary<RandomProgram> = fc
  .record({
    entropy: fc.array(fc.nat(10_000), { minLength: 40, maxLength: 700, size: 'max' }),
    A: fc.boolean(),
    B: fc.boolean(),
    N: fc.constantFrom(0, 1, 2, 3, 8, 0x7fffffff),
  })
  .map(({ entropy, A, B, N }) => ({
    source: new Writer(entropy).program(),
    options: { enabled: { A, B }, global: {}, values: { N } },
  }));
