import { dirname, join } from 'node:path';

import { makeFolder } from '../../../generator/files/make-folder.ts';
import { plainReason } from '../../../generator/files/plain-reason.ts';
import { OutputError, writeFileWhole } from '../../../generator/output/index.ts';
import type { CommandHost } from '../command-host.ts';
import { counted } from '../counted.ts';
import { EXIT } from '../exit-code.ts';
import { LineReader } from '../kconfig/line-reader.ts';
import { refusePackage } from '../refuse-package.ts';
import { UsageError } from '../usage-error.ts';
import { BUNDLERS, HEAPS, type Answers, type Bundler, type Ci, type Heap } from './answers.ts';
import { planInit, type Plan } from './plan.ts';
import { lookAt, type Project } from './project.ts';

/** The command line of `mallocgen init`. */
export interface InitArguments {
  readonly heap?: Heap | undefined;
  readonly bundler?: Bundler | undefined;
  readonly ci?: string | undefined;
  readonly yes: boolean;
}

/** Runs the command. Throws a `MallocgenError` when the project cannot be read or written. */
export async function runInit(args: InitArguments, host: CommandHost): Promise<number> {
  refusePackage(join(host.cwd(), 'package.json'), host.cwd(), 'Run it in a folder of your own.');
  const project = lookAt(host.cwd(), host.env);
  const asking = args.yes ? undefined : new LineReader(host.stdin);
  try {
    const plan = planInit(project, await answersOf(args, project, asking, host));
    host.stdout.write(planText(plan));
    if (plan.files.length === 0) host.stdout.write('Everything is there already.\n');
    else if (asking === undefined || (await agrees(plan, asking, host))) write(plan, host);
    else {
      host.stdout.write('Nothing was written.\n');
      return EXIT.good;
    }
    host.stdout.write(leftText(plan));
    return EXIT.good;
  } finally {
    await asking?.close();
  }
}

async function agrees(
  { files }: Plan,
  asking: LineReader,
  { stdout }: CommandHost,
): Promise<boolean> {
  stdout.write(`Write ${counted(files.length, 'file')}? [Y/n] `);
  const line = await asking.next();
  if (line === undefined) stdout.write('\n');
  return line !== undefined && /^(?:y(?:es)?)?$/i.test(line.trim());
}

function write({ files }: Plan, { cwd, stdout }: CommandHost): void {
  for (const { path, text } of files) {
    const target = join(cwd(), path);
    makeFolderOf(target);
    writeFileWhole(target, text);
  }
  stdout.write(`Wrote ${files.map(({ path }) => path).join(', ')}.\n`);
}

function makeFolderOf(file: string): void {
  try {
    makeFolder(dirname(file));
  } catch (error) {
    throw new OutputError(
      `${dirname(file)} cannot be made: ${plainReason(error)}. Correct that first.`,
      {
        cause: error,
      },
    );
  }
}

interface Question<Answer extends string> {
  readonly text: string;
  readonly choices: readonly Answer[];
  readonly proposed: Answer;
}

async function answersOf(
  args: InitArguments,
  project: Project,
  asking: LineReader | undefined,
  host: CommandHost,
): Promise<Answers> {
  const ask = async <Answer extends string>(
    given: Answer | undefined,
    question: Question<Answer>,
  ): Promise<Answer> =>
    given ?? (asking === undefined ? question.proposed : await answer(question, asking, host));
  return {
    heap: await ask(args.heap, {
      text: 'What is the heap for?',
      choices: HEAPS,
      proposed: 'small',
    }),
    bundler: await ask(args.bundler, {
      text: 'Which bundler does the project have?',
      choices: BUNDLERS,
      proposed: project.bundler,
    }),
    ci: await ask(args.ci as Ci | undefined, {
      text: 'Who checks the sizes on each push?',
      choices: ['github', 'none'],
      proposed: 'github',
    }),
  };
}

/** Asks until one of the choices is named. An empty line is the proposed one. */
async function answer<Answer extends string>(
  { text, choices, proposed }: Question<Answer>,
  asking: LineReader,
  { stdout }: CommandHost,
): Promise<Answer> {
  for (;;) {
    stdout.write(`${text} (${choices.join(', ')}) [${proposed}] `);
    const line = await asking.next();
    if (line === undefined) {
      throw new UsageError(
        'The input ended before all questions were answered. Give the answers as options, with --yes.',
      );
    }
    const word = line.trim();
    if (word === '') return proposed;
    const found = choices.find((choice) => choice === word);
    if (found !== undefined) return found;
    stdout.write(`Answer one of ${choices.join(', ')}.\n`);
  }
}

function planText({ files, left }: Plan): string {
  const shown = files.map(({ path, isChanged, shown: text }) => {
    const lines = text.trimEnd().split('\n');
    const what = isChanged ? `${path} gets these scripts:` : `${path}:`;
    return `${what}\n${lines.map((line) => `  ${line}`.trimEnd()).join('\n')}\n\n`;
  });
  const stays = left.map((path) => `${path} is there already, and stays as it is.\n`);
  return `\n${shown.join('')}${stays.join('')}${stays.length > 0 ? '\n' : ''}`;
}

/** What is left to the user. */
function leftText({ byHand, notes, next }: Plan): string {
  const lines = byHand.map(([where, text]) => `\nAdd to ${where}:\n${text.replace(/^/gm, '  ')}\n`);
  const said = notes.map((note) => `\nNote: ${note}\n`);
  return `${lines.join('')}${said.join('')}\nThen run:\n${next.map((command) => `  ${command}\n`).join('')}`;
}
