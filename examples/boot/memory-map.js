/*
 * The layout of the memory that all phases share, as byte offsets:
 *
 *     0x000000   flash: two slots, each with a checksum, a length and an image
 *     0x010000   SRAM: a pool of malloc_simple() for each phase. A phase does not touch the pools of earlier
 *                phases, so what they pass on stays readable
 *     0x100000   DRAM, which SPL and later phases can use: SPL has its full pool at
 *                SPL_CUSTOM_SYS_MALLOC_ADDR, U-Boot proper the last SYS_MALLOC_LEN bytes
 */
export const MEMORY_SIZE = 0x800000;

export const SLOTS = [0x0000, 0x8000];

export const POOL = { tpl: 0x10000, vpl: 0x18000, spl: 0x20000, 'u-boot': 0x28000 };
