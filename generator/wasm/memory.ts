/** Where a module has its memory from: `env.memory`, or one of its own, which it exports as `memory`. */
export type WasmMemory = 'imported' | 'own';
