import type { Position } from '../diagnostics/position.ts';
import type { ConditionLists } from '../tree/evaluation-tables.ts';
import type { StoredMentions } from '../tree/mentions.ts';
import type {
  ConfigSymbol,
  Expression,
  MenuNode,
  Property,
  ReverseDependency,
} from '../tree/model/model.ts';
import type { KconfigTree } from '../tree/tree.ts';
import { OPERATORS } from '../values/comparison.ts';
import { IntList } from './int-list.ts';
import {
  EXPRESSION,
  EXPRESSION_KINDS,
  FLAG,
  NODE,
  NODE_KINDS,
  NODE_PROPERTIES,
  NONE,
  POSITION,
  PROPERTY,
  PROPERTY_KINDS,
  SYMBOL,
  SYMBOL_TYPES,
  type SectionName,
  type StoredValues,
  type TreeSink,
} from './layout.ts';
import { packPosition } from './packed-position.ts';

/** Takes a tree apart into numbers and text for a sink, so that `openTree` can put together what is asked for. */
export function storeTree(tree: KconfigTree, mentions: StoredMentions, sink: TreeSink): StoredValues {
  const { file, title, heading, files, nodes, conditionCount, isOrderSensitive } = tree;
  const { numbers, ...named } = mentions;
  const wideTexts = takeApart(tree, sink);
  for (const piece of numbers) sink.ints('mentions', piece);
  return {
    wideTexts,
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
  };
}

/** The first place that no object has: those of each stored tree are above those of all before. */
let unusedPlace = 1;

/** What a tree has many of. Returns the texts that the sink does not get. */
function takeApart(tree: KconfigTree, sink: TreeSink): StoredValues['wideTexts'] {
  const writer = new TreeWriter(tree, sink);
  try {
    writer.addTree();
    return writer.finish();
  } finally {
    writer.leavePlaces();
  }
}

/** Characters of text that are given away together. */
const TEXT_PIECE = 1 << 15;

class TreeWriter {
  readonly #tree: KconfigTree;
  readonly #strings: IntList;
  readonly #symbols: IntList;
  readonly #nodes: IntList;
  readonly #properties: IntList;
  readonly #expressions: IntList;
  readonly #lists: IntList;
  readonly #widePositions: IntList;
  readonly #files = new Map<string, number>();
  readonly #fileStrings: number[] = [];
  /** What an object's place exceeds its number by. */
  readonly #base = unusedPlace;
  /** What has a number, at that number. */
  readonly #numberedNodes: MenuNode[];
  readonly #numberedProperties: Property[] = [];
  #expressionCount = 0;
  /** How many of the lists have been added. */
  #addedNodes = 0;
  #addedProperties = 0;
  /** By the number of a node, its list of properties. */
  readonly #propertyLists: number[] = [];
  readonly #sink: TreeSink;
  readonly #wideTexts: (readonly [number, string])[] = [];
  /** Texts that the sink has not yet got, and how many characters they have. */
  #texts: string[] = [];
  #waiting = 0;
  /** Of all. */
  #textCount = 0;
  #textLength = 0;
  /** Of the last position: most follow one in the same file. */
  #file = '';
  #fileNumber = NONE;

  constructor(tree: KconfigTree, sink: TreeSink) {
    const { root, nodes } = tree;
    this.#tree = tree;
    this.#sink = sink;
    this.#numberedNodes = [root, ...nodes];
    const list = (section: SectionName): IntList => new IntList((piece) => sink.ints(section, piece));
    this.#strings = list('strings');
    this.#symbols = list('symbols');
    this.#nodes = list('nodes');
    this.#properties = list('properties');
    this.#expressions = list('expressions');
    this.#lists = list('lists');
    this.#widePositions = list('widePositions');
    this.#lists.push(0);
  }

  addTree(): void {
    const nodes = this.#numberedNodes;
    for (let at = 0; at < nodes.length; at++) nodes[at]!.place = this.#base + at;
    // Each node with its clauses, which lie beside it in memory.
    this.#addNumbered();
    const { symbols } = this.#tree;
    for (let at = 0; at < symbols.length; at++) this.#addSymbol(symbols[at]!);
    this.#addNumbered();
  }

  /** Lets the objects of the next tree have other places. */
  leavePlaces(): void {
    unusedPlace += Math.max(
      this.#numberedNodes.length,
      this.#numberedProperties.length,
      this.#expressionCount,
    );
  }

  finish(): StoredValues['wideTexts'] {
    const { tables, deepOrder } = this.#tree;
    const { prompts, defaults, ranges, directDependencies, selectedBy, impliedBy } = tables;
    const { titles, visitOrder, lines, withSymbolRange } = tables;
    const sink = this.#sink;
    this.#conditions('prompts', prompts);
    this.#conditions('defaults', defaults);
    this.#conditions('ranges', ranges);
    this.#conditions('directDependencies', directDependencies);
    this.#conditions('selectedBy', selectedBy);
    this.#conditions('impliedBy', impliedBy);
    sink.ints('defaultsValues', defaults.values);
    sink.ints('selectedByValues', selectedBy.by);
    sink.ints('impliedByValues', impliedBy.by);
    sink.ints('kinds', Int32Array.from(tables.kinds));
    sink.ints('visitOrder', visitOrder);
    sink.ints('titles', Int32Array.from(titles, this.#node));
    sink.ints('lines', lines);
    sink.ints('withSymbolRange', Int32Array.from(withSymbolRange, indexOf));
    sink.ints('deepOrder', Int32Array.from(deepOrder ?? [], indexOf));
    // The titles and conditions may have been the first to name something.
    this.#addNumbered();
    sink.ints('files', Int32Array.from(this.#fileStrings));
    for (const list of [
      this.#strings,
      this.#symbols,
      this.#nodes,
      this.#properties,
      this.#expressions,
      this.#lists,
      this.#widePositions,
    ]) {
      list.finish();
    }
    this.#giveTexts();
    return this.#wideTexts;
  }

  #conditions(name: ConditionName, { starts, numbers, conditions }: ConditionLists): void {
    const places = new Int32Array(numbers.length);
    for (let at = 0; at < places.length; at++) places[at] = this.#expression(conditions.at(at));
    this.#sink.ints(`${name}Starts`, starts);
    this.#sink.ints(`${name}Numbers`, numbers);
    this.#sink.ints(`${name}Conditions`, places);
  }

  #addSymbol(symbol: ConfigSymbol): void {
    const nodes = this.#nodeList(symbol.nodes);
    const properties = this.#propertiesOf(symbol);
    const prompts = this.#propertyList(symbol.prompts);
    const defaults = this.#propertyList(symbol.defaults);
    const ranges = this.#propertyList(symbol.ranges);
    const directDependencies = this.#expressionList(symbol.directDependencies);
    const selectedBy = this.#reverseList(symbol.selectedBy);
    const impliedBy = this.#reverseList(symbol.impliedBy);
    const members = this.#indexList(symbol.members);
    const at = this.#symbols.extend(SYMBOL);
    const { ints } = this.#symbols;
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

  /** The clauses of a symbol: with one definition the list is that of its node. */
  #propertiesOf({ properties, nodes }: ConfigSymbol): number {
    const [only] = nodes;
    if (nodes.length !== 1 || only!.properties !== properties) return this.#propertyList(properties);
    const place = this.#node(only!);
    // A node that has only now been met has no list yet.
    if (place >= this.#addedNodes) return this.#propertyList(properties);
    return this.#propertyLists[place]!;
  }

  /** Adds all nodes and properties that have a number, and those that get one meanwhile. */
  #addNumbered(): void {
    for (;;) {
      if (this.#addedProperties < this.#numberedProperties.length) {
        this.#addProperty(this.#numberedProperties[this.#addedProperties++]!);
      } else if (this.#addedNodes < this.#numberedNodes.length) {
        this.#addNode(this.#numberedNodes[this.#addedNodes++]!);
      } else {
        return;
      }
    }
  }

  #addNode(node: MenuNode): void {
    const properties = this.#propertyList(node.properties);
    this.#propertyLists.push(properties);
    const visibility = this.#expression(node.visibility);
    const dependency = this.#expression(node.dependency);
    const conditions = this.#conditionList(node);
    const at = this.#nodes.extend(NODE);
    const { ints } = this.#nodes;
    ints[at] = NODE_KINDS.indexOf(node.kind);
    ints[at + 1] = indexOf(node.symbol);
    ints[at + NODE_PROPERTIES] = properties;
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
    let one = NONE;
    let other = NONE;
    switch (property.kind) {
      case 'default':
        one = this.#expression(property.value);
        break;
      case 'select':
      case 'imply':
        one = property.target.index;
        break;
      case 'range':
        one = property.low.index;
        other = property.high.index;
        break;
      case 'symbol':
        break;
      default:
        one = this.#string(property.text);
    }
    const at = this.#properties.extend(PROPERTY);
    const { ints } = this.#properties;
    ints[at] = PROPERTY_KINDS.indexOf(property.kind);
    ints[at + 1] = this.#node(property.node);
    ints[at + 2] = written;
    ints[at + 3] = condition;
    ints[at + 4] = one;
    ints[at + 5] = other;
    this.#position(ints, at + 6, property.position);
  }

  /** The number of a node, the next one if it has none yet. */
  readonly #node = (node: MenuNode): number => {
    const { place } = node;
    if (place !== undefined && place >= this.#base) return place - this.#base;
    return this.#number(node, this.#numberedNodes);
  };

  #property(property: Property): number {
    const { place } = property;
    if (place !== undefined && place >= this.#base) return place - this.#base;
    return this.#number(property, this.#numberedProperties);
  }

  #number<E extends { place?: number }>(element: E, list: E[]): number {
    const number = list.push(element) - 1;
    element.place = this.#base + number;
    return number;
  }

  /** The number of an expression, which is added with all that it is made of if it has none yet. */
  #expression(expression: Expression | undefined): number {
    if (!expression) return NONE;
    const { place } = expression;
    if (place !== undefined && place >= this.#base) return place - this.#base;
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
    const at = this.#expressions.extend(EXPRESSION);
    const { ints } = this.#expressions;
    ints[at] = code;
    ints[at + 1] = expression.number;
    ints[at + 2] = left;
    ints[at + 3] = right;
    this.#position(ints, at + 4, position);
    const number = this.#expressionCount++;
    expression.place = this.#base + number;
    return number;
  }

  /** Begins a list of `length` elements, which come after the place among the last integers that it gives. */
  #beginList(length: number): number {
    const start = this.#lists.extend(length + 1);
    this.#lists.ints[start] = length;
    return start;
  }

  #nodeList(nodes: readonly MenuNode[]): number {
    const { length } = nodes;
    if (length === 0) return 0;
    const start = this.#beginList(length);
    const { ints } = this.#lists;
    for (let at = 0; at < length; at++) ints[start + 1 + at] = this.#node(nodes[at]!);
    return this.#lists.placeOf(start);
  }

  #propertyList(properties: readonly Property[]): number {
    const { length } = properties;
    if (length === 0) return 0;
    const start = this.#beginList(length);
    const { ints } = this.#lists;
    for (let at = 0; at < length; at++) ints[start + 1 + at] = this.#property(properties[at]!);
    return this.#lists.placeOf(start);
  }

  #indexList(symbols: readonly ConfigSymbol[]): number {
    const { length } = symbols;
    if (length === 0) return 0;
    const start = this.#beginList(length);
    const { ints } = this.#lists;
    for (let at = 0; at < length; at++) ints[start + 1 + at] = symbols[at]!.index;
    return this.#lists.placeOf(start);
  }

  #expressionList(expressions: readonly Expression[]): number {
    const { length } = expressions;
    if (length === 0) return 0;
    // Those that are lists themselves come before this one.
    for (let at = 0; at < length; at++) this.#expression(expressions[at]);
    const start = this.#beginList(length);
    const { ints } = this.#lists;
    for (let at = 0; at < length; at++) ints[start + 1 + at] = this.#expression(expressions[at]);
    return this.#lists.placeOf(start);
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
    return this.#lists.placeOf(start);
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
    return this.#lists.placeOf(start);
  }

  #position(ints: Int32Array, at: number, position: Position | undefined): void {
    if (!position) {
      ints[at] = NONE;
      return;
    }
    if (position.file !== this.#file) {
      this.#file = position.file;
      this.#fileNumber = this.#fileNumberOf(position.file);
    }
    packPosition(position, this.#fileNumber, ints, at, this.#widePositions);
  }

  #string(text: string | undefined): number {
    if (text === undefined) return NONE;
    const number = this.#textCount++;
    if (WIDE.test(text)) {
      this.#wideTexts.push([number, text]);
    } else {
      this.#textLength += text.length;
      this.#waiting += text.length;
      this.#texts.push(text);
      if (this.#waiting >= TEXT_PIECE) this.#giveTexts();
    }
    this.#strings.push(this.#textLength);
    return number;
  }

  #giveTexts(): void {
    if (this.#waiting > 0) this.#sink.text(this.#texts.join(''));
    this.#texts = [];
    this.#waiting = 0;
  }

  #fileNumberOf(file: string): number {
    const known = this.#files.get(file);
    if (known !== undefined) return known;
    const number = this.#files.size;
    this.#files.set(file, number);
    this.#fileStrings.push(this.#string(file));
    return number;
  }
}

/** Text that needs more than one byte for a character. */
const WIDE = /[^\0-\u00FF]/;

const [SYMBOL_EXPRESSION, NOT, AND, OR] = EXPRESSION_KINDS.map((_, code) => code) as [
  number,
  number,
  number,
  number,
];

type ConditionName =
  'prompts' | 'defaults' | 'ranges' | 'directDependencies' | 'selectedBy' | 'impliedBy';

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
