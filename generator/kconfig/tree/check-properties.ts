import type { DiagnosticCode } from '../diagnostics/diagnostic.ts';
import { decimalHex, emptyRange } from '../diagnostics/wording.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import { isRoundDecimal, isValidText, numberOf } from '../values/numbers.ts';
import type { Position } from '../diagnostics/position.ts';
import { isBoolean, isNumeric } from '../values/symbol-type.ts';
import type { ConfigSymbol, DefaultProperty, MenuNode, RangeProperty, ReverseProperty } from './model/model.ts';
import { nameOf } from './model/names.ts';

const NUMBER_NAMES = { int: 'an integer', hex: 'a hex number', float: 'a number' } as const;

type Warn = (code: DiagnosticCode, position: Position, text: string) => void;

/** Warns about clauses that do not fit the symbol's type or the choice. */
export function checkProperties(symbol: ConfigSymbol, node: MenuNode, reporter: Reporter): void {
  const warn: Warn = (code, position, text) =>
    reporter.warn(code, position, `${nameOf(symbol)}: ${text}`, symbol.name);
  if (symbol.type === 'unknown') {
    warn('symbol-without-type', node.position, 'it has no type: add bool, int or another');
  }
  if (symbol.isChoice && !node.prompt) {
    warn('choice-without-prompt', node.position, 'a choice needs a prompt');
  }
  for (let at = 0; at < symbol.properties.length; at++) {
    const property = symbol.properties[at]!;
    switch (property.kind) {
      case 'default':
        checkDefault(symbol, property, warn);
        noteDefault(symbol, property, reporter);
        break;
      case 'select':
      case 'imply':
        checkSelect(symbol, property, warn);
        break;
      case 'range':
        checkRange(symbol, property, warn, reporter);
        break;
      default:
    }
  }
}

function checkDefault(symbol: ConfigSymbol, { value, position }: DefaultProperty, warn: Warn): void {
  const hasNumber = isNumeric(symbol);
  if (value.kind !== 'symbol') {
    if (hasNumber || symbol.type === 'string') {
      warn('default-not-symbol', position, 'its default must be one symbol or constant');
    }
    return;
  }
  const target = value.symbol;
  if (hasNumber && !canBeNumber(symbol, target)) {
    warn(
      'invalid-number',
      position,
      `the default '${nameOf(target)}' is not ${NUMBER_NAMES[symbol.type]}`,
    );
  }
  if (symbol.isChoice && target.choice !== symbol) {
    warn(
      'choice-default-foreign',
      position,
      `the default ${nameOf(target)} is not one of its members`,
    );
  }
}

/** Notes a default that is probably not what its author meant. */
function noteDefault(symbol: ConfigSymbol, { value, position }: DefaultProperty, reporter: Reporter): void {
  if (value.kind !== 'symbol') return;
  const { name, nodes } = value.symbol;
  noteDecimalHex(symbol, value.symbol, position, reporter);
  if (!isBoolean(symbol) || symbol.isChoice || name === undefined || nodes.length > 0) return;
  if (!/^\d+$/.test(name)) return;
  const what = value.symbol.isConstant ? 'a text' : 'the name of a symbol that does not exist';
  reporter.note(
    'number-as-bool',
    position,
    `${nameOf(symbol)}: the default '${name}' is ${what}, so it is n: write ${name === '1' ? 'y if that is meant' : 'n'}`,
    symbol.name,
  );
}

function noteDecimalHex(
  symbol: ConfigSymbol,
  { name, nodes }: ConfigSymbol,
  position: Position,
  reporter: Reporter,
): void {
  if (symbol.type !== 'hex' || name === undefined || nodes.length > 0 || !isRoundDecimal(name)) return;
  const text = `${nameOf(symbol)}: ${decimalHex(name)}`;
  reporter.note('decimal-hex', position, text, symbol.name);
}

function checkSelect(symbol: ConfigSymbol, { kind, position, target }: ReverseProperty, warn: Warn): void {
  if (!isBoolean(symbol)) {
    warn('select-by-wrong-type', position, `only bool and tristate symbols can ${kind} others`);
  } else if (target.type !== 'unknown' && !isBoolean(target)) {
    warn(
      'select-of-wrong-type',
      position,
      `it cannot ${kind} ${nameOf(target)}, which is ${target.type}`,
    );
  }
}

function checkRange(
  symbol: ConfigSymbol,
  { low, high, position }: RangeProperty,
  warn: Warn,
  reporter: Reporter,
): void {
  if (!isNumeric(symbol)) {
    warn('range-on-wrong-type', position, 'only numbers have a range');
  }
  if (!canBeNumber(symbol, low) || !canBeNumber(symbol, high)) {
    warn(
      'invalid-range',
      position,
      `the range from '${nameOf(low)}' to '${nameOf(high)}' is invalid`,
    );
    return;
  }
  noteDecimalHex(symbol, low, position, reporter);
  noteDecimalHex(symbol, high, position, reporter);
  if (isNumeric(symbol) && isLiteral(low) && isLiteral(high)) {
    if (numberOf(symbol.type, low.name!) <= numberOf(symbol.type, high.name!)) return;
    reporter.note(
      'empty-range',
      position,
      `${nameOf(symbol)}: ${emptyRange(low.name!, high.name!)}`,
      symbol.name,
    );
  }
}

function isLiteral({ type }: ConfigSymbol): boolean {
  return type === 'unknown';
}

function canBeNumber(symbol: ConfigSymbol, value: ConfigSymbol): boolean {
  if (isNumeric(value)) return true;
  return (
    value.type === 'unknown' && value.name !== undefined && isValidText(symbol.type, value.name)
  );
}
