import { resolve } from 'node:path';

import { generate } from '../../../generator/generate.ts';
import type { Phase } from '../../../generator/options/phase.ts';
import { PassTraceFiles, writeOutput } from '../../../generator/output/index.ts';
import { PACKAGE_ROOT, TEMPLATES, packageVersion } from '../../package-root.ts';
import type { CommandHost } from '../command-host.ts';
import { compressorNotes } from '../compressor-notes.ts';
import { EXIT } from '../exit-code.ts';
import { locateAllocatorTree } from '../inputs/allocator-tree.ts';
import { announce } from '../inputs/announce.ts';
import { configurationFolders } from '../inputs/configuration-folders.ts';
import { locateConfiguration, notesOn } from '../inputs/locate-configuration.ts';
import { treeRequest, type TreeArguments } from '../inputs/tree-location.ts';
import { wasmRequest, type WasmArguments } from '../inputs/wasm-request.ts';
import { PARSED_TEMPLATES } from '../parsed-templates.ts';
import { progressOn } from '../progress.ts';
import { refusePackage } from '../refuse-package.ts';
import { printJson, printTable, type GenerationReport } from './generation-report.ts';

/** The command line of `mallocgen --defconfig`. */
export interface GenerateArguments extends TreeArguments, WasmArguments {
  readonly defconfig: string;
  readonly configs?: string | undefined;
  readonly out: string;
  readonly phase?: readonly Phase[] | undefined;
  readonly fragment?: readonly string[] | undefined;
  readonly 'binding-functions': boolean;
  readonly strict: boolean;
  readonly 'trace-passes'?: string | undefined;
  readonly format: string;
}

/** Runs the command. Throws a `MallocgenError` when an input is bad or the output cannot be written. */
export async function runGenerate(args: GenerateArguments, host: CommandHost): Promise<number> {
  const { defconfig, phase, strict } = args;
  const tree = locateAllocatorTree(args, host);
  const folders = configurationFolders(args, tree, host);
  const located = [defconfig, ...(args.fragment ?? [])].map((named) => ({
    named,
    ...locateConfiguration(named, folders),
  }));
  const [path = '', ...fragments] = located.map((file) => file.path);
  const out = resolve(host.cwd(), args.out);
  refusePackage(out, host.cwd(), 'Name a folder of your own with --out.');
  const wasm = wasmRequest(args);
  const trace = traceOf(args, host);
  const others = located.flatMap((file) => notesOn(file.named, file.others));
  const notes = [...others, ...compressorNotes()];
  const files = fragments.map((file) => ['Fragment', file] as const);
  announce({ tree, configurations: [path], files, notes }, host);

  const progress = await progressOn(host);
  let report: GenerationReport;
  try {
    const { generated, warnings } = await generate(
      {
        ...treeRequest(tree),
        defconfig: path,
        fragments,
        bindingFunctions: args['binding-functions'],
        own: PACKAGE_ROOT,
        templates: TEMPLATES,
        parsedTemplates: PARSED_TEMPLATES,
        strict,
        ...(phase && { phases: phase }),
        ...(wasm && { wasm }),
        ...(trace && { onPass: trace.add.bind(trace) }),
      },
      progress.step,
    );
    report = { warnings, ...writeOutput(out, generated, `mallocgen ${packageVersion()}`) };
  } finally {
    await trace?.format();
    progress.end();
  }
  (args.format === 'json' ? printJson : printTable)(report, host);
  return EXIT.good;
}

/** The files of `--trace-passes`. */
function traceOf(args: GenerateArguments, host: CommandHost): PassTraceFiles | undefined {
  const named = args['trace-passes'];
  if (named === undefined) return undefined;
  const folder = resolve(host.cwd(), named);
  refusePackage(folder, host.cwd(), 'Name a folder of your own with --trace-passes.');
  return new PassTraceFiles(folder);
}
