import {
  askAllSymbols,
  askNewSymbols,
  encodeText,
  findNewSymbols,
  type Answer,
  type Asking,
  Configuration,
  type Defconfig,
} from '../../../../generator/kconfig/index.ts';
import type { HostProcess } from '../../../host-process.ts';
import type { TreeLocation } from '../../inputs/tree-location.ts';
import { relativePaths } from '../../relative-paths.ts';
import { LineReader } from '../line-reader.ts';
import type { Target, TargetRequest, TargetResult } from '../target.ts';
import { plan } from './configure-targets.ts';
import { locateCurrent, readCurrent } from './current-config.ts';

export const oldconfigTarget = askingTarget(askNewSymbols);
export const oldaskconfigTarget = askingTarget(askAllSymbols);

type Dialogue = typeof askNewSymbols;

function askingTarget(dialogue: Dialogue): Target {
  return {
    takes: ['output'],
    talks: true,
    locate: locateCurrent,
    async run(request) {
      const current = readCurrent(request, request.print);
      const asked = await askUser(dialogue, current, request);
      return asked instanceof Configuration ? plan(request, asked) : asked;
    },
  };
}

/** The configuration that a user's answers make; a result without files if that of the file is refused. */
export async function askUser(
  dialogue: Dialogue,
  current: Defconfig | undefined,
  request: TargetRequest,
): Promise<Configuration | TargetResult> {
  const { tree, host, location } = request;
  const { diagnostics } = findNewSymbols(tree, current);
  // Before a user answers questions in vain.
  if (request.isRefused(diagnostics)) return { files: [], diagnostics };
  request.report(diagnostics.filter(({ severity }) => severity === 'warning'));
  return converse(dialogue(tree, current), host, location);
}

/**
 * Leads a dialogue on standard input and output. Unless both are a terminal, answers are echoed, as in
 * the C program, so that the output reads like a session.
 */
async function converse(
  dialogue: Asking<Configuration>,
  { stdin, stdout, stderr }: HostProcess,
  location: TreeLocation,
): Promise<Configuration> {
  const isTerminal = stdin.isTTY === true && stdout.isTTY === true;
  const lines = new LineReader(stdin);
  try {
    let answer: Answer;
    for (;;) {
      const step = dialogue.next(answer);
      if (step.done) return step.value;
      if (step.value.kind === 'show') {
        stdout.write(encodeText(withShortPaths(step.value.text, location)));
        continue;
      }
      const line = await lines.next();
      if (line === undefined) stderr.write('\nError in reading or end of file.\n');
      if (!isTerminal) stdout.write(encodeText(line === undefined ? step.value.echoAtEnd : (step.value.echo ?? line)));
      if (line === undefined) answer = undefined;
      else answer = line.endsWith('\n') ? line.slice(0, -1) : { unended: line };
    }
  } finally {
    await lines.close();
  }
}

/** A help text with the place of the definition as the C program writes it. */
export function withShortPaths(text: string, { cwd, srctree }: TreeLocation): string {
  return text.replace(/^ {2}Defined at .*$/gm, (line) =>
    relativePaths(relativePaths(line, cwd), srctree),
  );
}
