import { draft } from '../tree/draft.ts';
import type { Position } from '../diagnostics/position.ts';
import { SourcePosition } from '../diagnostics/source-range.ts';
import type { ConditionLists, DefaultLists, ReverseLists } from '../tree/evaluation-tables.ts';
import type { StoredMentions } from '../tree/mentions.ts';
import type {
  ConfigSymbol,
  Expression,
  MenuNode,
  Property,
  ReverseDependency,
} from '../tree/model/model.ts';
import type { KconfigTree } from '../tree/tree.ts';
import { IntList } from './int-list.ts';
import {
  EXPRESSION,
  EXPRESSION_KINDS,
  FLAG,
  NODE,
  NODE_KINDS,
  NONE,
  OPERATORS,
  POSITION,
  PROPERTY,
  PROPERTY_KINDS,
  SECTIONS,
  SYMBOL,
  SYMBOL_TYPES,
  type SectionName,
  type StoredTree,
} from './layout.ts';

/** Takes a tree apart into numbers, so that `openTree` can put together what is asked for. */
export function storeTree(tree: KconfigTree, mentions: StoredMentions): StoredTree {
  const writer = new TreeWriter(tree);
  writer.addTree();
  writer.addMentions(mentions);
  const { file, title, heading, files, nodes, conditionCount, isOrderSensitive } = tree;
  const { numbers: _, ...named } = mentions;
  return {
    ...writer.finish(),
    values: {
      file,
      title,
      heading,
      files,
      nodeCount: nodes.length + 1,
      conditionCount,
      isOrderSensitive,
      isDeep: tree.deepOrder !== undefined,
      modules: tree.modules.index,
      defconfigList: tree.defconfigList?.index ?? NONE,
      yes: tree.yes.index,
      mod: tree.mod.index,
      no: tree.no.index,
      dialect: tree.dialect.name,
      prefix: tree.prefix,
      takesMarkedDefaults: tree.takesMarkedDefaults,
      srctree: tree.srctree,
      diagnostics: tree.diagnostics,
      mentions: named,
    },
  };
}

class TreeWriter {
  readonly #tree: KconfigTree;
  readonly #sections = Object.fromEntries(
    SECTIONS.map((name) => [name, new IntList(1 << 10)]),
  ) as Record<SectionName, IntList>;
  readonly #lists = this.#sections.lists;
  readonly #expressions = this.#sections.expressions;
  readonly #files = new Map<string, number>();
  /** What has a number, at that number. */
  readonly #nodeList: MenuNode[] = [];
  readonly #propertyList: Property[] = [];
  readonly #numberedExpressions: Expression[] = [];
  readonly #texts: string[] = [];
  #textLength = 0;
  /** Of the last position: most follow one in the same file. */
  #file = '';
  #fileNumber = NONE;

  constructor(tree: KconfigTree) {
    this.#tree = tree;
    this.#lists.push(0);
  }

  addTree(): void {
    const { root, nodes, symbols, tables, deepOrder } = this.#tree;
    this.#node(root);
    for (const node of nodes) this.#node(node);
    for (const symbol of symbols) this.#addSymbol(symbol);
    const { prompts, defaults, ranges, directDependencies, selectedBy, impliedBy } = tables;
    this.#addConditions('prompts', prompts);
    this.#addConditions('defaults', defaults);
    this.#addConditions('ranges', ranges);
    this.#addConditions('directDependencies', directDependencies);
    this.#addConditions('selectedBy', selectedBy);
    this.#addConditions('impliedBy', impliedBy);
    const sections = this.#sections;
    sections.defaultsValues.pushAll((defaults as DefaultLists).values);
    sections.selectedByValues.pushAll((selectedBy as ReverseLists).by);
    sections.impliedByValues.pushAll((impliedBy as ReverseLists).by);
    sections.kinds.pushAll(Int32Array.from(tables.kinds));
    sections.visitOrder.pushAll(tables.visitOrder);
    for (const title of tables.titles) sections.titles.push(this.#node(title));
    sections.lines.pushAll(tables.lines);
    for (const { index } of tables.withSymbolRange) sections.withSymbolRange.push(index);
    for (const { index } of deepOrder ?? []) sections.deepOrder.push(index);
    this.#addNodesAndProperties();
  }

  addMentions({ numbers }: StoredMentions): void {
    this.#sections.mentions.pushAll(numbers);
  }

  finish(): Pick<StoredTree, 'sections' | 'text'> {
    const finished = SECTIONS.map((name) => [name, this.#sections[name].finish()]);
    return { sections: Object.fromEntries(finished) as StoredTree['sections'], text: this.#texts.join('') };
  }

  #addConditions(name: ConditionName, { starts, numbers, conditions }: ConditionLists): void {
    this.#sections[`${name}Starts`].pushAll(starts);
    this.#sections[`${name}Numbers`].pushAll(numbers);
    const expressions = this.#sections[`${name}Conditions`];
    for (let at = 0; at < numbers.length; at++) expressions.push(this.#expression(conditions.at(at)));
  }

  #addSymbol(symbol: ConfigSymbol): void {
    const nodes = this.#list(symbol.nodes, this.#node);
    const properties = this.#list(symbol.properties, this.#property);
    const prompts = this.#list(symbol.prompts, this.#property);
    const defaults = this.#list(symbol.defaults, this.#property);
    const ranges = this.#list(symbol.ranges, this.#property);
    const directDependencies = this.#expressionList(symbol.directDependencies);
    const selectedBy = this.#reverseList(symbol.selectedBy);
    const impliedBy = this.#reverseList(symbol.impliedBy);
    const members = this.#list(symbol.members, indexOf);
    const { symbols } = this.#sections;
    const at = symbols.extend(SYMBOL);
    const { ints } = symbols;
    ints[at] = this.#string(symbol.name);
    ints[at + 1] = SYMBOL_TYPES.indexOf(symbol.type);
    ints[at + 2] = flagsOf(symbol);
    ints[at + 3] = indexOf(symbol.choice);
    ints[at + 4] = nodes;
    ints[at + 5] = properties;
    ints[at + 6] = prompts;
    ints[at + 7] = defaults;
    ints[at + 8] = ranges;
    ints[at + 9] = directDependencies;
    ints[at + 10] = selectedBy;
    ints[at + 11] = impliedBy;
    ints[at + 12] = members;
  }

  /** All nodes and properties that have a number, and those that get one meanwhile. */
  #addNodesAndProperties(): void {
    let nodes = 0;
    let properties = 0;
    for (;;) {
      if (nodes < this.#nodeList.length) this.#addNode(this.#nodeList[nodes++]!);
      else if (properties < this.#propertyList.length) this.#addProperty(this.#propertyList[properties++]!);
      else return;
    }
  }

  #addNode(node: MenuNode): void {
    const properties = this.#list(node.properties, this.#property);
    const visibility = this.#expression(node.visibility);
    const dependency = this.#expression(node.dependency);
    const conditions = this.#conditionList(node);
    const { nodes } = this.#sections;
    const at = nodes.extend(NODE);
    const { ints } = nodes;
    ints[at] = NODE_KINDS.indexOf(node.kind);
    ints[at + 1] = indexOf(node.symbol);
    ints[at + 2] = properties;
    ints[at + 3] = node.prompt ? this.#property(node.prompt) : NONE;
    ints[at + 4] = visibility;
    ints[at + 5] = dependency;
    ints[at + 6] = conditions;
    ints[at + 7] = node.container ? this.#node(node.container) : NONE;
    ints[at + 8] = node.parent ? this.#node(node.parent) : NONE;
    ints[at + 9] = node.first ? this.#node(node.first) : NONE;
    ints[at + 10] = node.next ? this.#node(node.next) : NONE;
    ints[at + 11] = this.#string(node.help);
    this.#position(ints, at + 12, node.position);
  }

  #addProperty(property: Property): void {
    const written = this.#expression(property.written);
    const condition = this.#expression(property.condition);
    const [one, other] = this.#operandsOf(property);
    const { properties } = this.#sections;
    const at = properties.extend(PROPERTY);
    const { ints } = properties;
    ints[at] = PROPERTY_KINDS.indexOf(property.kind);
    ints[at + 1] = this.#node(property.node);
    ints[at + 2] = written;
    ints[at + 3] = condition;
    ints[at + 4] = one;
    ints[at + 5] = other;
    this.#position(ints, at + 6, property.position);
  }

  #operandsOf(property: Property): readonly [number, number] {
    switch (property.kind) {
      case 'default':
        return [this.#expression(property.value), NONE];
      case 'select':
      case 'imply':
        return [property.target.index, NONE];
      case 'range':
        return [property.low.index, property.high.index];
      case 'symbol':
        return [NONE, NONE];
      default:
        return [this.#string(property.text), NONE];
    }
  }

  readonly #node = (node: MenuNode): number => numberIn(this.#nodeList, node);

  readonly #property = (property: Property): number =>
    numberIn(this.#propertyList, property);

  readonly #expression = (expression: Expression | undefined): number => {
    if (!expression) return NONE;
    const { place } = expression;
    if (place !== undefined && this.#numberedExpressions[place] === expression) return place;
    let code: number;
    let left: number;
    let right = NONE;
    let position: Position | undefined;
    switch (expression.kind) {
      case 'symbol':
        code = SYMBOL_EXPRESSION;
        left = expression.symbol.index;
        ({ position } = expression);
        break;
      case 'compare':
        code = EXPRESSION_KINDS.length + OPERATORS.indexOf(expression.operator);
        left = expression.left.index;
        right = expression.right.index;
        ({ position } = expression);
        break;
      case 'not':
        code = NOT;
        left = this.#expression(expression.operand);
        break;
      default:
        code = expression.kind === 'and' ? AND : OR;
        left = this.#expressionList(expression.operands);
    }
    const expressions = this.#expressions;
    const at = expressions.extend(EXPRESSION);
    const { ints } = expressions;
    ints[at] = code;
    ints[at + 1] = expression.number;
    ints[at + 2] = left;
    ints[at + 3] = right;
    this.#position(ints, at + 4, position);
    return numberIn(this.#numberedExpressions, expression);
  };

  /** A list of what has a number without adding lists itself. */
  #list<E>(elements: readonly E[], numberOf: (element: E) => number): number {
    const { length } = elements;
    if (length === 0) return 0;
    const start = this.#lists.extend(length + 1);
    const { ints } = this.#lists;
    ints[start] = length;
    for (let at = 0; at < length; at++) ints[start + 1 + at] = numberOf(elements[at]!);
    return start;
  }

  #expressionList(expressions: readonly Expression[]): number {
    for (let at = 0; at < expressions.length; at++) this.#expression(expressions[at]);
    return this.#list(expressions, this.#expression);
  }

  #reverseList(dependencies: readonly ReverseDependency[]): number {
    if (dependencies.length === 0) return 0;
    for (let at = 0; at < dependencies.length; at++) this.#expression(dependencies[at]!.condition);
    const start = this.#lists.extend(1 + dependencies.length * (2 + POSITION));
    const { ints } = this.#lists;
    ints[start] = dependencies.length;
    for (let each = 0; each < dependencies.length; each++) {
      const { by, condition, position } = dependencies[each]!;
      const at = start + 1 + each * (2 + POSITION);
      ints[at] = by.index;
      ints[at + 1] = this.#expression(condition);
      this.#position(ints, at + 2, position);
    }
    return start;
  }

  #conditionList({ conditions }: MenuNode): number {
    if (conditions.length === 0) return 0;
    for (let at = 0; at < conditions.length; at++) this.#expression(conditions[at]!.expression);
    const start = this.#lists.extend(1 + conditions.length * (1 + POSITION));
    const { ints } = this.#lists;
    ints[start] = conditions.length;
    for (let each = 0; each < conditions.length; each++) {
      const { expression, position } = conditions[each]!;
      const at = start + 1 + each * (1 + POSITION);
      ints[at] = this.#expression(expression);
      this.#position(ints, at + 1, position);
    }
    return start;
  }

  #position(ints: Int32Array, at: number, position: Position | undefined): void {
    if (!position) {
      ints[at] = NONE;
      return;
    }
    if (position.file !== this.#file) {
      this.#file = position.file;
      this.#fileNumber = this.#fileString(position.file);
    }
    ints[at] = this.#fileNumber;
    ints[at + 1] = position.line;
    ints[at + 2] = position.column;
    const isRange = position instanceof SourcePosition;
    ints[at + 3] = isRange ? position.endLine : NONE;
    ints[at + 4] = isRange ? position.endColumn : NONE;
  }

  #string(text: string | undefined): number {
    if (text === undefined) return NONE;
    this.#textLength += text.length;
    this.#sections.strings.push(this.#textLength);
    return this.#texts.push(text) - 1;
  }

  #fileString(file: string): number {
    const known = this.#files.get(file);
    if (known !== undefined) return known;
    const number = this.#string(file);
    this.#files.set(file, number);
    return number;
  }
}

const [SYMBOL_EXPRESSION, NOT, AND, OR] = EXPRESSION_KINDS.map((_, code) => code) as [
  number,
  number,
  number,
  number,
];

type ConditionName =
  'prompts' | 'defaults' | 'ranges' | 'directDependencies' | 'selectedBy' | 'impliedBy';

/** The number of an element, the next one if it has none yet. A place from another time is none in this list. */
function numberIn<E extends { readonly place?: number }>(list: E[], element: E): number {
  const { place } = element;
  if (place !== undefined && list[place] === element) return place;
  const next = list.length;
  draft<{ readonly place?: number }>(element).place = next;
  list.push(element);
  return next;
}

function indexOf(symbol: ConfigSymbol | undefined): number {
  return symbol ? symbol.index : NONE;
}

function flagsOf(symbol: ConfigSymbol): number {
  return (
    (symbol.isConstant ? FLAG.isConstant : 0) |
    (symbol.isChoice ? FLAG.isChoice : 0) |
    (symbol.isOptional ? FLAG.isOptional : 0) |
    (symbol.isHidden ? FLAG.isHidden : 0) |
    (symbol.isYesInAllnoconfig ? FLAG.isYesInAllnoconfig : 0) |
    (symbol.isTransitional ? FLAG.isTransitional : 0)
  );
}
