/*
 * Watches a program with the bundler that the command line names, changes its files, and prints what the
 * bundler made of it, as JSON.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const HEAP = 'CONFIG_SYS_MALLOC_SMALL=y\nCONFIG_SYS_MALLOC_LEN=0x10000\n';
const bundler = process.argv[2];
const options = { kconfig: 'Kconfig', sizes: false };

/** What each step changes. */
const steps = [
  ['changed', 'heap.defconfig', `${HEAP}CONFIG_SYS_MALLOC_GROW=y\n`],
  ['wrong', 'heap.defconfig', 'CONFIG_SYS_MALLOC_LEN=4M\n'],
  ['repaired', 'heap.defconfig', HEAP],
  ['tree changed', 'Kconfig.more', 'config SYS_MALLOC_GROW\n\tdefault y\n'],
  ['tree wrong', 'Kconfig.more', 'rubbish\n'],
  ['tree repaired', 'Kconfig.more', ''],
];

/** Results that nobody has waited for yet, and who waits for the next. */
const results = [];
let waiting;
const report = (result) => {
  results.push(result);
  waiting?.();
};
async function next() {
  while (results.length === 0) await new Promise((resolve) => (waiting = resolve));
  return results.shift();
}

const grows = (code) => /resize|\.grow\(/.test(code);
const ended = (code) => report({ grows: grows(code) });
const failed = ({ message }) => {
  const known = /SYS_MALLOC_LEN: '4M' is not a hex number|unknown statement 'rubbish'/.exec(
    message,
  );
  report({ error: known?.[0] ?? message });
};

/** Each starts to watch, and returns what ends that. */
const watchers = {
  async rollup() {
    const { default: mallocgen } = await import('mallocgen/rollup');
    const { watch } = await import('rollup');
    const watcher = watch({
      input: 'program.js',
      plugins: [mallocgen(options)],
      output: { file: 'out/rollup.js' },
    });
    watcher.on('event', async (event) => {
      if (event.code === 'ERROR') failed(event.error);
      if (event.code === 'BUNDLE_END') {
        await event.result.close();
        ended(readFileSync('out/rollup.js', 'utf8'));
      }
    });
    return () => watcher.close();
  },
  async rolldown() {
    const { default: mallocgen } = await import('mallocgen/rolldown');
    const { watch } = await import('rolldown');
    const watcher = watch({
      input: 'program.js',
      plugins: [mallocgen(options)],
      output: { file: 'out/rolldown.js' },
    });
    watcher.on('event', async (event) => {
      if (event.code === 'ERROR') failed(event.error);
      if (event.code === 'BUNDLE_END') {
        await event.result.close();
        ended(readFileSync('out/rolldown.js', 'utf8'));
      }
    });
    return () => watcher.close();
  },
  async webpack() {
    const { default: mallocgen } = await import('mallocgen/webpack');
    const { default: webpack } = await import('webpack');
    const compiler = webpack({
      context: process.cwd(),
      mode: 'development',
      devtool: false,
      entry: './program.js',
      output: { path: `${process.cwd()}/out`, filename: 'webpack.js' },
      plugins: [mallocgen(options)],
    });
    const watching = compiler.watch({ aggregateTimeout: 20 }, (error, stats) => {
      const [problem] = error ? [error] : stats.toJson({ errors: true }).errors;
      if (problem) failed(problem);
      else ended(readFileSync('out/webpack.js', 'utf8'));
    });
    return () => new Promise((resolve) => watching.close(resolve));
  },
  async esbuild() {
    const { default: mallocgen } = await import('mallocgen/esbuild');
    const { context } = await import('esbuild');
    const reporter = {
      name: 'report',
      setup: (build) =>
        build.onEnd(({ errors, outputFiles }) =>
          errors.length > 0 ? failed({ message: errors[0].text }) : ended(outputFiles[0].text),
        ),
    };
    const watching = await context({
      entryPoints: ['program.js'],
      bundle: true,
      write: false,
      logLevel: 'silent',
      plugins: [mallocgen(options), reporter],
    });
    await watching.watch();
    return () => watching.dispose();
  },
  async vite() {
    const { default: mallocgen } = await import('mallocgen/vite');
    const { createServer } = await import('vite');
    const server = await createServer({
      configFile: false,
      root: process.cwd(),
      logLevel: 'silent',
      appType: 'custom',
      server: { middlewareMode: true, ws: false, watch: { usePolling: false } },
      optimizeDeps: { noDiscovery: true },
      plugins: [mallocgen(options)],
    });
    const load = async () => {
      try {
        await server.transformRequest('/program.js');
        ended((await server.transformRequest('/heap.defconfig?import')).code);
      } catch (error) {
        failed(error);
      }
    };
    const { hot } = server.environments.client;
    const send = hot.send.bind(hot);
    hot.send = (...args) => {
      const [payload] = args;
      if (payload?.type === 'full-reload' || payload?.type === 'update') void load();
      return send(...args);
    };
    await load();
    return () => server.close();
  },
};

writeFileSync('heap.defconfig', HEAP);
writeFileSync('Kconfig.more', '');
mkdirSync('out', { recursive: true });
const close = await watchers[bundler]();
const seen = { start: await next() };
for (const [name, file, text] of steps) {
  // A watcher may look at a file for the first time when it is changed already: then it is changed again.
  const again = setInterval(() => writeFileSync(file, text), 3000);
  writeFileSync(file, text);
  let result;
  do result = await next();
  while (JSON.stringify(result) === JSON.stringify(Object.values(seen).at(-1)));
  clearInterval(again);
  seen[name] = result;
}
console.log(JSON.stringify(seen));
await close();
process.exit(0);
