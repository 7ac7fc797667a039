import type { SourcePosition } from '../../diagnostics/source-range.ts';
import type { Position } from '../../diagnostics/position.ts';
import type { CompareOperator } from '../../values/comparison.ts';

/** A symbol's name as an expression or clause mentions it. */
export interface SymbolReference {
  readonly kind: 'symbol';
  readonly name: string;
  /** Whether it stood in quotes: then it is a constant, unless it reads y, m or n. */
  readonly quoted: boolean;
  readonly position: SourcePosition;
}

/** A condition as written. Equal operators in a row are one node with all their operands. */
export type ExpressionNode =
  | SymbolReference
  | {
      readonly kind: 'compare';
      readonly operator: CompareOperator;
      readonly left: SymbolReference;
      readonly right: SymbolReference;
    }
  | { readonly kind: 'not'; readonly operand: ExpressionNode }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly ExpressionNode[] };

export type WrittenType = 'bool' | 'tristate' | 'int' | 'hex' | 'string' | 'float';

interface Node {
  /** The keyword and what follows it. */
  readonly position: Position;
}

export interface PromptText {
  readonly text: string;
  readonly condition: ExpressionNode | undefined;
}

/** One option of a line that begins with `option`. Only that of `env` means something. */
export interface NamedOption {
  readonly name: string;
  readonly value: string | undefined;
}

/** What is allowed below `config`, `choice`, `menu` or `comment`. */
export type OptionNode =
  | (Node & {
      readonly kind: 'type';
      readonly type: WrittenType;
      readonly prompt: PromptText | undefined;
    })
  | (Node & { readonly kind: 'prompt'; readonly prompt: PromptText })
  | (Node & {
      readonly kind: 'default';
      /** The type that `def_bool` and similar options set. */
      readonly type: WrittenType | undefined;
      readonly value: ExpressionNode;
      readonly condition: ExpressionNode | undefined;
    })
  | (Node & {
      readonly kind: 'select' | 'imply';
      readonly target: SymbolReference;
      readonly condition: ExpressionNode | undefined;
    })
  | (Node & {
      readonly kind: 'range';
      readonly low: SymbolReference;
      readonly high: SymbolReference;
      readonly condition: ExpressionNode | undefined;
    })
  | (Node & {
      readonly kind: 'depends';
      readonly on: ExpressionNode;
      /** `depends on A if B`: A matters only while B holds. */
      readonly condition: ExpressionNode | undefined;
    })
  | (Node & { readonly kind: 'visible'; readonly condition: ExpressionNode | undefined })
  | (Node & { readonly kind: 'help'; readonly text: string })
  /** `option NAME` or `option NAME=VALUE`; one line may hold several. */
  | (Node & { readonly kind: 'option'; readonly options: readonly NamedOption[] })
  /** `set NAME=VALUE`, and `set default NAME=VALUE`, which gives way to the user. */
  | (Node & {
      readonly kind: 'set';
      readonly isDefault: boolean;
      readonly target: SymbolReference;
      readonly value: SymbolReference;
      readonly condition: ExpressionNode | undefined;
    })
  | (Node & { readonly kind: 'optional' | 'reset' | 'modules' | 'transitional' | 'warning' });

export type OptionKind = OptionNode['kind'];

/** A statement that contains no other statements. */
export type LeafNode =
  | (Node & { readonly kind: 'mainmenu'; readonly prompt: string })
  | (Node & {
      readonly kind: 'config' | 'menuconfig' | 'configdefault';
      readonly reference: SymbolReference;
      readonly options: readonly OptionNode[];
    })
  | (Node & {
      readonly kind: 'comment';
      readonly prompt: string;
      readonly options: readonly OptionNode[];
    });

/** The beginning of a block, up to the first statement in it. */
export type BlockNode =
  | (Node & {
      readonly kind: 'choice';
      readonly reference: SymbolReference | undefined;
      readonly options: readonly OptionNode[];
    })
  | (Node & {
      readonly kind: 'menu';
      readonly prompt: string;
      readonly options: readonly OptionNode[];
    })
  | (Node & { readonly kind: 'if'; readonly condition: ExpressionNode });
