import type { KconfigTree } from '../../generator/kconfig/index.ts';
import { PHASE_PREFIX } from '../../generator/options/index.ts';
import type { Templates } from '../../generator/specialise/index.ts';
import { tableText, type Column } from '../table.ts';
import { C_CODE } from './c-code.ts';
import { createMeter, type Effect } from './effect.ts';
import { optionsOfTree, type Option } from './option.ts';

interface Row {
  readonly option: Option;
  readonly effect: Effect | undefined;
}

/** The most exports in a cell; of others, the number is given. */
const MOST_NAMES = 4;

const signed = (n: number) => (n > 0 ? `+${n}` : String(n));
const code = (name: string) => `\`${name}\``;
const bytes = ({ effect }: Row, kind: 'raw' | 'brotli' | 'staticData') =>
  effect === undefined ? '' : signed(effect[kind]);

const columns: readonly Column<Row>[] = [
  { title: 'option', value: ({ option }) => code(option.name) },
  { title: 'what it is', value: ({ option }) => option.prompt },
  {
    title: 'phase forms',
    value: ({ option }) => option.forms.map(({ phase }) => code(PHASE_PREFIX[phase])).join(' '),
  },
  { title: 'default', value: defaultsText },
  { title: 'exports', value: ({ effect }) => exportsText(effect) },
  { title: 'raw', value: (row) => bytes(row, 'raw') },
  { title: 'brotli', value: (row) => bytes(row, 'brotli') },
  { title: 'data', value: (row) => bytes(row, 'staticData') },
  { title: 'with', value: ({ effect }) => withText(effect) },
  { title: 'C code', value: ({ option }) => C_CODE[option.name] ?? '' },
];

/** Forms with the same default are grouped. */
function defaultsText({ option }: Row): string {
  const others = new Map<string, string[]>();
  for (const { phase, defaults } of option.forms) {
    if (defaults === undefined) continue;
    others.set(defaults, [...(others.get(defaults) ?? []), code(PHASE_PREFIX[phase])]);
  }
  const texts = [...others].map(([defaults, phases]) => `${phases.join(' ')}: ${defaults}`);
  return [option.defaults, ...texts].join('; ');
}

function exportsText(effect: Effect | undefined): string {
  if (effect === undefined) return '';
  const { addedExports, removedExports } = effect;
  return [...names('+', addedExports), ...names('-', removedExports)].join(' ');
}

function names(sign: string, list: readonly string[]): readonly string[] {
  const shown = list.length > MOST_NAMES ? list.slice(0, MOST_NAMES - 1) : list;
  const more = list.length - shown.length;
  return [
    ...shown.map((name) => `${sign}${code(name)}`),
    ...(more > 0 ? [`${sign}${more} more`] : []),
  ];
}

/** What else was set, without `CONFIG_`. */
function withText(effect: Effect | undefined): string {
  const lines = `${effect?.base ?? ''}${effect?.prerequisites ?? ''}`.split('\n').filter(Boolean);
  return lines
    .map((text) =>
      code(
        text
          .replace(/^CONFIG_(\w+)=y$/, '$1')
          .replace(/^CONFIG_/, '')
          .replace(/^# CONFIG_(\w+) is not set$/, '!$1'),
      ),
    )
    .join(' ');
}

/** A table for each menu: every option of the tree, and what setting it does to a variant. */
export async function optionTables(tree: KconfigTree, templates: Templates): Promise<string> {
  const meter = createMeter(tree, templates);
  const menus = new Map<string, Row[]>();
  for (const option of optionsOfTree(tree)) {
    const row: Row = { option, effect: await meter.effectOf(option) };
    const { menu } = option;
    menus.set(menu, [...(menus.get(menu) ?? []), row]);
  }
  return [...menus]
    .map(
      ([menu, rows]) =>
        `## ${menu === '' ? 'Phases' : menu}\n\n${tableText(columns, rows, 'markdown')}`,
    )
    .join('\n\n');
}
