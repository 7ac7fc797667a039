const PAGE = 65_536;
/** Room for the blocks of the traffic. */
const MOST = 256 * PAGE;

/** What a heap can lie in. */
export type MemoryKind =
  | 'ArrayBuffer'
  | 'SharedArrayBuffer'
  | 'WebAssembly.Memory'
  | 'resizable ArrayBuffer'
  | 'growable SharedArrayBuffer';

/** The types of Node.js have no value WebAssembly. */
const { WebAssembly: wasm } = globalThis as unknown as {
  readonly WebAssembly: {
    readonly Memory: new (pages: { readonly initial: number; readonly maximum: number }) => {
      readonly buffer: ArrayBuffer;
    };
  };
};

/** A memory, and the bytes of it that the heap begins with: one page if the memory can grow. */
export interface Place {
  readonly memory: ArrayBuffer | SharedArrayBuffer | { readonly buffer: ArrayBuffer };
  readonly size: number;
}

const MAKE: Readonly<Record<MemoryKind, () => Place>> = {
  ArrayBuffer: () => ({ memory: new ArrayBuffer(MOST), size: MOST }),
  SharedArrayBuffer: () => ({ memory: new SharedArrayBuffer(MOST), size: MOST }),
  'WebAssembly.Memory': () => ({
    memory: new wasm.Memory({ initial: 1, maximum: MOST / PAGE }),
    size: PAGE,
  }),
  'resizable ArrayBuffer': () => ({
    memory: new ArrayBuffer(PAGE, { maxByteLength: MOST }),
    size: PAGE,
  }),
  'growable SharedArrayBuffer': () => ({
    memory: new SharedArrayBuffer(PAGE, { maxByteLength: MOST }),
    size: PAGE,
  }),
};

export function makeMemory(kind: MemoryKind): Place {
  return MAKE[kind]();
}

/**
 * Counts the views without a length of their own that are made of a buffer that can grow. Their length
 * is that of the buffer, so each access has to ask for it.
 * @returns how many there were since, as a function
 */
export function countTrackingViews(): () => number {
  let count = 0;
  globalThis.Int32Array = new Proxy(Int32Array, {
    construct(target, args: unknown[]) {
      const [buffer, , length] = args;
      const { resizable, growable } = Object(buffer) as { resizable?: boolean; growable?: boolean };
      if ((resizable === true || growable === true) && length === undefined) count += 1;
      // A view that the proxy makes has a shape of its own, and V8 is slow with many shapes.
      return Reflect.construct(target, args) as Int32Array;
    },
  });
  return () => count;
}
