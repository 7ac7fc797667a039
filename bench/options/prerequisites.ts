import {
  configure,
  parseDefconfig,
  type Configuration,
  type ConfigSymbol,
  type Expression,
  type KconfigTree,
} from '../../generator/kconfig/index.ts';

/** Values without a default that an option asks for. */
const COMPANIONS: Readonly<Record<string, string>> = {
  SPL_HAS_CUSTOM_MALLOC_START: 'CONFIG_SPL_CUSTOM_SYS_MALLOC_ADDR=0x200000\n',
  SPL_STACK_R: 'CONFIG_SPL_STACK_R_ADDR=0x200000\n',
};

/** The line of a defconfig that sets a bool. */
export function line(name: string, value: 'y' | 'n'): string {
  return value === 'y' ? `CONFIG_${name}=y\n` : `# CONFIG_${name} is not set\n`;
}

export function configurationOf(tree: KconfigTree, defconfig: string): Configuration {
  return configure(tree, parseDefconfig(defconfig, 'options'));
}

/**
 * The lines that a defconfig needs beside `base`, so that a user may set `symbol`: what it depends on,
 * and what that depends on.
 * @throws {Error} where the dependencies are of a form that this does not know
 */
export function prerequisites(tree: KconfigTree, symbol: ConfigSymbol, base: string): string {
  const lines = new Map<string, 'y' | 'n'>();
  const text = () => base + [...lines].map(([name, value]) => line(name, value)).join('');

  const satisfy = (condition: Expression | undefined, wanted: 'y' | 'n'): void => {
    switch (condition?.kind) {
      case 'symbol': {
        const { name } = condition.symbol;
        if (name === undefined || configurationOf(tree, text()).get(name)?.value === wanted) return;
        satisfy(condition.symbol.nodes[0]?.dependency, 'y');
        lines.set(name, wanted);
        return;
      }
      case 'not':
        satisfy(condition.operand, wanted === 'y' ? 'n' : 'y');
        return;
      case 'and':
        condition.operands.forEach((operand) => satisfy(operand, wanted));
        return;
      default:
    }
  };
  satisfy(symbol.nodes[0]?.dependency, 'y');

  if (configurationOf(tree, text()).get(symbol.name ?? '')?.visible === 'n') {
    throw new Error(`${symbol.name ?? ''}: nobody knows how to meet its dependencies`);
  }
  return text().slice(base.length) + (COMPANIONS[symbol.name ?? ''] ?? '');
}
