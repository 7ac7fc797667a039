import type { Block } from './blocks.ts';
import { bytes } from './numbers.ts';
import type { Stack } from './stack.ts';

/** What can be wrong with a use of memory. */
export type MemcheckErrorKind =
  | 'invalid-read'
  | 'invalid-write'
  | 'undefined-read'
  | 'invalid-free'
  | 'double-free'
  | 'invalid-realloc';

/** A block that an error has to do with. */
export interface BlockReport {
  readonly address: number;
  /** Bytes that were asked for. */
  readonly size: number;
  readonly state: 'allocated' | 'freed';
  /** Frames of a call stack, innermost first. */
  readonly allocatedAt: readonly string[];
  readonly freedAt?: readonly string[];
}

/** One mistake of the program. */
export interface MemcheckError {
  readonly kind: MemcheckErrorKind;
  /** The first byte that must not be used, or what was to be freed. */
  readonly address: number;
  /** Bytes of the access; 0 for a free or a realloc. */
  readonly size: number;
  /** Frames of the call stack, innermost first. */
  readonly stack: readonly string[];
  /** The block in which the address lies or near which it is, if there is one. */
  readonly block?: BlockReport;
  /** How often it was made in this place. */
  readonly count: number;
  /** All of this to read, in several lines. */
  readonly message: string;
}

/** The facts of an error, before its text. */
export interface Finding {
  readonly kind: MemcheckErrorKind;
  readonly address: number;
  readonly size: number;
  readonly stack: Stack;
  readonly block?: Block;
}

export function memcheckError(finding: Finding, stack: readonly string[]): MemcheckError {
  const { kind, address, size } = finding;
  const block = finding.block && blockReport(finding.block);
  const lines = [`${TITLES[kind](size)} at ${hex(address)}`, ...frames(stack)];
  if (block) lines.push(...aboutBlock(address, block));
  else if (kind !== 'undefined-read') lines.push(`  No block is there or near it.`);
  const message = lines.join('\n');
  return { kind, address, size, stack, ...(block && { block }), count: 1, message };
}

const TITLES: Readonly<Record<MemcheckErrorKind, (size: number) => string>> = {
  'invalid-read': (size) => `Invalid read of ${bytes(size)}`,
  'invalid-write': (size) => `Invalid write of ${bytes(size)}`,
  'undefined-read': (size) => `Read of ${bytes(size)}, not all written before,`,
  'invalid-free': () => 'Free of what is no block',
  'double-free': () => 'Block freed twice',
  'invalid-realloc': () => 'Resize of what is no block',
};

function blockReport({ address, size, allocated, freed }: Block): BlockReport {
  return {
    address,
    size,
    state: freed ? 'freed' : 'allocated',
    allocatedAt: allocated.frames,
    ...(freed && { freedAt: freed.frames }),
  };
}

function aboutBlock(address: number, block: BlockReport): readonly string[] {
  const lines = [
    `  It is ${place(address, block)} a block of ${bytes(block.size)}, ${block.state}`,
  ];
  if (block.freedAt) lines.push(...frames(block.freedAt), '  and allocated');
  lines.push(...frames(block.allocatedAt));
  return lines;
}

function place(at: number, { address, size }: BlockReport): string {
  if (at < address) return `${bytes(address - at)} before`;
  if (at === address && size > 0) return 'the start of';
  return at < address + size
    ? `${bytes(at - address)} inside`
    : `${bytes(at - address - size)} past the end of`;
}

export function frames(stack: readonly string[]): readonly string[] {
  return stack.map((frame) => `    at ${frame}`);
}

function hex(address: number): string {
  return `0x${address.toString(16)}`;
}
