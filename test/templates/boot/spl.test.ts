/*
 * What SPL does about malloc() once DRAM works.
 */
import { describe, expect, test } from '@jest/globals';
import { BOTH_BUILDS } from '../../support/both-builds.ts';
import { SPL_POOL, STACK_R, buildOptions, type Bits } from '../../support/build-options.ts';

const SRAM = 0x1000;

/** That of the engine, which is not the one of jest's realm. */
const RANGE_ERROR = expect.objectContaining({ name: 'RangeError' });

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  describe.each(BOTH_BUILDS)('%s', (_, load) => {
    describe('board_init_r', () => {
      test('sets up the full pool where the caller says, and malloc() moves to it', async () => {
        const spl = await load(buildOptions(bits, { SYS_MALLOC_F: true, SYS_MALLOC: true }));
        const memory = new ArrayBuffer(0x40000);
        spl.initf_malloc(memory, SRAM);
        expect(spl.malloc(16)).toBe(SRAM);
        spl.board_init_r(memory, 0x8000);
        expect(spl.gd.flags).toBe(spl.GD_FLG_FULL_MALLOC_INIT);
        expect(spl.mem_malloc_start).toBe(0x8000 + spl.MALLOC_STATE_SIZE);
        expect(spl.mem_malloc_end).toBe(0x8000 + SPL_POOL.size);
        expect(spl.malloc(16)).toBeGreaterThan(spl.mem_malloc_start);
        expect(spl.gd.malloc_ptr).toBe(16);
      });

      test('knows the place with HAS_MALLOC_START', async () => {
        const options = buildOptions(bits, { SYS_MALLOC: true, HAS_MALLOC_START: true });
        const spl = await load(options);
        const memory = new ArrayBuffer(0x40000);
        spl.board_init_r(memory);
        expect(spl.mem_malloc_start).toBe(SPL_POOL.start + spl.MALLOC_STATE_SIZE);
        expect(spl.mem_malloc_end).toBe(SPL_POOL.start + SPL_POOL.size);
        spl.board_init_r(memory, 0x100);
        expect(spl.mem_malloc_end).toBe(0x100 + SPL_POOL.size);
      });

      test('throws where the memory ends before the pool', async () => {
        const options = buildOptions(bits, { SYS_MALLOC: true, HAS_MALLOC_START: true });
        const spl = await load(options);
        const memory = new ArrayBuffer(SPL_POOL.start + SPL_POOL.size - 1);
        expect(() => spl.board_init_r(memory)).toThrow(RangeError);
      });

      test.each([true, false])('clears the pool as SYS_MALLOC_CLEAR_ON_INIT=%s', async (clear) => {
        const options = buildOptions(bits, {
          SYS_MALLOC: true,
          SYS_MALLOC_CLEAR_ON_INIT: clear,
        });
        const spl = await load(options);
        const memory = new ArrayBuffer(0x40000);
        const bytes = new Uint8Array(memory).fill(0xaa);
        spl.board_init_r(memory, 0x8000);
        const mem = spl.malloc(1000);
        expect(bytes.subarray(mem, mem + 1000).every((byte) => byte === (clear ? 0 : 0xaa))).toBe(
          true,
        );
        expect(bytes[0x8000 + SPL_POOL.size]).toBe(0xaa);
      });
    });

    describe('spl_relocate_stack_gd', () => {
      const options = buildOptions(bits, {
        SYS_MALLOC_F: true,
        SYS_MALLOC_SIMPLE: true,
        STACK_R: true,
      });
      const pool = STACK_R.addr - STACK_R.len;

      test('goes on in an empty pool just below the configured address', async () => {
        const spl = await load(options);
        const memory = new ArrayBuffer(0x10000);
        const bytes = new Uint8Array(memory).fill(0xaa);
        spl.initf_malloc(memory, SRAM);
        const first = spl.malloc(100);
        bytes.fill(1, first, first + 100);
        expect(spl.spl_relocate_stack_gd(memory)).toBe(pool);
        expect(spl.gd).toEqual({
          flags: 0,
          malloc_base: pool,
          malloc_limit: STACK_R.len,
          malloc_ptr: 0,
        });
        expect(spl.malloc(STACK_R.len + 1)).toBe(0);
        expect(spl.calloc(1, STACK_R.len)).toBe(pool);
        expect(spl.malloc(1)).toBe(0);
        expect(bytes.subarray(pool, STACK_R.addr)).toEqual(new Uint8Array(STACK_R.len));
        expect(bytes.subarray(first, first + 100)).toEqual(new Uint8Array(100).fill(1));
        expect(bytes[pool - 1]).toBe(0xaa);
        expect(bytes[STACK_R.addr]).toBe(0xaa);
      });

      test('DRAM may be another memory than SRAM', async () => {
        const spl = await load(options);
        spl.initf_malloc(new ArrayBuffer(0x8000), SRAM);
        const dram = new ArrayBuffer(STACK_R.addr);
        new Uint8Array(dram).fill(0xaa);
        spl.spl_relocate_stack_gd(dram);
        const mem = spl.calloc(4, 4);
        expect(new Uint8Array(dram, mem, 17)).toEqual(
          new Uint8Array([...Array<number>(16).fill(0), 0xaa]),
        );
      });

      test('throws where the memory ends before it, and the old pool stays', async () => {
        const spl = await load(options);
        const memory = new ArrayBuffer(STACK_R.addr - 1);
        spl.initf_malloc(memory, SRAM);
        const first = spl.malloc(8);
        expect(() => spl.spl_relocate_stack_gd(memory)).toThrow(RANGE_ERROR);
        expect(spl.malloc(8)).toBe(first + 8);
      });

      test('with no bytes for a pool leaves the first one in use', async () => {
        const { values, ...rest } = options;
        const spl = await load({ ...rest, values: { ...values, STACK_R_MALLOC_SIMPLE_LEN: 0 } });
        const memory = new ArrayBuffer(0x10000);
        spl.initf_malloc(memory, SRAM);
        const first = spl.malloc(8);
        expect(spl.spl_relocate_stack_gd(memory)).toBe(STACK_R.addr);
        expect(spl.malloc(8)).toBe(first + 8);
      });
    });
  });
});
