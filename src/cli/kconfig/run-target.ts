import { MallocgenError } from '../../../generator/error.ts';
import { encodeText, saveFile } from '../../../generator/kconfig/index.ts';
import { EXIT } from '../exit-code.ts';
import type { HostProcess } from '../host-process.ts';
import { relativePaths } from '../relative-paths.ts';
import { UsageError } from '../usage-error.ts';
import {
  checkCodes,
  findingsOf,
  findingsAsJson,
  isError,
  judge,
  printFindings,
  type Finding,
  type Judging,
} from './findings.ts';
import { loadTree, type TreeArguments } from './load-tree.ts';
import type { TargetName } from './target-list.ts';
import type { PlannedFile, TargetOption, TargetRequest } from './target.ts';
import { TARGETS } from './targets.ts';

/** The command line of `mallocgen kconfig`. */
export interface TargetArguments
  extends TreeArguments,
    Judging,
    Pick<TargetRequest, 'config' | 'defconfig' | 'output' | 'seed' | 'fragments'> {
  readonly target: TargetName;
  readonly format: 'text' | 'json';
}

/**
 * Runs the command. With `--format json` an input at fault is told as JSON as well; else it throws
 * the `MallocgenError`.
 */
export async function runTarget(args: TargetArguments, host: HostProcess): Promise<number> {
  checkOptions(args);
  checkCodes(args);
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
 * Makes a target, tells what there is to say, and writes its files unless one of the findings is an
 * error. Throws a `MallocgenError` when an input is at fault.
 */
async function makeTarget(args: TargetArguments, host: HostProcess): Promise<number> {
  const { target } = args;
  const loaded = loadTree(args, host);
  const told = new Set<string>();
  const tell = (findings: readonly Finding[]): void => {
    const fresh = findings.filter((finding) => !told.has(JSON.stringify(finding)));
    for (const finding of fresh) told.add(JSON.stringify(finding));
    printFindings(fresh, host);
  };
  const { config, defconfig, output, seed, fragments } = args;
  const request: TargetRequest = {
    ...loaded,
    host,
    config,
    defconfig,
    output,
    seed,
    fragments,
    isRefused: (diagnostics) => judge([], diagnostics, args).some(isError),
    say: (text) => {
      if (args.format === 'text') host.stdout.write(encodeText(text));
    },
    tell: (diagnostics) => tell(judge(loaded.tree.diagnostics, diagnostics, args)),
  };
  const result = await TARGETS[target].run(request);
  const findings = judge(loaded.tree.diagnostics, result.diagnostics, args);
  const isRefused = findings.some(isError);
  const files = isRefused ? [] : result.files;
  if (args.format === 'text') tell(findings);
  const written = files.map((file) => write(file, host));
  if (args.format === 'json') {
    const diagnostics = findingsAsJson(findings, host.cwd());
    printJson({ target, diagnostics, written, ...result.data }, host);
  } else if (!isRefused) {
    host.stdout.write(encodeText(result.text ?? ''));
    for (const [index, { what }] of files.entries()) {
      host.stdout.write(`#\n# ${what} written to ${written[index]}\n#\n`);
    }
  }
  return isRefused ? EXIT.badInput : EXIT.good;
}

/** Throws {@link UsageError} for an option that the target would not look at. */
function checkOptions(args: TargetArguments): void {
  const given: Readonly<Record<TargetOption, boolean>> = {
    defconfig: args.defconfig !== undefined,
    seed: args.seed !== undefined,
    output: args.output !== undefined,
    fragments: args.fragments.length > 0,
    json: args.format === 'json',
  };
  const { takes } = TARGETS[args.target];
  for (const [option, isGiven] of Object.entries(given)) {
    if (!isGiven || takes.includes(option as TargetOption)) continue;
    if (option === 'fragments') {
      throw new UsageError(
        `${args.fragments[0]}: only merge takes files as words; ${args.target} takes options.`,
      );
    }
    const name = option === 'json' ? 'format json' : option;
    throw new UsageError(`--${name} does not go with ${args.target}: leave it out.`);
  }
}

/** Writes a file and gives its path as the user would write it. */
function write({ path, text, isConfig }: PlannedFile, host: HostProcess): string {
  const inPlace = isConfig && Boolean(host.env['KCONFIG_OVERWRITECONFIG']);
  return relativePaths(saveFile(path, text, { keepOld: isConfig, inPlace }), host.cwd());
}

function printJson(report: object, { stdout }: HostProcess): void {
  stdout.write(`${JSON.stringify(report, null, 2)}\n`);
}
