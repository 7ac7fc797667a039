import { HEAP_LINES, type Answers } from './answers.ts';
import type { Project } from './project.ts';

/** The folder of the configurations. */
const FOLDER = 'heap';

const DEFCONFIG = `${FOLDER}/app.defconfig`;
const GENERATED = 'out/app/u-boot/malloc.js';
const PACKAGE = 'package.json';

/** A file to write. */
export interface PlannedFile {
  readonly path: string;
  readonly text: string;
  /** Whether there is one that this replaces, with lines added. */
  readonly isChanged: boolean;
  /** What is shown of it: all, or what is added. */
  readonly shown: string;
}

/** What `mallocgen init` does, and what it leaves to its user. */
export interface Plan {
  readonly files: readonly PlannedFile[];
  /** Files that are there, and stay as they are. */
  readonly left: readonly string[];
  /** Lines to add to files of the user, each with the name of the file. */
  readonly byHand: readonly (readonly [where: string, lines: string])[];
  /** What keeps the plan from working, as sentences. */
  readonly notes: readonly string[];
  /** Commands that come next. */
  readonly next: readonly string[];
}

/** Decides what to write, from the answers and what is there. */
export function planInit(project: Project, answers: Answers): Plan {
  const bundler = bundlerPlan(project, answers);
  const wanted = [
    newFile(DEFCONFIG, defconfig(answers)),
    ...bundler.files,
    ...(answers.ci === 'github' ? [newFile(workflowPath(project), workflow(project))] : []),
  ];
  const scripts = scriptsPlan(project, answers);
  return {
    files: [...wanted.filter(({ path }) => !project.has(path)), ...scripts.files],
    left: [
      ...wanted.filter(({ path }) => project.has(path)).map(({ path }) => path),
      ...scripts.left,
    ],
    byHand: [
      ...bundler.byHand,
      ...scripts.byHand,
      ...(project.hasTypeScript
        ? [['tsconfig.json', '"compilerOptions": { "allowArbitraryExtensions": true }'] as const]
        : []),
    ],
    notes: notesOn(project, answers),
    next: [
      ...(answers.bundler === 'none' ? [`mallocgen --defconfig ${DEFCONFIG}`] : []),
      ...(project.hasTypeScript ? ['mallocgen types'] : []),
      `mallocgen matrix --configs ${FOLDER} --update`,
    ].map((command) => `${project.manager.run} ${command}`),
  };
}

function notesOn(project: Project, { bundler, ci }: Answers): readonly string[] {
  const { dependency, manager } = project;
  const notes: string[] = [];
  if (dependency === undefined) {
    notes.push(
      `No package.json names mallocgen, so that nothing installs it elsewhere. Add it: ${manager.addDevelopment} PATH, where PATH is its packed file or repository.`,
    );
  } else if (ci !== 'none' && !project.isDependencyShared) {
    notes.push(
      `mallocgen is ${dependency.range} in package.json, which is outside of the repository: CI will not find it. Put the packed file into the repository, or name a git repository.`,
    );
  }
  // In a package.json that init makes itself, there is a type.
  if (
    bundler === 'none' &&
    project.packageText !== undefined &&
    project.package.type !== 'module'
  ) {
    notes.push(
      `package.json has no "type": "module", so Node.js takes ${GENERATED} for CommonJS, which it is not. Set that, or copy the file to a name that ends in .mjs.`,
    );
  }
  return notes;
}

function newFile(path: string, text: string): PlannedFile {
  return { path, text, isChanged: false, shown: text };
}

function defconfig({ heap }: Answers): string {
  const lines = HEAP_LINES[heap];
  return (lines.length === 0 ? ['# Every option has its default.'] : lines)
    .map((line) => `${line}\n`)
    .join('');
}

/** The checks, as a user types them and as CI runs them. */
function checks({ hasTypeScript }: Project): readonly string[] {
  return [
    `mallocgen matrix --configs ${FOLDER} --check`,
    ...(hasTypeScript ? ['mallocgen types --check'] : []),
  ];
}

/** GitHub reads workflows at the root of a repository only; there each project has one of its own. */
function workflowPath({ inRepository }: Project): string {
  const folders = inRepository === '' ? [] : inRepository.split('/');
  const name = ['heap', ...folders].join('-').replace(/[^\w.-]+/g, '-');
  return `${'../'.repeat(folders.length)}.github/workflows/${name}.yml`;
}

function workflow(project: Project): string {
  const { inRepository, manager } = project;
  const commands = checks(project).map((check) => `run: ${manager.run} ${check}`);
  const folder = inRepository === '' ? '' : JSON.stringify(inRepository);
  const where = folder && `    defaults:\n      run:\n        working-directory: ${folder}\n`;
  return `name: Heap

on:
  push:
  pull_request:

permissions:
  contents: read

jobs:
  heap:
    runs-on: ubuntu-latest
${where}    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
${[...manager.setup, `run: ${manager.install}`, ...commands].map((step) => `      - ${step}\n`).join('')}`;
}

/** Where the line of a bundler goes. */
function bundlerPlan(project: Project, { bundler }: Answers): Pick<Plan, 'files' | 'byHand'> {
  if (bundler === 'none') return { files: [], byHand: [] };
  if (bundler === 'vite' && !project.hasConfig('vite.config.')) {
    const text = `import mallocgen from 'mallocgen/vite';
import { defineConfig } from 'vite';

export default defineConfig({ plugins: [mallocgen()] });
`;
    return { files: [newFile('vite.config.mjs', text)], byHand: [] };
  }
  const from = `'mallocgen/${bundler}'`;
  // Vite compiles its configuration, so that one in CommonJS may have imports.
  const commonJs =
    project.package.type === 'module' || bundler === 'vite'
      ? ''
      : ` // in CommonJS: const { default: mallocgen } = require(${from});`;
  const lines = `import mallocgen from ${from};${commonJs}\nplugins: [mallocgen()]`;
  const where =
    bundler === 'bun' ? 'the options of Bun.build()' : `the configuration of ${bundler}`;
  return { files: [], byHand: [[where, lines]] };
}

/** Scripts of package.json: those that it does not have yet. */
function scriptsPlan(
  project: Project,
  { bundler }: Answers,
): Pick<Plan, 'files' | 'left' | 'byHand'> {
  const wanted: Readonly<Record<string, string>> = {
    heap: checks(project).join(' && '),
    ...(bundler === 'none' && { 'heap:build': `mallocgen --defconfig ${DEFCONFIG}` }),
  };
  const { scripts = {} } = project.package;
  const added = Object.entries(wanted).filter(([name]) => !Object.hasOwn(scripts, name));
  const others = Object.entries(wanted)
    .filter(([name, script]) => Object.hasOwn(scripts, name) && scripts[name] !== script)
    .map(([name, script]) => `${JSON.stringify(name)}: ${JSON.stringify(script)}\n`);
  const byHand =
    others.length === 0
      ? []
      : [
          [
            'the scripts of package.json, by names that are free',
            others.join('').trimEnd(),
          ] as const,
        ];
  if (added.length === 0) return { files: [], left: [PACKAGE], byHand };
  const isNew = project.packageText === undefined;
  const before = isNew ? { private: true, type: 'module' } : project.package;
  const content = { ...before, scripts: { ...scripts, ...Object.fromEntries(added) } };
  const text = `${JSON.stringify(content, null, indentOf(project.packageText))}\n`;
  const shown = added
    .map(([name, script]) => `${JSON.stringify(name)}: ${JSON.stringify(script)}\n`)
    .join('');
  return {
    files: [{ path: PACKAGE, text, isChanged: !isNew, shown: isNew ? text : shown }],
    left: [],
    byHand,
  };
}

function indentOf(text = ''): string {
  return /^\{\r?\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
}
