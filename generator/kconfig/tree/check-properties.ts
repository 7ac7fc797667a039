import type { DiagnosticCode } from '../diagnostics/diagnostic.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import { isValidText } from '../values/numbers.ts';
import type { Position } from '../diagnostics/position.ts';
import { nameOf } from './build.ts';
import type { MenuNode } from './model/menu.ts';
import type { Property } from './model/property.ts';
import type { ConfigSymbol } from './model/symbol.ts';

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
        break;
      case 'select':
      case 'imply':
        checkSelect(symbol, property, warn);
        break;
      case 'range':
        checkRange(symbol, property, warn);
        break;
      default:
    }
  }
}

function checkDefault(symbol: ConfigSymbol, { value, position }: Property, warn: Warn): void {
  const hasNumber = symbol.type === 'int' || symbol.type === 'hex';
  if (value?.kind !== 'symbol') {
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
      `the default '${nameOf(target)}' is not ${symbol.type === 'hex' ? 'a hex number' : 'an integer'}`,
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

function checkSelect(symbol: ConfigSymbol, property: Property, warn: Warn): void {
  const { kind, position } = property;
  const target = property.target!;
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

function checkRange(symbol: ConfigSymbol, { low, high, position }: Property, warn: Warn): void {
  if (symbol.type !== 'int' && symbol.type !== 'hex') {
    warn('range-on-wrong-type', position, 'only int and hex symbols have a range');
  }
  if (!canBeNumber(symbol, low!) || !canBeNumber(symbol, high!)) {
    warn(
      'invalid-range',
      position,
      `the range from '${nameOf(low!)}' to '${nameOf(high!)}' is invalid`,
    );
  }
}

function isBoolean(symbol: ConfigSymbol): boolean {
  return symbol.type === 'bool' || symbol.type === 'tristate';
}

function canBeNumber(symbol: ConfigSymbol, value: ConfigSymbol): boolean {
  if (value.type === 'int' || value.type === 'hex') return true;
  return (
    value.type === 'unknown' && value.name !== undefined && isValidText(symbol.type, value.name)
  );
}
