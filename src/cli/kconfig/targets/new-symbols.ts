import {
  findNewSymbols,
  formatNewSymbol,
  type NewSymbol,
} from '../../../../generator/kconfig/index.ts';
import type { Target, TargetRequest, TargetResult } from '../target.ts';
import { locateCurrent, readCurrent } from './current-config.ts';
import { withShortPaths } from './oldconfig.ts';

export const listnewconfigTarget: Target = {
  takes: ['json'],
  locate: locateCurrent,
  run: (request) => list(request, (symbol) => formatNewSymbol(symbol, request.tree)),
};

export const helpnewconfigTarget: Target = {
  takes: ['json'],
  locate: locateCurrent,
  run: (request) =>
    list(request, ({ help }) => {
      const text = withShortPaths(help, request.location);
      return `-----\n\n${text}\n-----\n`;
    }),
};

function list(request: TargetRequest, format: (symbol: NewSymbol) => string): TargetResult {
  const current = readCurrent(request, request.print);
  const { symbols, diagnostics } = findNewSymbols(request.tree, current);
  return {
    files: [],
    diagnostics,
    text: symbols.map(format).join(''),
    data: { symbols },
  };
}
