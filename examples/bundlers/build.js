/*
 * Builds library.js and program.js with the bundlers that the command line names, each as an ES module and
 * as CommonJS, to out/BUNDLER/.
 *
 *     node build.js vite rollup webpack
 *     bun build.js bun
 */
import { join } from 'node:path';

const folder = import.meta.dirname;

/** One plugin for each bundler: what it has generated for one build, it keeps for the others. */
const plugins = new Map();

async function pluginFor(bundler) {
  if (!plugins.has(bundler)) {
    const { default: mallocgen } = await import(`mallocgen/${bundler}`);
    plugins.set(bundler, mallocgen({ budget: { brotli: 2000 } }));
  }
  return plugins.get(bundler);
}

/** @typedef {{ entry: string, format: 'esm' | 'cjs', dir: string, name: string }} Job */

/** @type {Record<string, (job: Job) => Promise<unknown>>} */
const bundlers = {
  async vite({ entry, format, dir, name }) {
    const { build } = await import('vite');
    await build({
      root: folder,
      configFile: false,
      logLevel: 'warn',
      plugins: [await pluginFor('vite')],
      build: {
        outDir: dir,
        emptyOutDir: false,
        rolldownOptions: { output: { minify: true } },
        lib: { entry, formats: [format === 'esm' ? 'es' : 'cjs'], fileName: () => name },
      },
    });
  },

  async rollup({ entry, format, dir, name }) {
    const { rollup } = await import('rollup');
    const bundle = await rollup({ input: entry, plugins: [await pluginFor('rollup'), minify] });
    await bundle.write({ file: join(dir, name), format });
    await bundle.close();
  },

  async rolldown({ entry, format, dir, name }) {
    const { rolldown } = await import('rolldown');
    const bundle = await rolldown({ input: entry, plugins: [await pluginFor('rolldown')] });
    await bundle.write({ file: join(dir, name), format, minify: true });
    await bundle.close();
  },

  async webpack(job) {
    const { default: webpack } = await import('webpack');
    await compile(webpack, webpackConfig(job, await pluginFor('webpack')));
  },

  async rspack(job) {
    const { rspack } = await import('@rspack/core');
    await compile(rspack, webpackConfig(job, await pluginFor('rspack')));
  },

  async rsbuild({ entry, format, dir, name }) {
    const { createRsbuild } = await import('@rsbuild/core');
    const rsbuild = await createRsbuild({
      cwd: folder,
      rsbuildConfig: {
        mode: 'production',
        logLevel: 'warn',
        source: { entry: { main: entry } },
        plugins: [await pluginFor('rsbuild')],
        output: {
          target: 'node',
          minify: true,
          cleanDistPath: false,
          module: format === 'esm',
          distPath: { root: dir },
          filename: { js: name },
        },
        tools: { rspack: { output: { library: { type: libraryTypes[format] } } } },
      },
    });
    await rsbuild.build();
  },

  async farm({ entry, format, dir, name }) {
    const { build } = await import('@farmfe/core');
    await build({
      root: folder,
      plugins: [await pluginFor('farm')],
      compilation: {
        input: { main: entry },
        output: { clean: false, path: dir, entryFilename: name, format, targetEnv: 'library-node' },
        sourcemap: false,
        persistentCache: false,
      },
    });
  },

  async esbuild({ entry, format, dir, name }) {
    const { build } = await import('esbuild');
    await build({
      absWorkingDir: folder,
      entryPoints: [entry],
      outfile: join(dir, name),
      bundle: true,
      minify: true,
      format,
      logLevel: 'warning',
      // Not the one of the folder above, which would add a line.
      tsconfigRaw: {},
      plugins: [await pluginFor('esbuild')],
    });
  },

  async bun({ entry, format, dir, name }) {
    await Bun.build({
      entrypoints: [entry],
      outdir: dir,
      naming: name,
      minify: true,
      format,
      target: 'node',
      plugins: [await pluginFor('bun')],
    });
  },
};

const libraryTypes = { esm: 'module', cjs: 'commonjs2' };

/** Rollup has no minifier of its own. */
const minify = {
  name: 'minify',
  async renderChunk(code) {
    const { transform } = await import('esbuild');
    return (await transform(code, { minify: true })).code;
  },
};

/** @param {Job} job */
function webpackConfig({ entry, format, dir, name }, plugin) {
  return {
    context: folder,
    mode: 'production',
    target: 'node20',
    entry,
    experiments: { outputModule: format === 'esm' },
    output: {
      path: dir,
      filename: name,
      module: format === 'esm',
      library: { type: libraryTypes[format] },
    },
    infrastructureLogging: { level: 'warn' },
    plugins: [plugin],
  };
}

async function compile(bundler, config) {
  await new Promise((resolve, reject) => {
    bundler(config, (error, stats) => {
      if (error || stats.hasErrors()) reject(error ?? new Error(stats.toString()));
      else resolve(undefined);
    });
  });
}

for (const bundler of process.argv.slice(2)) {
  for (const program of ['library', 'program']) {
    for (const [format, extension] of /** @type {const} */ ([
      ['esm', 'mjs'],
      ['cjs', 'cjs'],
    ])) {
      await bundlers[bundler]({
        entry: join(folder, `${program}.js`),
        format,
        dir: join(folder, 'out', bundler),
        name: `${program}.${extension}`,
      });
    }
  }
}
