import { Project, ts } from 'ts-morph';

/** One for all: the compiler's own declarations are read once. */
const project = new Project({
  useInMemoryFileSystem: true,
  compilerOptions: {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    noEmit: true,
    strict: true,
    noUnusedLocals: true,
    noImplicitReturns: true,
    declaration: true,
    isolatedDeclarations: true,
    skipDefaultLibCheck: true,
  },
});

/** Compiles modules, by file name, under strict rules. @returns what the compiler says of them */
export function typeErrors(modules: Readonly<Record<string, string>>): readonly string[] {
  for (const file of project.getSourceFiles()) project.removeSourceFile(file);
  for (const [name, text] of Object.entries(modules)) project.createSourceFile(name, text);
  return project.getPreEmitDiagnostics().map((diagnostic) => {
    const text = diagnostic.getMessageText();
    const message = typeof text === 'string' ? text : text.getMessageText();
    return `${diagnostic.getSourceFile()?.getBaseName() ?? ''}:${String(diagnostic.getLineNumber())}: ${message}`;
  });
}
