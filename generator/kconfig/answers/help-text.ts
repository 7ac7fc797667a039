import { isNumeric } from '../values/symbol-type.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import { isShown } from '../evaluation/shown.ts';
import { choosesByMembers } from '../tree/model/choices.ts';
import { formatPosition } from '../diagnostics/position.ts';
import type { ConfigSymbol, Expression, MenuNode, ReverseDependency, ReverseProperty } from '../tree/model/model.ts';

const TYPE_NAMES = {
  bool: 'bool',
  tristate: 'tristate',
  int: 'integer',
  hex: 'hex',
  float: 'float',
  string: 'string',
  unknown: 'unknown',
} as const;

/** Up to this many of the menus around a prompt are named. */
const MAX_LOCATIONS = 8;

/**
 * What `?` shows for an entry: its help text, then what the tree says about its symbol. Values are shown as
 * they were worked out last, as by the C program, which may be before the last answer.
 */
export function helpText(evaluation: Evaluation, node: MenuNode): string {
  const { symbol, help } = node;
  if (evaluation.tree.dialect.hasOldDialogue) return shortHelp(node) ?? 'Sorry, no help available for this option yet.\n';
  const lines: string[] = [];
  if (help !== undefined && symbol?.name !== undefined) {
    lines.push(`${evaluation.tree.prefix}${symbol.name}:`, '');
  }
  lines.push(help ?? 'There is no help available for this option.');
  if (symbol) lines.push(...symbolLines(evaluation, symbol), '', '');
  return lines.map((line) => `${line}\n`).join('');
}

/** Whether a question says that there is help. */
export function offersHelp({ tree: { dialect } }: Evaluation, node: MenuNode): boolean {
  return dialect.echoesAnswers || (dialect.hasOldDialogue ? shortHelp(node) : node.help) !== undefined;
}

/** The last help text of the symbol. */
function shortHelp({ symbol }: MenuNode): string | undefined {
  return symbol?.nodes.findLast(({ help }) => help !== undefined)?.help;
}

function symbolLines(evaluation: Evaluation, symbol: ConfigSymbol): string[] {
  const lines: string[] = [];
  if (symbol.name !== undefined) {
    lines.push(`Symbol: ${symbol.name} [=${evaluation.text(symbol)}]`);
    const isBoolean = symbol.type === 'bool' && !evaluation.tree.dialect.namesBool;
    lines.push(`Type  : ${isBoolean ? 'boolean' : TYPE_NAMES[symbol.type]}`);
    const range = evaluation.firstThatHolds(symbol.ranges);
    if (range && isNumeric(symbol)) {
      const [low, high] = [range.low, range.high].map((bound) => withValue(evaluation, bound));
      lines.push(`Range : [${low} ${high}]`);
    }
  }
  const { describesDefinitions } = evaluation.tree.dialect;
  lines.push(...(describesDefinitions ? eachDefinition : allDefinitions)(evaluation, symbol));
  const indent = describesDefinitions ? '' : '  ';
  lines.push(...targetLines(evaluation, symbol, 'select', `${indent}Selects: `));
  lines.push(...reverseLines(evaluation, symbol.selectedBy, `${indent}Selected by`));
  lines.push(...targetLines(evaluation, symbol, 'imply', `${indent}Implies: `));
  lines.push(...reverseLines(evaluation, symbol.impliedBy, `${indent}Implied by`));
  return lines;
}

/** All prompts, then the place of the first definition. */
function allDefinitions(evaluation: Evaluation, symbol: ConfigSymbol): string[] {
  const lines = symbol.prompts.flatMap((prompt) => [
    `Prompt: ${prompt.text}`,
    ...locationLines(evaluation, prompt.node),
  ]);
  const definition = symbol.properties.find(({ kind }) => kind === 'symbol');
  if (!definition) return lines;
  return [
    ...lines,
    `  Defined at ${formatPosition(definition.node.position)}`,
    ...dependencyLine(evaluation, definition.condition, '  Depends on: '),
  ];
}

/** The definitions one after the other, those with prompts first. */
function eachDefinition(evaluation: Evaluation, { nodes }: ConfigSymbol): string[] {
  return [...nodes.filter(({ prompt }) => prompt), ...nodes.filter(({ prompt }) => !prompt)].flatMap((node) =>
    definitionLines(evaluation, node),
  );
}

function definitionLines(evaluation: Evaluation, node: MenuNode): string[] {
  const { prompt, dependency, position } = node;
  const defined = `Defined at ${formatPosition(position)}`;
  const depends = dependencyLine(evaluation, dependency, '  Depends on: ');
  if (!prompt) return [defined, ...depends];
  const isShownWithDependency = keyOf(dependency) === keyOf(prompt.condition);
  return [
    defined,
    `  Prompt: ${prompt.text}`,
    ...depends,
    ...(isShownWithDependency ? [] : dependencyLine(evaluation, prompt.condition, '  Visible if: ')),
    ...locationLines(evaluation, node),
  ];
}

/** The same text for conditions that differ only in the order of operands, or in some that occur twice. */
function keyOf(expression: Expression | undefined): string {
  if (!expression) return 'y';
  switch (expression.kind) {
    case 'symbol':
      return expression.symbol.name === 'y' ? 'y' : `${expression.symbol.index}`;
    case 'compare':
      return `${expression.left.index}${expression.operator}${expression.right.index}`;
    case 'not':
      return `!${keyOf(expression.operand)}`;
    default: {
      const operands = new Set(expression.operands.map(keyOf));
      return `(${[...operands].toSorted().join(expression.kind === 'and' ? '&' : '|')})`;
    }
  }
}

function dependencyLine(
  evaluation: Evaluation,
  condition: Expression | undefined,
  title: string,
): string[] {
  const holdsAlways = condition?.kind === 'symbol' && condition.symbol === evaluation.tree.yes;
  return condition && !holdsAlways ? [title + conditionText(evaluation, condition)] : [];
}

/** The menus around an entry, from the outside in. */
function locationLines(evaluation: Evaluation, node: MenuNode): string[] {
  const { locatesEntry } = evaluation.tree.dialect;
  const menus: MenuNode[] = [];
  let isFound = false;
  for (let menu = locatesEntry ? node : node.parent; menu?.parent; menu = menu.parent) {
    if (menus.length === MAX_LOCATIONS) break;
    menus.push(menu);
    // The C program looks for a visible one, which brings values up to date.
    if (!isFound || !locatesEntry) isFound = isShown(evaluation, menu);
  }
  const locations = menus
    .toReversed()
    .map((menu, depth) => `${' '.repeat(4 + 2 * depth)}-> ${locationText(evaluation, menu)}`);
  return menus.length > 0 ? ['  Location:', ...locations] : [];
}

function locationText(evaluation: Evaluation, { prompt, symbol }: MenuNode): string {
  const title = prompt?.text ?? symbol?.name ?? '(null)';
  return symbol ? `${title} (${symbol.name ?? '<choice>'} [=${shownText(evaluation, symbol)}])` : title;
}

/** The value, but n for a choice that its members decide: the C program gives it none. */
function shownText(evaluation: Evaluation, symbol: ConfigSymbol): string {
  const { dialect } = evaluation.tree;
  return symbol.isChoice && choosesByMembers(symbol, dialect) ? 'n' : evaluation.text(symbol);
}

function targetLines(
  evaluation: Evaluation,
  symbol: ConfigSymbol,
  kind: 'select' | 'imply',
  title: string,
): string[] {
  const targets = symbol.properties
    .filter((property): property is ReverseProperty => property.kind === kind)
    .map(({ target }) => withValue(evaluation, target));
  return targets.length > 0 ? [title + targets.join(' && ')] : [];
}

/** Who raises the symbol: by what it raises it to, y first, then m, then those that do not now. */
function reverseLines(
  evaluation: Evaluation,
  dependencies: readonly ReverseDependency[],
  title: string,
): string[] {
  if (dependencies.length === 0) return [];
  const { groupsSelects, listsSelects } = evaluation.tree.dialect;
  if (!groupsSelects) {
    const texts = dependencies.map((dependency) => reverseText(evaluation, dependency));
    if (!listsSelects || texts.length === 1) return [`${title}: ${texts.join(' || ')}`];
    return [`${title}: `, ...texts.map((text) => `  - ${text}`)];
  }
  return (['y', 'm', 'n'] as const).flatMap((letter, index) => {
    const lines = dependencies
      .filter((dependency) => evaluation.raisesTo(dependency) === 2 - index)
      .map((dependency) => `  - ${reverseText(evaluation, dependency)}`);
    return lines.length > 0 ? [`${title} [${letter}]:`, ...lines] : [];
  });
}

function reverseText(evaluation: Evaluation, { by, condition }: ReverseDependency): string {
  const selector = withValue(evaluation, by);
  if (!condition) return selector;
  const text = conditionText(evaluation, condition);
  const operand = condition.kind === 'or' ? `(${text})` : text;
  return by.isConstant ? `${operand} && ${selector}` : `${selector} && ${operand}`;
}

/** A condition as the C program prints it: comparisons without blanks, a value after each symbol. */
function conditionText(evaluation: Evaluation, expression: Expression): string {
  switch (expression.kind) {
    case 'symbol':
      return withValue(evaluation, expression.symbol);
    case 'compare': {
      const { left, operator, right } = expression;
      return withValue(evaluation, left) + operator + withValue(evaluation, right);
    }
    case 'not': {
      const text = conditionText(evaluation, expression.operand);
      const { kind } = expression.operand;
      return kind === 'and' || kind === 'or' ? `!(${text})` : `!${text}`;
    }
    default:
      return expression.operands
        .map((operand) => {
          const text = conditionText(evaluation, operand);
          return expression.kind === 'and' && operand.kind === 'or' ? `(${text})` : text;
        })
        .join(expression.kind === 'and' ? ' && ' : ' || ');
  }
}

function withValue(evaluation: Evaluation, symbol: ConfigSymbol): string {
  const name = symbol.name ?? '<choice>';
  const { yes, mod, no, dialect } = evaluation.tree;
  const isTristate = symbol === yes || symbol === mod || symbol === no;
  if (isTristate && dialect.valuesConstants) return `${name} [=${name}]`;
  if (symbol.type === 'unknown' || symbol.name === undefined) return name;
  return `${name} [=${evaluation.text(symbol)}]`;
}
