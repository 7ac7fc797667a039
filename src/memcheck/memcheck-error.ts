import type { Block } from './blocks.ts';
import { bytes } from './numbers.ts';
import type { Stack } from './stack.ts';

/** The kinds of mistakes. */
export type MemcheckErrorKind =
  | 'invalid-read'
  | 'invalid-write'
  | 'undefined-read'
  | 'invalid-free'
  | 'double-free'
  | 'invalid-realloc';

/** The block that an error is about. */
export interface BlockReport {
  readonly address: number;
  /** Bytes that the program asked for. */
  readonly size: number;
  readonly state: 'allocated' | 'freed';
  /** Frames of a call stack, innermost first. */
  readonly allocatedAt: readonly string[];
  readonly freedAt?: readonly string[];
}

/** One mistake of the program. */
export interface MemcheckError {
  readonly kind: MemcheckErrorKind;
  /** The first byte that must not be used, or what the program gave to free() or realloc(). */
  readonly address: number;
  /** Bytes of the access; 0 for free() and realloc(). */
  readonly size: number;
  /** Frames of the call stack, innermost first. */
  readonly stack: readonly string[];
  /** The block that holds the address or is near it, if there is one. */
  readonly block?: BlockReport;
  /** How many times it occurred in this place. */
  readonly count: number;
  /** All of this as text of several lines. */
  readonly message: string;
}

/** The facts of an error, before it has its text. */
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
  const lines = [TITLES[kind](hex(address), size), ...frames(stack)];
  if (block) lines.push(...aboutBlock(address, block));
  else if (kind !== 'undefined-read') lines.push('  It is neither in a block nor near one.');
  const message = lines.join('\n');
  return { kind, address, size, stack, ...(block && { block }), count: 1, message };
}

const TITLES: Readonly<Record<MemcheckErrorKind, (at: string, size: number) => string>> = {
  'invalid-read': (at, size) => `Invalid read of ${bytes(size)} at ${at}`,
  'invalid-write': (at, size) => `Invalid write of ${bytes(size)} at ${at}`,
  'undefined-read': (at, size) => `Read of ${bytes(size)}, of which not all were written, at ${at}`,
  'invalid-free': (at) => `free() of ${at}, which is not an allocated block`,
  'double-free': (at) => `free() of ${at}, a block that was freed before`,
  'invalid-realloc': (at) => `realloc() of ${at}, which is not an allocated block`,
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
