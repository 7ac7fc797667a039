import type { Dialect } from '../dialects/dialect.ts';
import type { LoadErrors } from '../diagnostics/load-errors.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import { KconfigLimitError, KconfigSyntaxError } from '../diagnostics/errors.ts';
import { and, chain, compareExpression, not, operandCount, symbolExpression } from './expression/expression.ts';
import { MAX_COPIED_OPERANDS } from '../diagnostics/limits.ts';
import type { Position } from '../diagnostics/position.ts';
import type {
  BlockNode,
  ExpressionNode,
  LeafNode,
  NamedOption,
  OptionKind,
  OptionNode,
  PromptText,
  SymbolReference,
} from '../reading/syntax/ast.ts';
import type { StatementSink } from '../reading/syntax/parser.ts';
import { type Draft, append, draft } from './draft.ts';
import type { ConfigSymbol, Expression, MenuNode, MenuNodeKind, PromptProperty, Property } from './model/model.ts';
import type { MentionRecorder, MentionRole } from './mentions.ts';
import { nameOf } from './model/names.ts';
import type { SetClause } from './set-clauses.ts';
import { setType } from './set-type.ts';
import { SymbolTable } from './symbol-table.ts';

/** A tree whose conditions are still as written. */
export interface BuiltTree {
  readonly table: SymbolTable;
  readonly root: MenuNode;
  /** The symbol with `option modules` or `modules`. */
  readonly modules: ConfigSymbol | undefined;
  /** The symbol with `option defconfig_list`. */
  readonly defconfigList: ConfigSymbol | undefined;
  /** Every `set`, in order. */
  readonly sets: readonly SetClause[];
}

const NONE: never[] = [];

/** A block whose statements are being added. */
interface OpenBlock {
  readonly node: Draft<MenuNode>;
  last: Draft<MenuNode> | undefined;
}

/** Turns statements, as they come, into symbols, menu nodes and properties. */
export class TreeBuilder implements BuiltTree, StatementSink {
  readonly table = new SymbolTable();
  readonly root: Draft<MenuNode>;
  modules: ConfigSymbol | undefined;
  defconfigList: ConfigSymbol | undefined;
  readonly sets: SetClause[] = [];
  readonly #reporter: Reporter;
  readonly #dialect: Dialect;
  readonly #environment: Readonly<Record<string, string | undefined>>;
  /** By symbol, what `option env` gave it. */
  readonly #variables = new Map<string, string>();
  readonly #errors: LoadErrors;
  readonly #outer: OpenBlock[] = [];
  #block: OpenBlock;
  /** Symbols that no longer share the list of clauses of a definition. */
  readonly #ownLists = new Set<ConfigSymbol>();
  readonly #mentions: MentionRecorder;
  /** What mentions are noted as: the clause that is being added, and whose it is. */
  #role: MentionRole = 'depends';
  #owner: ConfigSymbol | undefined;
  #isCondition = false;
  #copiedOperands = 0;

  constructor(
    file: string,
    reporter: Reporter,
    errors: LoadErrors,
    mentions: MentionRecorder,
    dialect: Dialect,
    environment: Readonly<Record<string, string | undefined>>,
  ) {
    this.#dialect = dialect;
    this.#environment = environment;
    this.#mentions = mentions;
    this.#reporter = reporter;
    this.#errors = errors;
    this.root = createNode('root', undefined, undefined, { file, line: 1, column: 1 });
    this.#block = { node: this.root, last: undefined };
  }

  add(statement: LeafNode): void {
    const { kind, position } = statement;
    switch (kind) {
      case 'mainmenu':
        this.#addPrompt(this.root, 'menu', statement.prompt, undefined, position);
        return;
      case 'config':
      case 'menuconfig':
      case 'configdefault': {
        const { reference } = statement;
        const symbol = this.table.lookup(reference.name, false);
        this.#mentions.add(symbol, 'definition', false, symbol, reference.position);
        const node = this.#addNode(kind, position, symbol);
        if (kind !== 'configdefault') {
          symbol.isOptional = true;
          addDefinitionMark(node, position);
        }
        this.#addOptions(node, statement.options);
        if (kind === 'menuconfig') this.#finishMenuconfig(node);
        this.#addDefinition(symbol, node);
        return;
      }
      case 'comment': {
        const node = this.#addNode(kind, position);
        this.#addPrompt(node, kind, statement.prompt, undefined, position);
        this.#addOptions(node, statement.options);
        return;
      }
    }
  }

  open(block: BlockNode): void {
    const { kind, position } = block;
    const reference = kind === 'choice' ? block.reference : undefined;
    const symbol = kind === 'choice' ? this.table.choice(reference?.name) : undefined;
    if (symbol && reference) {
      this.#mentions.add(symbol, 'choice', false, symbol, reference.position);
    }
    const node = this.#addNode(kind, position, symbol);
    this.#outer.push(this.#block);
    this.#block = { node, last: undefined };
    switch (kind) {
      case 'choice':
        addDefinitionMark(node, position);
        this.#addOptions(node, block.options);
        this.#addDefinition(symbol!, node);
        return;
      case 'menu':
        this.#addPrompt(node, kind, block.prompt, undefined, position);
        this.#addOptions(node, block.options);
        return;
      case 'if':
        this.#owner = undefined;
        this.#role = 'depends';
        node.dependency = this.#expression(block.condition);
        node.conditions = [{ expression: node.dependency, position }];
    }
  }

  close(): void {
    this.#block = this.#outer.pop()!;
  }

  /** Adds the clauses of a definition to the symbol. Most symbols have one definition, and share its list. */
  #addDefinition(symbol: Draft<ConfigSymbol>, node: MenuNode): void {
    const clauses = node.properties as Property[];
    addClauses(symbol, node);
    if (symbol.properties.length === 0) {
      symbol.properties = clauses;
      return;
    }
    if (!this.#ownLists.has(symbol)) {
      this.#ownLists.add(symbol);
      symbol.properties = [...symbol.properties];
    }
    symbol.properties.push(...clauses);
  }

  /** Ends the tree: a root without `mainmenu` gets the title that the C program has for it. */
  finish(): void {
    if (!this.root.prompt) {
      this.#addPrompt(this.root, 'menu', this.#dialect.untitled, undefined, this.root.position);
    }
    const { findsModulesByName, namesInFull } = this.#dialect;
    if (findsModulesByName) this.modules ??= this.table.names.get(namesInFull ? 'CONFIG_MODULES' : 'MODULES');
  }

  /** The title of the main menu. */
  get title(): string {
    const title = this.root.prompt?.text ?? '';
    return this.#dialect.hasMacros ? title : this.expandSymbols(title);
  }

  #addNode(
    kind: MenuNodeKind,
    position: Position,
    symbol?: Draft<ConfigSymbol>,
  ): Draft<MenuNode> {
    const block = this.#block;
    const node = createNode(kind, symbol, block.node, position);
    if (block.last) block.last.next = node;
    else block.node.first = node;
    block.last = node;
    if (symbol) symbol.nodes = append(symbol.nodes, node);
    return node;
  }

  #addOptions(node: Draft<MenuNode>, options: readonly OptionNode[]): void {
    const visibilities: Expression[] = [];
    this.#owner = node.symbol;
    for (let at = 0; at < options.length; at++) {
      const option = options[at]!;
      this.#role = roleOf(option.kind);
      if (option.kind === 'visible') {
        if (option.condition) visibilities.push(this.#expression(option.condition));
        continue;
      }
      try {
        this.#addOption(node, option);
      } catch (error) {
        this.#errors.note(error);
      }
    }
    // At the end, for joining one at a time would copy all that came before each time.
    if (node.conditions.length > 0) {
      node.dependency = chain('and', node.conditions.map(({ expression }) => expression));
    }
    if (visibilities.length > 0) node.visibility = chain('and', visibilities);
  }

  #addOption(node: Draft<MenuNode>, option: Exclude<OptionNode, { kind: 'visible' }>): void {
    const { position } = option;
    const symbol = node.symbol && draft(node.symbol);
    switch (option.kind) {
      case 'type':
        if (symbol!.isChoice && option.type !== 'bool' && option.type !== 'tristate') {
          throw new KconfigSyntaxError(
            position,
            `a choice is bool or tristate, not ${option.type}`,
          );
        }
        if (option.prompt) this.#addOwnPrompt(node, option.prompt, position);
        setType(symbol!, option.type, node.position, this.#reporter);
        return;
      case 'prompt':
        this.#addOwnPrompt(node, option.prompt, position);
        return;
      case 'default':
        this.#addDefault(node, option);
        return;
      case 'select':
      case 'imply': {
        const target = this.#symbol(option.target);
        const written = this.#optional(option.condition);
        const { kind } = option;
        addProperty(node, { kind, condition: written, target, node, written, position, place: 0 });
        return;
      }
      case 'range': {
        const low = this.#symbol(option.low);
        const high = this.#symbol(option.high);
        const written = this.#optional(option.condition);
        addProperty(node, { kind: 'range', condition: written, low, high, node, written, position, place: 0 });
        return;
      }
      case 'depends': {
        const on = this.#expression(option.on);
        const condition = this.#optional(option.condition);
        const expression = condition ? chain('or', [on, not(condition)]) : on;
        node.conditions = append(node.conditions, { expression, position });
        return;
      }
      case 'set':
        this.#addSet(node, option);
        return;
      case 'help':
        this.#addHelp(node, option.text, position);
        return;
      case 'reset':
      case 'warning':
        return;
      case 'optional':
        symbol!.isOptional = true;
        return;
      case 'transitional':
        symbol!.isTransitional = true;
        return;
      case 'modules':
        this.#setModules(symbol!, position);
        return;
      case 'option':
        for (const each of option.options) this.#addNamedOption(node, symbol!, each, position);
        return;
    }
  }

  #addSet(node: MenuNode, { isDefault, target, value, condition, position }: OptionNode & { kind: 'set' }): void {
    this.#role = 'select';
    const targetSymbol = this.#symbol(target);
    this.#role = 'default';
    const valueSymbol = this.#symbol(value);
    this.sets.push({
      node,
      isDefault,
      target: targetSymbol,
      value: valueSymbol,
      written: this.#optional(condition),
      position,
    });
  }

  #addDefault(node: Draft<MenuNode>, option: OptionNode & { kind: 'default' }): void {
    const { value: expression, position } = option;
    const isName = expression.kind === 'symbol' && !expression.quoted;
    if (node.symbol!.isChoice && (!isName || option.type)) {
      throw new KconfigSyntaxError(position, 'the default of a choice is the name of a member');
    }
    const value = this.#expression(expression);
    const condition = this.#optional(option.condition);
    const { kind } = option;
    addProperty(node, { kind, condition, value, node, written: condition, position, place: 0 });
    if (option.type) setType(node.symbol!, option.type, node.position, this.#reporter);
  }

  #addNamedOption(
    node: Draft<MenuNode>,
    symbol: Draft<ConfigSymbol>,
    { name, value = '' }: NamedOption,
    position: Position,
  ): void {
    switch (name) {
      case 'env':
        this.#addVariable(node, symbol, value, position);
        return;
      case 'modules':
        this.#setModules(symbol, position);
        return;
      case 'allnoconfig_y':
        symbol.isYesInAllnoconfig = true;
        return;
      case 'defconfig_list':
        if (this.defconfigList && this.defconfigList !== symbol) {
          throw new KconfigSyntaxError(
            position,
            `'option defconfig_list' is at ${nameOf(this.defconfigList)} already: remove one`,
          );
        }
        this.defconfigList = symbol;
        symbol.isHidden = true;
        return;
      default:
        this.#reporter.warn(
          'unknown-option',
          position,
          `${nameOf(symbol)}: the option '${name}' is unknown and ignored`,
          symbol.name,
        );
    }
  }

  /** `option env`: the symbol has the value of a variable, and no line in `.config`. */
  #addVariable(
    node: Draft<MenuNode>,
    symbol: Draft<ConfigSymbol>,
    name: string,
    position: Position,
  ): void {
    symbol.isHidden = true;
    const text = this.#environment[name];
    if (text === undefined) {
      this.#reporter.warn(
        'undefined-variable',
        position,
        `${nameOf(symbol)}: the environment has no variable '${name}'`,
        symbol.name,
      );
      return;
    }
    if (symbol.name !== undefined) this.#variables.set(symbol.name, text);
    const value = symbolExpression(this.table.lookup(text, true), position);
    addProperty(node, {
      kind: 'default',
      condition: undefined,
      value,
      node,
      written: undefined,
      position,
      place: 0,
    });
  }

  /** The text with the values of `option env` for `$NAME`; other symbols have none yet, and are empty. */
  expandSymbols(text: string): string {
    return text.replaceAll(/\$(\w*)/g, (_, name: string) => this.#variables.get(name) ?? '');
  }

  #setModules(symbol: ConfigSymbol, position: Position): void {
    if (this.modules) {
      throw new KconfigSyntaxError(
        position,
        `'modules' is at ${nameOf(this.modules)} already: remove one`,
      );
    }
    this.modules = symbol;
  }

  #addHelp(node: Draft<MenuNode>, text: string, position: Position): void {
    const name = node.symbol ? nameOf(node.symbol) : 'the menu';
    if (node.help !== undefined) {
      this.#reporter.warn(
        'help-redefined',
        position,
        `${name}: a second help text replaces the first`,
        node.symbol?.name,
      );
    }
    if (text.trim() === '') {
      this.#reporter.warn(
        'help-blank',
        position,
        `${name}: the help text is blank`,
        node.symbol?.name,
      );
    }
    node.help = text;
  }

  #finishMenuconfig(node: Draft<MenuNode>): void {
    if (node.prompt) {
      draft(node.prompt).kind = 'menu';
      return;
    }
    this.#reporter.warn(
      'menuconfig-without-prompt',
      node.position,
      `${nameOf(node.symbol!)}: a menuconfig without a prompt shows no menu`,
      node.symbol!.name,
    );
  }

  /** The prompt of a symbol or choice, which the `visible if` of the menus around it hide. */
  #addOwnPrompt(node: Draft<MenuNode>, prompt: PromptText, position: Position): void {
    const written = this.#optional(prompt.condition);
    const property = this.#addPrompt(node, 'prompt', prompt.text, written, position);
    for (let menu = node.parent; menu; menu = menu.parent) {
      if (!menu.visibility) continue;
      property.condition = and(property.condition, menu.visibility)!;
      this.#spend(operandCount(property.condition), position);
    }
  }

  #addPrompt(
    node: Draft<MenuNode>,
    kind: 'prompt' | 'menu' | 'comment',
    title: string,
    written: Expression | undefined,
    position: Position,
  ): Draft<PromptProperty> {
    const text = title.trimStart();
    if (text !== title) {
      this.#reporter.warn('prompt-whitespace', position, 'blanks before the prompt are ignored');
    }
    if (node.prompt && node !== this.root) {
      this.#reporter.warn(
        'prompt-redefined',
        position,
        `${node.symbol ? nameOf(node.symbol) : 'the entry'}: a second prompt replaces the first`,
        node.symbol?.name,
      );
    }
    const property = { kind, condition: written, text, node, written, position, place: 0 };
    addProperty(node, property);
    node.prompt = property;
    return property;
  }

  /** Counts the operands that are copied from the menus around a prompt into its condition. */
  #spend(operands: number, position: Position): void {
    this.#copiedOperands += operands;
    if (this.#copiedOperands > MAX_COPIED_OPERANDS) {
      throw new KconfigLimitError(
        position,
        `the prompts up to here have more than ${MAX_COPIED_OPERANDS} conditions from 'visible if'`,
      );
    }
  }

  #symbol({ name, quoted, position }: SymbolReference): ConfigSymbol {
    const symbol = this.table.lookup(name, quoted);
    if (!symbol.isConstant) {
      this.#mentions.add(symbol, this.#role, this.#isCondition, this.#owner, position);
    }
    return symbol;
  }

  /** The condition of a clause. */
  #optional(node: ExpressionNode | undefined): Expression | undefined {
    if (!node) return undefined;
    this.#isCondition = true;
    const expression = this.#expression(node);
    this.#isCondition = false;
    return expression;
  }

  #expression(node: ExpressionNode): Expression {
    switch (node.kind) {
      case 'symbol':
        return symbolExpression(this.#symbol(node), node.position);
      case 'compare': {
        const left = this.#symbol(node.left);
        const right = this.#symbol(node.right);
        return compareExpression(node.operator, left, right, node.left.position);
      }
      case 'not':
        return not(this.#expression(node.operand));
      default: {
        const operands: Expression[] = [];
        for (let at = 0; at < node.operands.length; at++) {
          operands.push(this.#expression(node.operands[at]!));
        }
        return chain(node.kind, operands);
      }
    }
  }
}

/** The role of what an option names. */
function roleOf(kind: OptionKind): MentionRole {
  switch (kind) {
    case 'default':
    case 'select':
    case 'imply':
    case 'range':
    case 'depends':
    case 'visible':
      return kind;
    default:
      return 'prompt';
  }
}

/** Adds a clause to a definition. Its conditions come first, so that they are close together in memory. */
function addProperty(node: Draft<MenuNode>, property: Property): void {
  node.properties = append<Property>(node.properties, property);
}

/** Marks a definition, to carry what it depends on. */
function addDefinitionMark(node: Draft<MenuNode>, position: Position): void {
  addProperty(node, { kind: 'symbol', condition: undefined, node, written: undefined, position, place: 0 });
}

/** Sorts the clauses of a definition into the lists of its symbol. */
function addClauses(symbol: Draft<ConfigSymbol>, { properties }: MenuNode): void {
  for (let at = 0; at < properties.length; at++) {
    const property = properties[at]!;
    switch (property.kind) {
      case 'prompt':
      case 'menu':
      case 'comment':
        symbol.prompts = append(symbol.prompts, property);
        break;
      case 'default':
        symbol.defaults = append(symbol.defaults, property);
        break;
      case 'range':
        symbol.ranges = append(symbol.ranges, property);
        break;
      default:
    }
  }
}

function createNode(
  kind: MenuNodeKind,
  symbol: ConfigSymbol | undefined,
  parent: MenuNode | undefined,
  position: Position,
): Draft<MenuNode> {
  return {
    kind,
    symbol,
    properties: NONE,
    prompt: undefined,
    visibility: undefined,
    dependency: undefined,
    conditions: NONE,
    container: parent,
    parent,
    first: undefined,
    next: undefined,
    help: undefined,
    position,
    place: 0,
  };
}
