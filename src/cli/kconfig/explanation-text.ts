import { type Explanation, type InvolvedSymbol, type MentionedSymbol, type Missing, type Origin, type Raiser, type Selector, type Way, formatPosition } from '../../../generator/kconfig/index.ts';

/** The origin of a value in a few words. */
export function originText({ kind, position, by }: Origin): string {
  const place = position === undefined ? '' : ` at ${formatPosition(position)}`;
  switch (kind) {
    case 'written':
      return `written${place}`;
    case 'default':
      return `default${place}`;
    case 'select':
      return `selected by ${by}${place}`;
    case 'imply':
      return `implied by ${by}${place}`;
    case 'range':
      return `moved into the range${place}`;
    case 'choice':
      return by === undefined ? `choice${place}` : `the choice took ${by}${place}`;
    case 'mode':
      return 'the target asked for';
    case 'implicit':
      return 'nothing sets it';
  }
}

/** Describes one symbol: a line for each fact, with details indented below it. */
export function explanationLines(explanation: Explanation, prefix: string): readonly string[] {
  const { name, type, definitions, asked, notTaken, missing, defaults, visible } = explanation;
  const isSettable = visible !== 'n';
  return [
    `${name} is ${shown(explanation)}`,
    `  type: ${type}, defined at ${definitions.map(formatPosition).join(', ')}`,
    `  comes from: ${originText(explanation.origin)}`,
    ...(asked ? [`  asked for: ${asked.value} at ${formatPosition(asked.position)}`] : []),
    ...(notTaken === undefined ? [] : [`  not given: ${notTaken}`]),
    ...(missing.length > 0
      ? [`  ${isSettable ? 'for more' : 'to be set'} it needs:`, ...missingLines(missing, prefix, 4)]
      : []),
    ...(missing.length === 0 && !isSettable && notTaken === undefined
      ? ['  has no prompt: only default, select and imply set it']
      : []),
    ...(!isSettable && defaults.length > 0
      ? ['  its defaults:', ...wayLines(defaults, prefix, 4)]
      : []),
    ...raiserLines('selected by', 'could be selected by', explanation.selectedBy),
    ...raiserLines('implied by', 'could be implied by', explanation.impliedBy),
  ];
}

function missingLines(
  missing: readonly Missing[],
  prefix: string,
  indent: number,
): readonly string[] {
  const margin = ' '.repeat(indent);
  return missing.flatMap((one) => {
    if (one.kind !== 'condition') {
      const heading = one.kind === 'any' ? 'one of' : 'all of';
      return [`${margin}${heading}`, ...missingLines(one.parts, prefix, indent + 2)];
    }
    const { condition, position, symbols, missing: inner, contradiction } = one;
    return [
      `${margin}${condition} at ${formatPosition(position)}`,
      ...(contradiction
        ? [
            `${margin}  never together with ${contradiction.condition} at ${formatPosition(contradiction.position)}, which is needed too`,
          ]
        : []),
      ...symbols.flatMap((symbol) => [
        `${margin}  ${symbolText(symbol, inner.length > 0, prefix)}`,
        ...wayLines(symbol.ways, prefix, indent + 4),
      ]),
      ...missingLines(inner, prefix, indent + 4),
    ];
  });
}

/** The clauses that can set a symbol, each with its unmet conditions. */
function wayLines(ways: readonly Way[], prefix: string, indent: number): readonly string[] {
  return ways.flatMap(({ kind, value, condition, holds, position, missing }) => {
    const clause = kind === 'default' ? `default ${value}` : `implied by ${value}`;
    const text = condition === undefined ? clause : `${clause} if ${condition}`;
    const state = holds === 'n' ? ', which does not hold' : '';
    return [
      `${' '.repeat(indent)}${text} at ${formatPosition(position)}${state}`,
      ...missingLines(missing, prefix, indent + 2),
    ];
  });
}

/** Why a symbol in a condition has its value, and how to change it. */
function symbolText(symbol: InvolvedSymbol, isHidden: boolean, prefix: string): string {
  const { name, type, origin, visible, hasPrompt } = symbol;
  if (type === 'unknown') return `${name}: nothing defines it`;
  const reason = `${name} is ${shown(symbol)}: ${originText(origin)}`;
  if (isHidden) return `${reason}; to be set it needs`;
  if (!hasPrompt) return `${reason}${withoutPrompt(symbol)}`;
  return visible === 'n' ? reason : `${reason}; ${prefix}${name} can be set`;
}

/** How to set a symbol without a prompt: enable another symbol that selects it, if there is one. */
function withoutPrompt({ type, value, selectors }: InvolvedSymbol): string {
  const isBoolean = type === 'bool' || type === 'tristate';
  if (!isBoolean) return '; it has no prompt';
  return value === 'n' ? `; it has no prompt, ${selectorsText(selectors)}` : '';
}

/** Names at most this many selecting symbols, and counts the others. */
const MAX_SELECTORS = 3;

function selectorsText(selectors: readonly Selector[]): string {
  const named = selectors
    .slice(0, MAX_SELECTORS)
    .map(({ name, position }) => `${name} (${formatPosition(position)})`);
  if (named.length === 0) return 'and nothing selects it';
  const more = selectors.length - named.length;
  const last = more > 0 ? `${more} other${more === 1 ? '' : 's'}` : named.pop()!;
  const list = named.length === 0 ? last : `${named.join(', ')} or ${last}`;
  return `but ${list} could select it`;
}

function shown({ type, value }: Pick<MentionedSymbol, 'type' | 'value'>): string {
  return type === 'string' ? `"${value}"` : value === '' ? 'empty' : value;
}

function raiserLines(
  now: string,
  otherwise: string,
  raisers: readonly Raiser[],
): readonly string[] {
  const line = ({ condition, position }: Raiser): string =>
    `    ${condition} at ${formatPosition(position)}`;
  const active = raisers.filter(({ raisesTo }) => raisesTo !== 'n');
  const others = raisers.filter(({ raisesTo }) => raisesTo === 'n');
  return [
    ...(active.length > 0 ? [`  ${now}:`, ...active.map(line)] : []),
    ...(others.length > 0 ? [`  ${otherwise}:`, ...others.map(line)] : []),
  ];
}
