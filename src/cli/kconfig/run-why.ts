import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';

import {
  configure,
  parseDefconfig,
  type Configuration,
  type Defconfig,
  type Diagnostic,
  type Explanation,
  type KconfigTree,
} from '../../../generator/kconfig/index.ts';
import { nearest } from '../../../generator/text/suggest.ts';
import { PHASE_PREFIX, PHASES, type Phase } from '../../../generator/options/phase.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandHost } from '../command-host.ts';
import { withoutNotes, type Finding } from '../findings/finding.ts';
import { findingsAsJson } from '../findings/findings-json.ts';
import { judge } from '../findings/judge.ts';
import { printFindings } from '../findings/print-findings.ts';
import { announce, shown } from '../inputs/announce.ts';
import { configurationFolders, type ConfigurationFolders } from '../inputs/configuration-folders.ts';
import { locateConfiguration, notesOn } from '../inputs/locate-configuration.ts';
import { locateTree, type TreeArguments } from '../inputs/tree-location.ts';
import { relativePaths } from '../relative-paths.ts';
import { tableLines } from '../table.ts';
import { UsageError } from '../usage-error.ts';
import {
  locateCurrentConfig,
  readConfigFile,
  readDotConfig,
  readListedConfig,
} from './config-files.ts';
import { applyPlan } from './apply-plan.ts';
import { explanationAsJson } from './explanation-json.ts';
import { explanationLines, originText } from './explanation-text.ts';
import { foreignSymbols, foreignText } from './foreign-config.ts';
import { loadTree, type LoadedTree } from './load-tree.ts';
import { planLines } from './plan-text.ts';
import { Planner, type PlanFor } from './plan.ts';

/** The command line of `mallocgen why`. */
export interface WhyArguments extends TreeArguments {
  readonly symbol: string;
  readonly defconfig: string | undefined;
  readonly config: string | undefined;
  readonly configs?: string | undefined;
  readonly phase: Phase | undefined;
  readonly apply: string | undefined;
  readonly format: string;
}

interface Row {
  readonly phase: Phase;
  readonly explanation: Explanation;
  /** How to give the symbol the value that is asked for, or to switch it. */
  readonly planned: PlanFor | undefined;
}

/**
 * Runs the command. It warns of what is wrong with the configuration, but refuses nothing: this is the
 * place to look for reasons. Throws {@link UsageError} for a symbol that the tree does not define.
 */
export function runWhy(args: WhyArguments, host: CommandHost): number {
  const location = locateTree(args, host);
  const folders = configurationFolders(args, location, host);
  const { path, notes } = locate(args, folders, host);
  announce({ tree: location, configurations: path === undefined ? [] : [path], notes }, host);
  const tree = loadTree(location);
  const wanted = valueIn(args.symbol);
  if (args.apply !== undefined && wanted === undefined) {
    throw new UsageError(`--apply writes what gives ${args.symbol} a value: say which, as in ${args.symbol}=y.`);
  }
  const names = phaseNames(args, tree);
  const defconfig = readConfiguration(path, args, { tree, location, folders });
  const symbols = defconfig && foreignSymbols(defconfig, tree);
  const foreign = symbols && foreignText(symbols, path ?? '', shown(location.file, host.cwd()));
  if (foreign !== undefined) {
    host.messages.write(`Note: ${relativePaths(foreign, host.cwd())}.\n`);
  }
  for (const note of misreadNotes(names, wanted, tree)) host.messages.write(`Note: ${note}.\n`);
  const configuration = configure(tree, defconfig);
  const planner = new Planner(configuration, defconfig);
  const rows = names.map(([phase, name]): Row => {
    return { phase, explanation: configuration.explain(name)!, planned: planner.plan(name, wanted) };
  });
  const judging = { strict: false, deny: undefined };
  const judged = judge([], configuration.diagnostics, judging);
  const findings = [...withoutNotes(judged), ...judged.filter((finding) => isMisreadOf(names, finding))];
  if (args.format === 'text') printFindings(findings, host);
  const text =
    args.format === 'json'
      ? asJson(rows, defconfig, findings, host.cwd())
      : asText(rows, defconfig, configuration);
  host.stdout.write(`${relativePaths(text, host.cwd())}\n`);
  const planned = rows[0]?.planned;
  if (args.apply === undefined || planned === undefined) return EXIT.good;
  // A name means the same file in both options.
  const isBase = path !== undefined && args.apply === args.defconfig;
  const target = isBase && !existsSync(resolve(host.cwd(), args.apply))
    ? relative(host.cwd(), path)
    : args.apply;
  return applyPlan(planned, planner, tree, { file: target, base: path, foreign }, host);
}

/** Whether it says that a value of one of the symbols may not be what its writer meant. */
function isMisreadOf(
  names: readonly (readonly [Phase, string])[],
  { code, symbol }: Finding | Diagnostic,
): boolean {
  return code === 'decimal-hex' && names.some(([, name]) => name === symbol);
}

/** The same for the value that is asked for. */
function misreadNotes(
  names: readonly (readonly [Phase, string])[],
  wanted: string | undefined,
  tree: KconfigTree,
): readonly string[] {
  if (wanted === undefined || !/^\d+$/.test(wanted)) return [];
  const text = names.map(([, name]) => `${tree.prefix}${name}=${wanted}\n`).join('');
  const { diagnostics } = configure(tree, parseDefconfig(text, 'why', tree.prefix));
  return diagnostics.filter((each) => isMisreadOf(names, each)).map(({ message }) => message);
}

/** The configuration to look at, and sentences on its choice. */
function locate(
  { defconfig, config }: WhyArguments,
  folders: ConfigurationFolders,
  host: CommandHost,
): { readonly path: string | undefined; readonly notes: readonly string[] } {
  if (defconfig === undefined) return { path: locateCurrentConfig(config, host), notes: [] };
  if (config !== undefined) {
    throw new UsageError('--defconfig and --config both name a configuration: give one of them.');
  }
  const { path, others } = locateConfiguration(defconfig, folders);
  return { path, notes: notesOn(defconfig, others) };
}

function readConfiguration(
  path: string | undefined,
  { defconfig }: WhyArguments,
  loaded: LoadedTree,
): Defconfig | undefined {
  if (path === undefined) return readListedConfig(loaded, () => undefined);
  return defconfig === undefined ? readDotConfig(path, loaded) : readConfigFile(path, loaded);
}

/** The symbol of each phase that has one; `SPL_X` is asked about as the spl phase's X. */
function phaseNames(
  { symbol, phase }: WhyArguments,
  tree: KconfigTree,
): readonly (readonly [Phase, string])[] {
  const isDefined = (name: string): boolean => (tree.names.get(name)?.nodes.length ?? 0) > 0;
  const named = symbol.replace(/=.*$/s, '');
  const asked = named.startsWith(tree.prefix) ? named.slice(tree.prefix.length) : named;
  const base = baseName(asked);
  if (named !== symbol) {
    // A value is meant for one symbol, not for those of all phases.
    if (!isDefined(asked)) throw new UsageError(unknown(asked, tree));
    return [[PHASES.find((each) => PHASE_PREFIX[each] + base === asked)!, asked]];
  }
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

/** The value in `SYMBOL=VALUE`; undefined for a symbol alone. */
function valueIn(symbol: string): string | undefined {
  const at = symbol.indexOf('=');
  return at < 0 ? undefined : symbol.slice(at + 1);
}

function planAsJson({ value, plan, alsoChanged }: PlanFor): object {
  return 'impossible' in plan ? { value, ...plan } : { value, ...plan, alsoChanged };
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
      { title: 'phase', value: ({ phase }) => phase },
      { title: 'symbol', value: ({ explanation }) => explanation.name },
      { title: 'value', value: ({ explanation: { value } }) => (value === '' ? 'empty' : value) },
      { title: 'comes from', value: ({ explanation }) => originText(explanation.origin) },
    ],
    rows,
  );
  const blocks = rows.flatMap(({ explanation, planned }) => [
    '',
    ...explanationLines(explanation, tree.prefix),
    ...(planned ? planLines(planned, tree) : []),
  ]);
  return [heading, '', ...table, ...blocks].join('\n');
}

function asJson(
  rows: readonly Row[],
  defconfig: Defconfig | undefined,
  findings: readonly Finding[],
  cwd: string,
): string {
  const phases = Object.fromEntries(
    rows.map(({ phase, explanation, planned }) => [
      phase,
      { ...explanationAsJson(explanation, cwd), plan: planned ? planAsJson(planned) : null },
    ]),
  );
  const config = defconfig === undefined ? null : relativePaths(defconfig.file, cwd);
  const diagnostics = findingsAsJson(findings, cwd);
  return JSON.stringify({ config, diagnostics, phases }, null, 2);
}
