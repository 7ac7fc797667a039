import { describe, expect, test } from '@jest/globals';
import { BOTH_BUILDS } from '../../support/both-builds.ts';
import { BOOTPARAMS_LEN, LEN, buildOptions, type Bits } from '../../support/build-options.ts';

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  describe.each(BOTH_BUILDS)('%s', (_, load) => {
    const options = buildOptions(bits, { SYS_MALLOC_F: true, SYS_MALLOC_BOOTPARAMS: true });

    test('the buffer is a block of the heap', async () => {
      const u_boot = await load(options);
      u_boot.initr_malloc(new ArrayBuffer(LEN), 0);
      expect(u_boot.bd).toEqual({ bi_boot_params: 0 });
      expect(u_boot.initr_malloc_bootparams()).toBe(0);
      const mem = u_boot.bd.bi_boot_params;
      expect(mem).toBeGreaterThan(u_boot.mem_malloc_start);
      expect(u_boot.malloc_usable_size(mem)).toBeGreaterThanOrEqual(BOOTPARAMS_LEN);
      expect(u_boot.malloc_usable_size(mem)).toBeLessThan(BOOTPARAMS_LEN + 32);
      u_boot.free(mem);
    });

    test('without room for it bi_boot_params is 0, and the call says -ENOMEM', async () => {
      const u_boot = await load(options);
      const memory = new ArrayBuffer(LEN);
      u_boot.initr_malloc(memory, 0);
      u_boot.initr_malloc_bootparams();
      u_boot.initr_malloc(memory, 0, BOOTPARAMS_LEN);
      expect(u_boot.initr_malloc_bootparams()).toBe(-12);
      expect(u_boot.bd.bi_boot_params).toBe(0);
    });
  });
});
