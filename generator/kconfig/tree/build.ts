import type { Reporter } from '../diagnostics/reporter.ts';
import { KconfigSyntaxError } from '../errors.ts';
import {
  and,
  chain,
  compareExpression,
  not,
  symbolExpression,
  type Expression,
} from '../expression/expression.ts';
import type { Position } from '../position.ts';
import type {
  ExpressionNode,
  OptionNode,
  PromptText,
  SourcedFile,
  StatementNode,
  SymbolReference,
} from '../syntax/ast.ts';
import type { SymbolType } from '../values.ts';
import type { MenuNode, MenuNodeKind } from './menu.ts';
import type { Property, PropertyKind } from './property.ts';
import { append, draft, type ConfigSymbol, type Draft } from './symbol.ts';
import { SymbolTable } from './symbol-table.ts';

/** A tree whose conditions are still as written. */
export interface BuiltTree {
  readonly table: SymbolTable;
  readonly root: MenuNode;
  /** The symbol with `option modules` or `modules`. */
  readonly modules: ConfigSymbol | undefined;
  /** The symbol with `option defconfig_list`. */
  readonly defconfigList: ConfigSymbol | undefined;
}

/** Turns the syntax tree into symbols, menu nodes and properties. */
export function buildTree(source: SourcedFile, reporter: Reporter): BuiltTree {
  const builder = new Builder(reporter, { file: source.file, line: 1, column: 1 });
  builder.addStatements(source.body, builder.root);
  return builder;
}

/** Names the type in messages as users write it. */
export function setType(
  symbol: ConfigSymbol,
  type: SymbolType,
  position: Position,
  reporter: Reporter,
): void {
  if (symbol.type === type) return;
  if (symbol.type === 'unknown') {
    draft(symbol).type = type;
    return;
  }
  reporter.warn(
    'type-redefined',
    position,
    `${nameOf(symbol)}: the type ${type} is ignored, it is ${symbol.type} already`,
    symbol.name,
  );
}

/** A name for messages. */
export function nameOf(symbol: ConfigSymbol): string {
  return symbol.name ?? 'the choice';
}

const NONE: never[] = [];

interface Clause {
  readonly text?: string;
  readonly value?: Expression;
  readonly target?: ConfigSymbol;
  readonly low?: ConfigSymbol;
  readonly high?: ConfigSymbol;
  readonly written?: Expression | undefined;
}

class Builder implements BuiltTree {
  readonly table = new SymbolTable();
  readonly root: Draft<MenuNode>;
  modules: ConfigSymbol | undefined;
  defconfigList: ConfigSymbol | undefined;
  readonly #reporter: Reporter;
  /** The last child of each block so far, for appending. */
  readonly #last = new Map<MenuNode, Draft<MenuNode>>();

  constructor(reporter: Reporter, position: Position) {
    this.#reporter = reporter;
    this.root = createNode('root', undefined, undefined, position);
  }

  addStatements(statements: readonly StatementNode[], parent: MenuNode): void {
    for (const statement of statements) this.#addStatement(statement, parent);
  }

  #addStatement(statement: StatementNode, parent: MenuNode): void {
    const { position } = statement;
    switch (statement.kind) {
      case 'mainmenu':
        this.#addPrompt(this.root, 'menu', { text: statement.prompt }, position);
        return;
      case 'assignment':
        return;
      case 'source':
        for (const file of statement.files) this.addStatements(file.body, parent);
        return;
      case 'config':
      case 'menuconfig':
      case 'configdefault': {
        const symbol = this.table.lookup(statement.name.name, false);
        const node = this.#addNode(statement.kind, parent, position, symbol);
        if (statement.kind !== 'configdefault') {
          symbol.isOptional = true;
          this.#addProperty(node, 'symbol', {}, position);
        }
        this.#addOptions(node, statement.options);
        if (statement.kind === 'menuconfig') this.#finishMenuconfig(node);
        return;
      }
      case 'choice': {
        const symbol = this.table.choice(statement.name);
        const node = this.#addNode('choice', parent, position, symbol);
        this.#addProperty(node, 'symbol', {}, position);
        this.#addProperty(node, 'choice', {}, position);
        this.#addOptions(node, statement.options);
        this.addStatements(statement.body, node);
        return;
      }
      case 'comment':
      case 'menu': {
        const node = this.#addNode(statement.kind, parent, position);
        this.#addPrompt(node, statement.kind, { text: statement.prompt }, position);
        this.#addOptions(node, statement.options);
        if (statement.kind === 'menu') this.addStatements(statement.body, node);
        return;
      }
      case 'if': {
        const node = this.#addNode('if', parent, position);
        this.#addDependency(node, this.#expression(statement.condition), position);
        this.addStatements(statement.body, node);
        return;
      }
    }
  }

  #addNode(
    kind: MenuNodeKind,
    parent: MenuNode,
    position: Position,
    symbol?: Draft<ConfigSymbol>,
  ): Draft<MenuNode> {
    const node = createNode(kind, symbol, parent, position);
    const last = this.#last.get(parent);
    if (last) last.next = node;
    else draft(parent).first = node;
    this.#last.set(parent, node);
    if (symbol) symbol.nodes = append(symbol.nodes, node);
    return node;
  }

  #addOptions(node: Draft<MenuNode>, options: readonly OptionNode[]): void {
    for (const option of options) this.#addOption(node, option);
  }

  #addOption(node: Draft<MenuNode>, option: OptionNode): void {
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
        if (option.prompt) this.#addPrompt(node, 'prompt', option.prompt, position);
        setType(symbol!, option.type, node.position, this.#reporter);
        return;
      case 'prompt':
        this.#addPrompt(node, 'prompt', option.prompt, position);
        return;
      case 'default':
        this.#addDefault(node, option);
        return;
      case 'select':
      case 'imply': {
        const target = this.table.lookup(option.target.name, false);
        const written = this.#optional(option.condition);
        this.#addProperty(node, option.kind, { target, written }, position);
        return;
      }
      case 'range': {
        const low = this.#symbol(option.low);
        const high = this.#symbol(option.high);
        const written = this.#optional(option.condition);
        this.#addProperty(node, 'range', { low, high, written }, position);
        return;
      }
      case 'depends': {
        const on = this.#expression(option.on);
        const condition = this.#optional(option.condition);
        const whole = condition ? chain('or', [on, not(condition)]) : on;
        this.#addDependency(node, whole, position);
        return;
      }
      case 'visible':
        node.visibility = and(node.visibility, this.#optional(option.condition));
        return;
      case 'help':
        this.#addHelp(node, option.text, position);
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
        this.#addNamedOption(symbol!, option.name, position);
        return;
    }
  }

  #addDefault(node: Draft<MenuNode>, option: OptionNode & { kind: 'default' }): void {
    const { value: written, position } = option;
    if (node.symbol!.isChoice && (written.kind !== 'symbol' || written.quoted || option.type)) {
      throw new KconfigSyntaxError(position, 'the default of a choice is the name of a member');
    }
    const value = this.#expression(written);
    const condition = this.#optional(option.condition);
    this.#addProperty(node, 'default', { value, written: condition }, position);
    if (option.type) setType(node.symbol!, option.type, node.position, this.#reporter);
  }

  #addNamedOption(symbol: Draft<ConfigSymbol>, name: string, position: Position): void {
    switch (name) {
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
            `'option defconfig_list' stands at ${nameOf(this.defconfigList)} already: remove one`,
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

  #setModules(symbol: ConfigSymbol, position: Position): void {
    if (this.modules) {
      throw new KconfigSyntaxError(
        position,
        `'modules' stands at ${nameOf(this.modules)} already: remove one`,
      );
    }
    this.modules = symbol;
  }

  #addDependency(node: Draft<MenuNode>, expression: Expression, position: Position): void {
    node.conditions = append(node.conditions, { expression, position });
    node.dependency = and(node.dependency, expression);
  }

  #addHelp(node: Draft<MenuNode>, text: string, position: Position): void {
    const name = nameOf(node.symbol!);
    if (node.help !== undefined) {
      this.#reporter.warn(
        'help-redefined',
        position,
        `${name}: a second help text replaces the first`,
        node.symbol!.name,
      );
    }
    if (text.trim() === '') {
      this.#reporter.warn(
        'help-blank',
        position,
        `${name}: the help text is blank`,
        node.symbol!.name,
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

  #addPrompt(
    node: Draft<MenuNode>,
    kind: 'prompt' | 'menu' | 'comment',
    prompt: PromptText,
    position: Position,
  ): void {
    const text = prompt.text.trimStart();
    if (text !== prompt.text) {
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
    const written = this.#optional(prompt.condition);
    const property = this.#addProperty(node, kind, { text, written }, position);
    if (kind === 'prompt') {
      for (let menu = node.parent; menu; menu = menu.parent) {
        property.condition = and(property.condition, menu.visibility);
      }
    }
    node.prompt = property;
  }

  #addProperty(
    node: Draft<MenuNode>,
    kind: PropertyKind,
    clause: Clause,
    position: Position,
  ): Draft<Property> {
    const property: Draft<Property> = {
      kind,
      node,
      text: clause.text,
      value: clause.value,
      target: clause.target,
      low: clause.low,
      high: clause.high,
      written: clause.written,
      condition: clause.written,
      position,
    };
    const symbol = node.symbol && draft(node.symbol);
    node.properties = append(node.properties, property);
    if (!symbol) return property;
    symbol.properties = append(symbol.properties, property);
    if (clause.text !== undefined) symbol.prompts = append(symbol.prompts, property);
    if (kind === 'default') symbol.defaults = append(symbol.defaults, property);
    if (kind === 'range') symbol.ranges = append(symbol.ranges, property);
    return property;
  }

  #symbol(reference: SymbolReference): ConfigSymbol {
    return this.table.lookup(reference.name, reference.quoted);
  }

  #optional(node: ExpressionNode | undefined): Expression | undefined {
    return node && this.#expression(node);
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
      default:
        return chain(
          node.kind,
          node.operands.map((operand) => this.#expression(operand)),
        );
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
  };
}
