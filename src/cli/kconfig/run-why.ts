import {
  configure,
  type Configuration,
  type Defconfig,
  type Explanation,
  type KconfigTree,
} from '../../../generator/kconfig/index.ts';
import { nearest } from '../../../generator/text/suggest.ts';
import { PHASE_PREFIX, PHASES, type Phase } from '../../../generator/options/phase.ts';
import { EXIT } from '../exit-code.ts';
import type { HostProcess } from '../host-process.ts';
import { relativePaths } from '../relative-paths.ts';
import { UsageError } from '../usage-error.ts';
import { readCurrentConfig, readNamedDefconfig } from './config-files.ts';
import { explanationAsJson } from './explanation-json.ts';
import { explanationLines, originText } from './explanation-text.ts';
import { findingsAsJson, judge, printFindings, withoutNotes, type Finding } from './findings.ts';
import { loadTree, type LoadedTree, type TreeArguments } from './load-tree.ts';
import { tableLines } from '../table.ts';

/** The command line of `mallocgen why`. */
export interface WhyArguments extends TreeArguments {
  readonly symbol: string;
  readonly defconfig: string | undefined;
  readonly config: string | undefined;
  readonly phase: Phase | undefined;
  readonly format: string;
}

type Row = readonly [phase: Phase, explanation: Explanation];

/**
 * Runs the command. What is wrong with the configuration is told, too, but refuses nothing: this is where
 * one looks for reasons. Throws {@link UsageError} for a symbol that the tree does not define.
 */
export function runWhy(args: WhyArguments, host: HostProcess): number {
  const loaded = loadTree(args, host);
  const { tree } = loaded;
  const names = phaseNames(args, tree);
  const defconfig = readConfiguration(args, loaded, host);
  const configuration = configure(tree, defconfig);
  const rows = names.map(([phase, name]): Row => [phase, configuration.explain(name)!]);
  const judging = { strict: false, deny: undefined };
  const findings = withoutNotes(judge([], configuration.diagnostics, judging));
  if (args.format === 'text') printFindings(findings, host);
  const text =
    args.format === 'json'
      ? asJson(rows, defconfig, findings, host.cwd())
      : asText(rows, defconfig, configuration);
  host.stdout.write(`${relativePaths(text, host.cwd())}\n`);
  return EXIT.good;
}

function readConfiguration(
  { defconfig, config }: WhyArguments,
  loaded: LoadedTree,
  host: HostProcess,
): Defconfig | undefined {
  if (defconfig !== undefined && config !== undefined) {
    throw new UsageError('--defconfig and --config both name a configuration: give one of them.');
  }
  return defconfig === undefined
    ? readCurrentConfig(config, loaded, host)
    : readNamedDefconfig(defconfig, loaded, host);
}

/** The symbol of each phase that has one; `SPL_X` is asked about as the spl phase's X. */
function phaseNames(
  { symbol, phase }: WhyArguments,
  tree: KconfigTree,
): readonly (readonly [Phase, string])[] {
  const isDefined = (name: string): boolean => (tree.names.get(name)?.nodes.length ?? 0) > 0;
  const asked = symbol.startsWith(tree.prefix) ? symbol.slice(tree.prefix.length) : symbol;
  const base = baseName(asked);
  const family = PHASES.map((each) => [each, PHASE_PREFIX[each] + base] as const).filter(
    ([, name]) => isDefined(name),
  );
  if (family.length === 0) {
    throw new UsageError(unknown(asked, tree));
  }
  if (phase === undefined) return family;
  const own = family.filter(([each]) => each === phase);
  if (own.length > 0) return own;
  const others = family.map(([each, name]) => `${each} (${name})`).join(', ');
  throw new UsageError(
    `${base}: the phase ${phase} has no symbol of its own, ${PHASE_PREFIX[phase]}${base}; there is one for ${others}.`,
  );
}

/** The name that the forms of all phases have in common. */
function baseName(name: string): string {
  const prefixes = Object.values(PHASE_PREFIX).filter((prefix) => prefix !== '');
  const prefix = prefixes.find((each) => name.startsWith(each)) ?? '';
  return name.slice(prefix.length);
}

function unknown(name: string, tree: KconfigTree): string {
  if (name === '') return 'The symbol is empty: name one, such as SYS_MALLOC_F.';
  const defined = [...tree.names].filter(([, { nodes }]) => nodes.length > 0);
  const names = defined.map(([other]) => other);
  const near = nearest(name, names) ?? nearest(name.toUpperCase(), names);
  const remedy = near === undefined ? 'Its files define all that there is.' : `Did you mean ${near}?`;
  return `${name}: the tree has no such symbol. ${remedy}`;
}

function asText(
  rows: readonly Row[],
  defconfig: Defconfig | undefined,
  { tree }: Configuration,
): string {
  const heading =
    defconfig === undefined
      ? 'no configuration file: every symbol has its default'
      : `in ${defconfig.file}`;
  const table = tableLines<Row>(
    [
      { title: 'phase', value: ([phase]) => phase },
      { title: 'symbol', value: ([, { name }]) => name },
      { title: 'value', value: ([, { value }]) => String(value === '' ? 'empty' : value) },
      { title: 'comes from', value: ([, { origin }]) => originText(origin) },
    ],
    rows,
  );
  const blocks = rows.flatMap(([, explanation]) => ['', ...explanationLines(explanation, tree.prefix)]);
  return [heading, '', ...table, ...blocks].join('\n');
}

function asJson(
  rows: readonly Row[],
  defconfig: Defconfig | undefined,
  findings: readonly Finding[],
  cwd: string,
): string {
  const phases = Object.fromEntries(
    rows.map(([phase, explanation]) => [phase, explanationAsJson(explanation, cwd)]),
  );
  const config = defconfig === undefined ? null : relativePaths(defconfig.file, cwd);
  const diagnostics = findingsAsJson(findings, cwd);
  return JSON.stringify({ config, diagnostics, phases }, null, 2);
}
