import { basename, join, resolve } from 'node:path';

import { fit } from '../../../generator/fit/index.ts';
import { configure, saveDefconfig } from '../../../generator/kconfig/index.ts';
import { writeFileWhole } from '../../../generator/output/write-file-whole.ts';
import { openMeasurer } from '../../../generator/price/index.ts';
import { exportedNames, openTemplates, optionsRead } from '../../../generator/specialise/index.ts';
import { requireBinaryen } from '../../../generator/wasm/require-binaryen.ts';
import { PACKAGE_ROOT } from '../../package-root.ts';
import type { CommandHost } from '../command-host.ts';
import { EXIT } from '../exit-code.ts';
import { wasmRequest } from '../inputs/wasm-request.ts';
import { requireJobs } from '../matrix/limits.ts';
import { PARSED_TEMPLATES } from '../parsed-templates.ts';
import { ownMeasuring } from '../price/own-pricer.ts';
import { readConfiguration } from '../price/read-configuration.ts';
import { progressOn } from '../progress.ts';
import { readTrace } from '../replay/read-trace.ts';
import {
  checkRequired,
  joinRequired,
  readCalls,
  readHeap,
  requireBudget,
  requireWritable,
  type FitArguments,
} from './arguments.ts';
import { fitJson, fitText, isFitting, type Answer } from './fit-text.ts';
import { callsOf, TraceCheck } from './trace-check.ts';

/** Shows how far the search is after this number of programs. */
const SHOWN_EACH = 25;

/**
 * Runs the command. The exit code is 1 if the smallest configuration exceeds the budget or fails the trace.
 * Throws a `MallocgenError` when the input is bad.
 */
export async function runFit(args: FitArguments, host: CommandHost): Promise<number> {
  requireJobs(args.jobs);
  requireBudget(args.budget);
  const wasm = wasmRequest(args);
  if (wasm !== undefined) await requireBinaryen();
  const required = joinRequired(args.require);
  const heap = readHeap(args);
  const trace = args.trace === undefined ? undefined : readTrace(resolve(host.cwd(), args.trace));
  const calls = [...new Set([...readCalls(args.calls), ...(trace ? callsOf(trace) : [])])];
  const output = args.output === undefined ? undefined : resolve(host.cwd(), args.output);
  if (output !== undefined) requireWritable(output, args.output!);
  const { tree, path, defconfig } = readConfiguration(args, false, host);
  checkRequired(args.require ?? [], tree);
  const templates = await openTemplates(join(PACKAGE_ROOT, 'templates'), PARSED_TEMPLATES);
  const check = trace && new TraceCheck(trace, templates);
  const measurer = openMeasurer({ ...ownMeasuring(host, args.jobs), worksHere: true });
  const progress = await progressOn(host);
  try {
    progress.step('Searching');
    const found = await fit({
      tree,
      phase: args.phase,
      base: defconfig,
      calls,
      require: required,
      wasm,
      heap,
      failures:
        check && heap !== undefined ? (options) => check.failures(options, heap) : undefined,
      measurer,
      templating: {
        exportedNames: exportedNames(templates),
        optionsRead: (options, names) => optionsRead(templates, options, names),
        allNames: templates.api.map(({ name }) => name),
        factory: templates.factory?.name,
      },
      onProgram: (count) => {
        if (count % SHOWN_EACH === 0) progress.step(`Searching: ${count} programs measured`);
      },
    });
    const needed =
      check && heap !== undefined && found.failures > 0
        ? await check.neededHeap(found.options, heap)
        : undefined;
    const answer: Answer = {
      fit: found,
      defconfig: saveDefconfig(configure(tree, found.config)),
      budget: args.budget,
      wasm,
      trace: trace && heap !== undefined ? { calls: trace.calls, heap, needed } : undefined,
    };
    progress.end();
    const name = path === undefined ? 'all defaults' : basename(path);
    host.stdout.write(args.format === 'json' ? fitJson(answer) : fitText(answer, name));
    if (!isFitting(answer)) return EXIT.checkFailed;
    if (output !== undefined) {
      writeFileWhole(output, answer.defconfig);
      host.messages.write(`Wrote ${args.output}.\n`);
    }
    return EXIT.good;
  } finally {
    progress.end();
    await measurer.close();
  }
}
