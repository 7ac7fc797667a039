import { join } from 'node:path';

import {
  difference,
  MatrixError,
  variantsOf,
  type VariantDifference,
  type WantedVariant,
} from '../../../generator/matrix/index.ts';
import { PHASES, type Phase } from '../../../generator/options/phase.ts';
import { PACKAGE_ROOT } from '../../package-root.ts';
import type { CommandHost } from '../command-host.ts';
import { compressorNotes } from '../compressor-notes.ts';
import { EXIT } from '../exit-code.ts';
import { locateAllocatorTree } from '../inputs/allocator-tree.ts';
import { announce } from '../inputs/announce.ts';
import { configurationFolders } from '../inputs/configuration-folders.ts';
import { locateConfiguration, notesOn } from '../inputs/locate-configuration.ts';
import { treeRequest, type TreeArguments } from '../inputs/tree-location.ts';
import { markdownLines } from '../markdown-table.ts';
import { PARSED_TEMPLATES } from '../parsed-templates.ts';
import { progressOn } from '../progress.ts';
import { tableLines, type Column } from '../table.ts';
import { UsageError } from '../usage-error.ts';
import { printWarnings } from './print-warnings.ts';
import { functionLines, signed, symbolLines } from './difference-text.ts';

/** The command line of `mallocgen diff`. */
export interface DiffArguments extends TreeArguments {
  readonly before: string;
  readonly after: string;
  readonly phase?: Phase | undefined;
  readonly configs?: string | undefined;
  readonly format: string;
}

interface Pair {
  readonly before: string;
  readonly after: string;
  readonly difference: VariantDifference;
}

/** Runs the command. Throws a `MallocgenError` when a side cannot be made. */
export async function runDiff(args: DiffArguments, host: CommandHost): Promise<number> {
  const tree = locateAllocatorTree(args, host);
  const folders = configurationFolders(args, tree, host);
  const sides = [args.before, args.after]
    .map((text) => readSide(text, args.phase))
    .map((side) => ({
      ...side,
      ...locateConfiguration(side.name, folders),
    }));
  announce(
    {
      tree,
      configurations: sides.map(({ path }) => path),
      notes: [...sides.flatMap(({ name, others }) => notesOn(name, others)), ...compressorNotes()],
    },
    host,
  );
  const input = {
    ...treeRequest(tree),
    templates: join(PACKAGE_ROOT, 'templates'),
    parsedTemplates: PARSED_TEMPLATES,
  };
  const progress = await progressOn(host);
  try {
    progress.step(`Making ${args.before} and ${args.after}`);
    const wanted = sides.map(({ path, phase }) => ({ defconfig: path, phase }));
    const made = await variantsOf(input, wanted);
    const [before = [], after = []] = made.map(({ variants }) => variants);
    const pairs = pairsOf(before, after, args);
    progress.end();
    printWarnings(
      made.flatMap(({ warnings }) => warnings),
      host,
    );
    host.stdout.write(diffText(pairs, args.format));
    return EXIT.good;
  } finally {
    progress.end();
  }
}

/** Reads `small_defconfig:spl`. Throws {@link UsageError} if there is no such phase. */
function readSide(
  text: string,
  phase: Phase | undefined,
): { readonly name: string; readonly phase: Phase | undefined } {
  const [, name = text, word] = /^(.*):([^:/\\]*)$/.exec(text) ?? [];
  const named = PHASES.find((each) => each === word);
  if (word !== undefined && named === undefined) {
    throw new UsageError(`${text}: there is no phase ${word}, but ${PHASES.join(', ')}.`);
  }
  return { name, phase: named ?? phase };
}

/** Two sides of one phase each are compared, whatever the phases; otherwise each phase with itself. */
function pairsOf(
  before: readonly WantedVariant[],
  after: readonly WantedVariant[],
  args: DiffArguments,
): readonly Pair[] {
  const name = (text: string, phase: Phase): string => `${text.replace(/:[^:/\\]*$/, '')}:${phase}`;
  const pair = (a: WantedVariant, b: WantedVariant): Pair => ({
    before: name(args.before, a.phase),
    after: name(args.after, b.phase),
    difference: difference(a, b),
  });
  const [first] = before;
  const [second] = after;
  if (before.length === 1 && after.length === 1 && first && second) return [pair(first, second)];
  const pairs = before.flatMap((a) => {
    const twin = after.find(({ phase }) => phase === a.phase);
    return twin === undefined ? [] : [pair(a, twin)];
  });
  if (pairs.length > 0) return pairs;
  throw new MatrixError(
    `${args.before} and ${args.after} have no phase in common: name the phases, as ${name(args.before, 'u-boot')}.`,
  );
}

interface SizeLine {
  readonly measure: string;
  readonly before: number;
  readonly after: number;
}

const SIZES: readonly Column<SizeLine>[] = [
  { title: 'bytes', value: ({ measure }) => measure },
  { title: 'before', value: ({ before }) => before },
  { title: 'after', value: ({ after }) => after },
  { title: 'delta', value: ({ before, after }) => signed(after - before), toTheRight: true },
];

function diffText(pairs: readonly Pair[], format: string): string {
  if (format === 'json') return `${JSON.stringify(pairs, null, 2)}\n`;
  const isMarkdown = format === 'markdown';
  const print = isMarkdown ? markdownLines : tableLines;
  return pairs
    .flatMap(({ before, after, difference: { sizes, functions, symbols } }) => {
      const lines = Object.entries(sizes).map(([measure, both]) => ({
        measure: measure === 'staticData' ? 'static data' : measure,
        ...both,
      }));
      return [
        `${isMarkdown ? '### ' : ''}${before} → ${after}`,
        '',
        ...print(SIZES, lines),
        '',
        ...functionLines(functions, print),
        ...symbolLines(symbols, print),
      ];
    })
    .join('\n');
}
