import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { describe, expect, test } from '@jest/globals';

import {
  configure,
  formatExpression,
  type ConfigSymbol,
  type KconfigTree,
  type MenuNode,
  type Mode,
  type Property,
} from '../../../generator/kconfig/index.ts';
import { nodeFiles } from '../../../generator/kconfig/node/node-files.ts';
import { refuseShell } from '../../../generator/kconfig/reading/macro/refuse-shell.ts';
import { SECTIONS, type SectionName, type TreeSink } from '../../../generator/kconfig/storing/layout.ts';
import { openTree } from '../../../generator/kconfig/storing/open-tree.ts';
import { storeTree } from '../../../generator/kconfig/storing/store-tree.ts';
import { loadTree } from '../../../generator/kconfig/tree/load.ts';
import { withFolder } from './trees.ts';

const ROOT = join(import.meta.dirname, '../../..');
const MODES: readonly Mode[] = ['alldefconfig', 'allnoconfig', 'allyesconfig', 'allmodconfig'];

/** A tree as it was parsed, and as it is put together from its stored form. */
function bothTrees(file: string, srctree: string): readonly [KconfigTree, KconfigTree] {
  const surroundings = { files: nodeFiles, env: {}, shell: refuseShell };
  const { tree, mentions } = loadTree({ file, srctree, cwd: srctree, dialect: 'linux' }, surroundings);
  const pieces = new Map<SectionName, number[]>(SECTIONS.map((name) => [name, []]));
  let text = '';
  const sink: TreeSink = {
    ints: (section, piece) => pieces.get(section)!.push(...piece),
    text: (piece) => {
      text += piece;
    },
  };
  const values = storeTree(tree, mentions.store(), sink);
  const sections = Object.fromEntries(
    [...pieces].map(([name, ints]) => [name, Int32Array.from(ints)]),
  ) as Record<SectionName, Int32Array>;
  return [tree, openTree({ sections, text, values })];
}

const text = (expression: Property['condition']): string =>
  expression ? `${expression.number} ${formatExpression(expression)}` : '';

const place = (position: object): unknown => {
  const { end } = position as { readonly end?: unknown };
  return { ...position, end };
};

function ownFacts(property: Property): unknown {
  switch (property.kind) {
    case 'default':
      return text(property.value);
    case 'range':
      return [property.low.index, property.high.index];
    case 'select':
    case 'imply':
      return property.target.index;
    case 'symbol':
      return undefined;
    default:
      return property.text;
  }
}

function propertyFacts(property: Property): unknown {
  const { kind, position, condition, written, node } = property;
  return [kind, ownFacts(property), text(condition), text(written), place(position), place(node.position)];
}

function symbolFacts(symbol: ConfigSymbol): unknown {
  const { index, name, type, isConstant, isChoice, isOptional, isHidden } = symbol;
  return {
    plain: [index, name, type, isConstant, isChoice, isOptional, isHidden],
    rare: [symbol.isYesInAllnoconfig, symbol.isTransitional],
    nodes: symbol.nodes.map(({ position }) => place(position)),
    ...Object.fromEntries(
      (['properties', 'prompts', 'defaults', 'ranges'] as const).map((list) => [
        list,
        symbol[list].map(propertyFacts),
      ]),
    ),
    direct: symbol.directDependencies.map(text),
    reverse: [symbol.selectedBy, symbol.impliedBy].map((list) =>
      list.map(({ by, condition, position }) => [by.index, text(condition), place(position)]),
    ),
    choice: symbol.choice?.index,
    members: symbol.members.map((member) => member.index),
  };
}

function nodeFacts(node: MenuNode): unknown {
  const around = [node.container, node.parent, node.first, node.next];
  return {
    kind: node.kind,
    symbol: node.symbol?.index,
    properties: node.properties.map(propertyFacts),
    hasPrompt: node.prompt === undefined || node.properties.includes(node.prompt),
    prompt: node.prompt?.text,
    expressions: [text(node.visibility), text(node.dependency)],
    conditions: node.conditions.map(({ expression, position }) => [text(expression), place(position)]),
    around: around.map((other) => other && place(other.position)),
    help: node.help,
    position: place(node.position),
  };
}

function facts(tree: KconfigTree): unknown {
  const { symbols, nodes, root, names, choices, visitOrder, modules, diagnostics, dialect } = tree;
  return {
    plain: [tree.file, tree.title, tree.heading, tree.files, tree.prefix, tree.srctree],
    counts: [tree.conditionCount, tree.isOrderSensitive],
    symbols: symbols.map(symbolFacts),
    nodes: [root, ...nodes].map(nodeFacts),
    names: [names, choices].map((map) => [...map].map(([name, { index }]) => [name, index])),
    visitOrder: visitOrder.map(({ index }) => index),
    deepOrder: tree.deepOrder?.map(({ index }) => index),
    modules: modules.index,
    defconfigList: tree.defconfigList?.index,
    diagnostics: JSON.parse(JSON.stringify(diagnostics)) as unknown,
    dialect: dialect.name,
    mentions: [...names.keys()].map((name) => tree.mentions(name)),
  };
}

describe('a stored tree', () => {
  test('of ours is the same in all that it says', () => {
    const [parsed, opened] = bothTrees('Kconfig', ROOT);
    expect(parsed.names.size).toBeGreaterThan(100);
    expect(facts(opened)).toEqual(facts(parsed));
  });

  test('has text of any script and bytes of any encoding', () => {
    const files = { Kconfig: 'config A\n\tstring "Größe 大"\n\tdefault "\uDCE9"\n\thelp\n\t  β\n' };
    withFolder(files, (folder) => {
      const [parsed, opened] = bothTrees('Kconfig', folder);
      expect(facts(opened)).toEqual(facts(parsed));
    });
  });

  test('has positions far down, far to the right, and over many lines', () => {
    const wide = ' '.repeat(5000);
    const tall = `F ${'\\\n'.repeat(200)} && G`;
    const low = '\n'.repeat(600_000);
    const Kconfig = [
      `config A\n\tbool "a"\n\tdepends on${wide}B\n`,
      `config B\n\tbool "b"\n\tdefault y if ${tall}\n`,
      `config C\n\tbool "c"\n\tselect D if A\nconfig D\n\tbool\n${low}config E\n\tbool "e"\n\tdepends on D\n`,
    ].join('');
    withFolder({ Kconfig }, (folder) => {
      const [parsed, opened] = bothTrees('Kconfig', folder);
      expect(opened.names.get('E')?.nodes[0]?.position.line).toBeGreaterThan(600_000);
      expect(facts(opened)).toEqual(facts(parsed));
    });
  });

  test('of chance is the same, and gives the same configurations', () => {
    const path = join(ROOT, 'test/vectors/kconfig/cases.json.gz');
    const cases = JSON.parse(gunzipSync(readFileSync(path)).toString()) as { kconfig: string }[];
    const some = cases.filter((_, at) => at % 6 === 0);
    expect(some.length).toBeGreaterThan(20);
    for (const { kconfig } of some) {
      withFolder({ Kconfig: kconfig }, (folder) => {
        const [parsed, opened] = bothTrees('Kconfig', folder);
        for (const mode of MODES) {
          const [expected, found] = [parsed, opened].map((tree) =>
            configure(tree, undefined, { mode }).toConfig(),
          );
          expect(found).toBe(expected);
        }
        expect(facts(opened)).toEqual(facts(parsed));
      });
    }
  });
});
