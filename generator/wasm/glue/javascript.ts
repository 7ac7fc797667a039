import type { WasmMemory } from '../memory.ts';
import type { Member, FaceFunction } from './face.ts';
import { EXTENT, SIZE, WITHIN } from './values.ts';

export interface GlueOptions {
  /** Functions that the module imports, as methods of an object literal. */
  readonly hosts: readonly string[];
  /** The address of static data if it is fixed. */
  readonly address: number | undefined;
  readonly isShared: boolean;
  readonly memory: WasmMemory;
  /** Pages of a memory that is made for an instance without one. */
  readonly pages: number;
}

/** The text of `malloc.wasm.js`. */
export function glueText(members: readonly Member[], options: GlueOptions): string {
  return [
    `const url = new URL('./malloc.wasm', import.meta.url);
const bytes =
  url.protocol === 'file:'
    ? await (await import('node:fs/promises')).readFile(url)
    : await (await fetch(url)).arrayBuffer();

/** The compiled module: \`new WebAssembly.Instance(module, { env: { ${options.memory === 'own' ? '' : 'memory, '}… } })\`. */
export const module = await WebAssembly.compile(bytes);
`,
    calls(members, 'size_t(') ? SIZE : '',
    calls(members, 'extent(') ? EXTENT : '',
    options.memory === 'own' ? ownExports(options) : exportsOn(options),
    calls(members, 'within(') ? WITHIN : '',
    startCheck(members, options),
    `${options.memory === 'own' ? INSTANTIATE_OWN : instantiateOn(options)}
  return {
    memory,
${members.map((member) => `    ${instanceMember(member)},\n`).join('')}  };
}

/** The same; what a loader that may not wait for a module calls. */
export async function instantiateAsync(memory) {
  return instantiate(memory);
}
`,
    moduleFace(members, options.memory === 'own'),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function environment(names: readonly string[]): string {
  return names.length === 0 ? '{}' : `{ ${names.join(', ')} }`;
}

/** Makes an instance on a memory that is given, which may be of another realm: no `instanceof` finds that. */
function exportsOn({ hosts, isShared }: GlueOptions): string {
  return `function exportsOn(memory) {
  if (Object.prototype.toString.call(memory) !== '[object WebAssembly.Memory]') {
    throw new TypeError('a WebAssembly module needs a WebAssembly.Memory; malloc.js also takes buffers');
  }
  if ((String(memory.buffer) === '[object SharedArrayBuffer]') !== ${isShared}) {
    throw new TypeError('${
      isShared
        ? 'this module needs a shared memory: new WebAssembly.Memory({ initial, maximum: 65536, shared: true })'
        : 'this module takes no shared memory: make it with CONFIG_SYS_MALLOC_LOCK=y'
    }');
  }
  try {
    return new WebAssembly.Instance(module, { env: ${environment(['memory', ...hosts])} }).exports;
  } catch (error) {
    throw hasWideAddresses(memory)
      ? new TypeError('this module needs a memory with 32-bit addresses; malloc.js takes one with 64-bit addresses too')
      : error;
  }
}

/** Only a memory with 64-bit addresses takes a BigInt; none can become that long. */
function hasWideAddresses(memory) {
  try {
    memory.grow(1n << 60n);
  } catch (error) {
    return error.name === 'RangeError';
  }
}
`;
}

/** Makes an instance, which brings its memory. */
function ownExports({ hosts }: GlueOptions): string {
  return `function ownExports() {
  return new WebAssembly.Instance(module, { env: ${environment(hosts)} }).exports;
}
`;
}

function instantiateOn({ isShared, pages }: GlueOptions): string {
  const memory = isShared
    ? `{ initial: ${pages}, maximum: 65536, shared: true }`
    : `{ initial: ${pages} }`;
  return `/**
 * An allocator of its own on \`memory\`, or on a new one: an object with the names that this module exports.
 * Its functions that take a memory take this one.
 */
export function instantiate(memory = new WebAssembly.Memory(${memory})) {
  const x = exportsOn(memory);`;
}

const INSTANTIATE_OWN = `/**
 * An allocator with a memory of its own: an object with the names that this module exports. Its functions that
 * take a memory take this one.
 */
export function instantiate(other) {
  if (other !== undefined) {
    throw new TypeError('each instance of this module has a memory of its own: call instantiate() without one');
  }
  const x = ownExports();
  const { memory } = x;`;

function calls(members: readonly Member[], text: string): boolean {
  return members.some((member) => member.is === 'function' && member.fn.call.includes(text));
}

function startCheck(members: readonly Member[], { address }: GlueOptions): string {
  const checks = members.some(
    (member) => member.is === 'function' && member.fn.start !== undefined,
  );
  if (address === undefined || !checks) return '';
  return `function check_start(start) {
  if (start !== ${address}) {
    throw new RangeError('the static data of this module are at byte ${address}: make it with --wasm-address ' + start);
  }
}
`;
}

function list(fn: FaceFunction): string {
  return fn.parameters
    .map(({ name, init }) => (init === undefined ? name : `${name} = ${init}`))
    .join(', ');
}

function checkStart({ start }: FaceFunction): string {
  return start === undefined ? '' : `check_start(${start});\n`;
}

function instanceMember(member: Member): string {
  switch (member.is) {
    case 'constant':
      return `${member.name}: ${member.text}`;
    case 'text':
      return `${member.name}${member.text}`;
    case 'variable':
      return `get ${member.name}() { return ${member.read}; }`;
    case 'object':
      return `${member.name}: ${accessors(member)}`;
    case 'function': {
      const { fn, name } = member;
      const check =
        fn.memory === undefined
          ? ''
          : `if (${fn.memory} !== undefined && ${fn.memory} !== memory) throw new TypeError('this instance is on another memory');\n`;
      // A parameter of the same name would hide the memory of the instance.
      const inner = fn.memory === 'memory' ? list(fn).replace(/^memory\b/, 'other') : list(fn);
      const checked =
        fn.memory === 'memory'
          ? check
              .replaceAll(/\bmemory( !== undefined)/g, 'other$1')
              .replace('&& memory !==', '&& other !==')
          : check;
      const body = `${checked}${checkStart(fn)}`;
      if (body === '' && fn.result !== undefined) return `${name}: (${inner}) => ${fn.result}`;
      return `${name}(${inner}) { ${body}${fn.result === undefined ? fn.call : `return ${fn.result}`}; }`;
    }
  }
}

function accessors(member: Member & { readonly is: 'object' }): string {
  const properties = member.properties.map(
    ({ name, read, global }) =>
      `get ${name}() { return ${read}; }, set ${name}(value) { x[${JSON.stringify(global)}].value = value; }`,
  );
  return `{ ${properties.join(', ')} }`;
}

const USE = `/** The memory that a function was given last, and the instance on it. */
let current;
let x = {};

function use(memory) {
  if (memory === current) return x;
  return exportsOn(memory);
}
`;

const USE_OWN = `const x = ownExports();

/** The memory of this module. */
export const { memory } = x;

function use(given) {
  if (given !== memory) {
    throw new TypeError('this module has a memory of its own: pass the \`memory\` that it exports');
  }
}
`;

/** The names of malloc.js, for the memory that was given last, or for that of the module. */
function moduleFace(members: readonly Member[], isOwn: boolean): string {
  const variables = members.filter((member) => member.is === 'variable');
  const follow = variables.map(({ name, read }) => `  ${name} = ${read};\n`).join('');
  const lines = [isOwn ? USE_OWN : USE];
  for (const member of members) {
    switch (member.is) {
      case 'constant':
        lines.push(`export const ${member.name} = ${member.text};`);
        break;
      case 'text':
        lines.push(`export function ${member.name}${member.text}`);
        break;
      case 'variable':
        lines.push(`export let ${member.name} = 0;`);
        break;
      case 'object':
        lines.push(`export const ${member.name} = ${accessors(member)};`);
        break;
      case 'function':
        lines.push(moduleFunction(member.name, member.fn, variables.length > 0, isOwn));
    }
  }
  if (follow !== '')
    lines.push(`/** Exported variables are live, as those of malloc.js are. */
function follow() {
${follow}}`);
  return `${lines.join('\n\n')}\n`;
}

function moduleFunction(
  name: string,
  fn: FaceFunction,
  hasVariables: boolean,
  isOwn: boolean,
): string {
  const isFollowed = fn.writes && hasVariables;
  const { memory } = fn;
  if (memory !== undefined && !isOwn) {
    const call = fn.call.replace(/\bx\./, 'next.');
    const result = fn.result?.replace(/\bx\./, 'next.');
    return `export function ${name}(${list(fn)}) {
  const next = use(${memory});
  ${checkStart(fn)}${result === undefined ? call : `const result = ${result}`};
  x = next;
  current = ${memory};
  ${isFollowed ? 'follow();' : ''}
  ${result === undefined ? '' : 'return result;'}
}`;
  }
  const { result } = fn;
  const checks = memory === undefined ? '' : `use(${memory});\n  ${checkStart(fn)}`;
  if (!isFollowed)
    return `export function ${name}(${list(fn)}) {\n  ${checks}${result === undefined ? fn.call : `return ${result}`};\n}`;
  // What was changed before an error stays changed.
  const call = result === undefined ? fn.call : `return ${result}`;
  return `export function ${name}(${list(fn)}) {
  ${checks}try {
    ${call};
  } finally {
    follow();
  }
}`;
}
