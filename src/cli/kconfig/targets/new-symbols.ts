import {
  findNewSymbols,
  formatNewSymbol,
  type NewSymbol,
} from '../../../../generator/kconfig/index.ts';
import { readCurrentConfig } from '../config-files.ts';
import type { Target, TargetRequest, TargetResult } from '../target.ts';
import { withShortPaths } from './oldconfig.ts';

export const listnewconfigTarget: Target = {
  takes: ['json'],
  run: (request) => tell(request, (symbol) => formatNewSymbol(symbol, request.tree.prefix)),
};

export const helpnewconfigTarget: Target = {
  takes: ['json'],
  run: (request) =>
    tell(request, ({ help }) => {
      const text = withShortPaths(help, request.host.cwd(), request.srctree);
      return `-----\n\n${text}\n-----\n`;
    }),
};

function tell(request: TargetRequest, format: (symbol: NewSymbol) => string): TargetResult {
  const current = readCurrentConfig(request.config, request, request.host, request.say);
  const { symbols, diagnostics } = findNewSymbols(request.tree, current);
  return {
    files: [],
    diagnostics,
    text: symbols.map(format).join(''),
    data: { symbols },
  };
}
