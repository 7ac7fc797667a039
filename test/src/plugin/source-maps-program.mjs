/*
 * Builds program.js with each bundler that argv names, into out/NAME.mjs with a source map beside it.
 */
import { basename, resolve } from 'node:path';

const BUILDS = {
  async esbuild(plugin, outfile) {
    const { build } = await import('esbuild');
    const entryPoints = ['program.js'];
    const options = { bundle: true, format: 'esm', platform: 'node', sourcemap: true };
    await build({ ...options, entryPoints, outfile, plugins: [plugin], logLevel: 'error' });
  },
  async rollup(plugin, file) {
    const { rollup } = await import('rollup');
    const bundle = await rollup({ input: 'program.js', plugins: [plugin], onLog() {} });
    await bundle.write({ file, sourcemap: true });
  },
  async rolldown(plugin, file) {
    const { rolldown } = await import('rolldown');
    const bundle = await rolldown({ input: 'program.js', plugins: [plugin], platform: 'node' });
    await bundle.write({ file, sourcemap: true });
  },
  async vite(plugin, file) {
    const { build } = await import('vite');
    await build({
      configFile: false,
      logLevel: 'error',
      plugins: [plugin],
      build: {
        ssr: 'program.js',
        minify: true,
        sourcemap: true,
        outDir: 'out',
        emptyOutDir: false,
        rollupOptions: { output: { entryFileNames: basename(file) } },
      },
    });
  },
  async webpack(plugin, file) {
    const { default: webpack } = await import('webpack');
    const compiler = webpack({
      mode: 'production',
      target: 'node',
      entry: './program.js',
      devtool: 'source-map',
      output: { path: resolve('out'), filename: basename(file), module: true },
      experiments: { outputModule: true },
      plugins: [plugin],
    });
    await new Promise((done, fail) => {
      compiler.run((error, stats) => (error || stats.hasErrors() ? fail(error ?? stats) : done()));
    });
  },
};

for (const name of process.argv.slice(2)) {
  const { default: mallocgen } = await import(`mallocgen/${name}`);
  await BUILDS[name](mallocgen({ sizes: false, types: false }), `out/${name}.mjs`);
}
