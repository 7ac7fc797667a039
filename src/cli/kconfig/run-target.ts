import { MallocgenError } from '../../../generator/error.ts';
import { encodeText, type Defconfig, type KconfigTree } from '../../../generator/kconfig/index.ts';
import type { CommandHost } from '../command-host.ts';
import { EXIT } from '../exit-code.ts';
import { findingsOf } from '../findings/error-findings.ts';
import { isError, type Finding } from '../findings/finding.ts';
import { findingsAsJson } from '../findings/findings-json.ts';
import { checkCodes, judge, warningsAreErrors, type Judging } from '../findings/judge.ts';
import { printFindings } from '../findings/print-findings.ts';
import { announce, shown } from '../inputs/announce.ts';
import { configurationFolders } from '../inputs/configuration-folders.ts';
import { fileKind } from '../inputs/file-kind.ts';
import { locateTree, type TreeArguments, type TreeLocation } from '../inputs/tree-location.ts';
import { refusePackage } from '../refuse-package.ts';
import { relativePaths } from '../relative-paths.ts';
import { UsageError } from '../usage-error.ts';
import { readConfigFile, readDotConfig } from './config-files.ts';
import { ForeignConfigError, foreignSymbols, foreignText } from './foreign-config.ts';
import { gitNote } from './git-note.ts';
import { keptTree, loadTree } from './load-tree.ts';
import type { TargetName } from './target-list.ts';
import { saveOrAdvise } from './save-or-advise.ts';
import type {
  LocateRequest,
  PlannedFile,
  TargetFiles,
  TargetOption,
  TargetRequest,
  TargetResult,
} from './target.ts';
import { TARGETS } from './targets.ts';

/** The command line of `mallocgen kconfig`. */
export interface TargetArguments
  extends TreeArguments, Judging, TargetFiles, Pick<TargetRequest, 'seed'> {
  readonly target: TargetName;
  readonly configs?: string | undefined;
  readonly force: boolean;
  readonly allno: boolean;
  readonly 'merge-only': boolean;
  readonly 'keep-builtin': boolean;
  readonly format: 'text' | 'json';
}

/**
 * Runs the command. With `--format json`, JSON reports a bad input as well; otherwise the
 * `MallocgenError` is thrown.
 */
export async function runTarget(given: TargetArguments, host: CommandHost): Promise<number> {
  checkOptions(given);
  checkCodes(given);
  const args = { ...given, warningsAreErrors: warningsAreErrors(host.env) };
  try {
    return await makeTarget(args, host);
  } catch (error) {
    if (args.format !== 'json' || !(error instanceof MallocgenError)) throw error;
    const diagnostics = findingsAsJson(findingsOf(error), host.cwd());
    printJson({ target: args.target, diagnostics, written: [] }, host);
    return EXIT.badInput;
  }
}

/**
 * Makes a target, prints what there is to say, and writes its files unless one of the findings is an
 * error. Throws a `MallocgenError` when an input is bad.
 */
async function makeTarget(args: TargetArguments & Judging, host: CommandHost): Promise<number> {
  const { target } = args;
  const request = locate(args, host);
  const printed = new Set<string>();
  const report = (findings: readonly Finding[]): void => {
    const fresh = findings.filter((finding) => !printed.has(JSON.stringify(finding)));
    for (const finding of fresh) printed.add(JSON.stringify(finding));
    printFindings(fresh, host);
  };
  const make = async (tree: KconfigTree, say: (words: () => void) => void): Promise<Made> => {
    const { paths = [], start } = request.located ?? {};
    const [first] = paths;
    if (first !== undefined && start !== undefined && !args.force) {
      const loaded = { ...request, tree };
      const read =
        start === 'dot-config'
          ? readDotConfig(first, loaded)
          : // As in C conf, a defconfig may have malformed lines, however many.
            { ...readConfigFile(first, loaded), diagnostics: [] };
      refuseForeign(first, read, tree, request);
    }
    const result = await TARGETS[target].run({
      ...request,
      tree,
      configurations: paths,
      seed: args.seed,
      merging: {
        startsFromNo: args.allno,
        mergesOnly: args['merge-only'],
        keepsBuiltin: args['keep-builtin'],
      },
      isRefused: (diagnostics) => judge([], diagnostics, args).some(isError),
      print: (text) => {
        if (args.format === 'text') say(() => host.stdout.write(encodeText(text)));
      },
      report: (diagnostics) => say(() => report(judge(tree.diagnostics, diagnostics, args))),
    });
    return { tree, result };
  };
  const early = TARGETS[target].talks === true ? undefined : await makeEarly(request.location, make);
  const { tree, result } = early ?? (await make(loadTree(request.location), (words) => words()));
  const findings = judge(tree.diagnostics, result.diagnostics, args);
  const isRefused = findings.some(isError);
  const files = isRefused ? [] : result.files;
  if (args.format === 'text') report(findings);
  for (const file of files) checkWrite(file, tree, args, request);
  const gitNotes = files.map((file) => noteOnGit(file, host));
  const written = files.map((file) => write(file, host));
  if (args.format === 'json') {
    const diagnostics = findingsAsJson(findings, host.cwd());
    printJson({ target, diagnostics, written, ...result.data }, host);
  } else if (!isRefused) {
    host.stdout.write(encodeText(result.text ?? ''));
    for (const [index, { what }] of result.isSilent === true ? [] : files.entries()) {
      host.stdout.write(`#\n# ${what} written to ${written[index]}\n#\n`);
    }
  }
  for (const note of gitNotes) if (note !== '') host.messages.write(note);
  if (isRefused && args.warningsAreErrors !== undefined) {
    host.messages.write('KCONFIG_WERROR is set, which makes warnings errors.\n');
  }
  return isRefused ? EXIT.badInput : EXIT.good;
}

/** What a target made of a tree. */
interface Made {
  readonly tree: KconfigTree;
  readonly result: TargetResult;
}

/**
 * Makes a target of the kept tree while its shell commands run, which takes no longer than the slower of the two.
 * Undefined if there is none, or if the commands show that it has changed: then nothing was said.
 */
async function makeEarly(
  location: TreeLocation,
  make: (tree: KconfigTree, say: (words: () => void) => void) => Promise<Made>,
): Promise<Made | undefined> {
  const { signal } = new AbortController();
  const kept = keptTree(location, { signal, showsErrors: true });
  if (!kept) return undefined;
  const said: (() => void)[] = [];
  const [made] = await Promise.allSettled([make(kept.tree, (words) => said.push(words))]);
  if (!(await kept.isCurrent(signal))) return undefined;
  for (const words of said) words();
  if (made.status === 'rejected') throw made.reason;
  return made.value;
}

/** Finds the tree and the configurations that the target reads, and says which they are. */
function locate(args: TargetArguments, host: CommandHost) {
  const { target, fragments, config, defconfig, output } = args;
  const location = locateTree(args, host);
  const folders = configurationFolders(args, location, host);
  const request: LocateRequest = { host, location, folders, fragments, config, defconfig, output };
  const located = TARGETS[target].locate(request);
  announce(
    { tree: location, configurations: located?.paths, notes: located?.notes ?? [] },
    host,
  );
  return { ...request, located };
}

/** Throws {@link UsageError} for an option that the target would ignore. */
function checkOptions(args: TargetArguments): void {
  const given: Readonly<Record<TargetOption, boolean>> = {
    defconfig: args.defconfig !== undefined,
    seed: args.seed !== undefined,
    output: args.output !== undefined,
    fragments: args.fragments.length > 0,
    merging: mergingOption(args) !== undefined,
    json: args.format === 'json',
  };
  const { takes } = TARGETS[args.target];
  if (args.allno && args['merge-only']) {
    throw new UsageError('--merge-only works out no values, so --allno does not go with it: leave one out.');
  }
  for (const [option, isGiven] of Object.entries(given)) {
    if (!isGiven || takes.includes(option as TargetOption)) continue;
    if (option === 'fragments') {
      throw new UsageError(
        `${args.fragments[0]}: only merge takes files as words; ${args.target} takes options.`,
      );
    }
    const name = option === 'json' ? 'format json' : option === 'merging' ? mergingOption(args) : option;
    throw new UsageError(`--${name} does not go with ${args.target}: leave it out.`);
  }
}

/** The first option of merge that is given. */
function mergingOption(args: TargetArguments): string | undefined {
  return (['allno', 'merge-only', 'keep-builtin'] as const).find((name) => args[name]);
}

/** Throws {@link ForeignConfigError} if a configuration was made from another tree: most would be lost. */
function refuseForeign(
  path: string,
  defconfig: Defconfig,
  tree: KconfigTree,
  { host, location }: Pick<LocateRequest, 'host' | 'location'>,
): void {
  const foreign = foreignSymbols(defconfig, tree);
  if (foreign === undefined) return;
  const root = shown(location.file, host.cwd());
  throw new ForeignConfigError(
    `${foreignText(foreign, path, root)}, and would be lost. Name the tree of ${path} with --kconfig, or add --force.`,
  );
}

/**
 * Throws a `MallocgenError` if a file must not be written: inside the installed package, or over a `.config`
 * that was made from another tree.
 */
function checkWrite(
  { path, isConfig }: PlannedFile,
  tree: KconfigTree,
  { force }: TargetArguments,
  request: LocateRequest,
): void {
  refusePackage(path, request.host.cwd(), 'Name a file of your own with --output.');
  if (isConfig && !force && fileKind(path) === 'file') {
    refuseForeign(path, readDotConfig(path, { tree }), tree, request);
  }
}

/** A note on a `.config` that is new; nothing for other files. */
function noteOnGit({ path, isConfig }: PlannedFile, host: CommandHost): string {
  return isConfig && fileKind(path) === undefined ? (gitNote(path, host.cwd()) ?? '') : '';
}

/** Writes a file and returns its path as the user would write it. */
function write({ path, text, isConfig, isFixed = false }: PlannedFile, host: CommandHost): string {
  const inPlace = isConfig && Boolean(host.env['KCONFIG_OVERWRITECONFIG']);
  const remedy = isFixed
    ? 'Copy it to a place where it can be written, and name the copy with --config.'
    : 'Name another place with --output.';
  return relativePaths(saveOrAdvise(path, text, { keepOld: isConfig, inPlace }, remedy), host.cwd());
}

function printJson(report: object, { stdout }: CommandHost): void {
  stdout.write(`${JSON.stringify(report, null, 2)}\n`);
}
