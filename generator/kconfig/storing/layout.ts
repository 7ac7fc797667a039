import type { SymbolType } from '../values/symbol-type.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { MenuNodeKind, PropertyKind } from '../tree/model/model.ts';
import type { StoredMentions } from '../tree/mentions.ts';

/**
 * A tree as numbers and one text, to be written to a file. Everything is a record of a fixed number of
 * integers, and refers to others by their number; NONE stands for what is absent.
 */
export interface StoredTree {
  readonly sections: Readonly<Record<SectionName, Int32Array>>;
  /** All names, prompts and help texts of one byte a character, end to end. */
  readonly text: StoredText;
  readonly values: StoredValues;
}

/** A text of which parts are read: a string is one. */
export interface StoredText {
  slice(start: number, end: number): string;
}

/**
 * Takes a tree while it is taken apart, piece by piece, so that it is never in memory as a whole: each section and
 * the text from beginning to end. The memory of a piece is used again when the call has returned.
 */
export interface TreeSink {
  ints(section: SectionName, piece: Int32Array): void;
  text(piece: string): void;
}

export const SECTIONS = [
  /** Where each string ends in the text. */
  'strings',
  /** The string of each file. */
  'files',
  /** Positions with numbers that are too large to be packed. */
  'widePositions',
  'symbols',
  'nodes',
  'properties',
  'expressions',
  /** Lists: how many, then the elements. The list at 0 is empty. */
  'lists',
  'kinds',
  'visitOrder',
  'titles',
  'lines',
  'withSymbolRange',
  'deepOrder',
  'promptsStarts',
  'promptsNumbers',
  'promptsConditions',
  'defaultsStarts',
  'defaultsNumbers',
  'defaultsConditions',
  'defaultsValues',
  'rangesStarts',
  'rangesNumbers',
  'rangesConditions',
  'directDependenciesStarts',
  'directDependenciesNumbers',
  'directDependenciesConditions',
  'selectedByStarts',
  'selectedByNumbers',
  'selectedByConditions',
  'selectedByValues',
  'impliedByStarts',
  'impliedByNumbers',
  'impliedByConditions',
  'impliedByValues',
  'mentions',
] as const;

export type SectionName = (typeof SECTIONS)[number];

/** What is small, and readable as JSON. */
export interface StoredValues {
  /** The strings with other characters, by their numbers; in the text these are empty. */
  readonly wideTexts: readonly (readonly [number: number, text: string])[];
  readonly file: string;
  readonly title: string;
  readonly heading: readonly string[];
  readonly files: readonly string[];
  /** How many nodes the menus have; those that only others refer to come after them. */
  readonly nodeCount: number;
  readonly conditionCount: number;
  readonly isOrderSensitive: boolean;
  readonly isDeep: boolean;
  readonly modules: number;
  readonly defconfigList: number;
  readonly yes: number;
  readonly mod: number;
  readonly no: number;
  readonly dialect: string;
  readonly prefix: string;
  readonly takesMarkedDefaults: boolean;
  readonly srctree: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly mentions: Omit<StoredMentions, 'numbers'>;
}

export const NONE = -1;

/** Integers of a position, see `packPosition`; the first is NONE if there is none. */
export const POSITION = 2;
/** Name, type, flags, choice, and eight lists. */
export const SYMBOL = 13;
/** Kind, symbol, and nine others, then the position. */
export const NODE = 12 + POSITION;
/** Where a node has the list of its properties. */
export const NODE_PROPERTIES = 2;
/** Kind, node, written, condition, two values by kind, then the position. */
export const PROPERTY = 6 + POSITION;
/** Kind, number, two operands, then the position. */
export const EXPRESSION = 4 + POSITION;

export const SYMBOL_TYPES: readonly SymbolType[] = [
  'unknown',
  'bool',
  'tristate',
  'int',
  'hex',
  'string',
  'float',
];

export const FLAG = {
  isConstant: 1,
  isChoice: 2,
  isOptional: 4,
  isHidden: 8,
  isYesInAllnoconfig: 16,
  isTransitional: 32,
} as const;

export const NODE_KINDS: readonly MenuNodeKind[] = [
  'root',
  'config',
  'menuconfig',
  'configdefault',
  'choice',
  'menu',
  'comment',
  'if',
];

export const PROPERTY_KINDS: readonly PropertyKind[] = [
  'prompt',
  'menu',
  'comment',
  'default',
  'select',
  'imply',
  'range',
  'symbol',
];

/** Kinds of expressions; comparisons are one each. */
export const EXPRESSION_KINDS = ['symbol', 'not', 'and', 'or'] as const;
