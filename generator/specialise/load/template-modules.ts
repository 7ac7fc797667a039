import { posix } from 'node:path';
import { ts } from 'ts-morph';
import { AMBIENT_MODULE, AMBIENT_SOURCE } from './ambient.ts';
import { TemplateSyntaxError } from '../errors.ts';
import type { Position } from '../../position.ts';

/** The template modules as TypeScript sees them, with identifiers bound to declarations. */
export interface TemplateModules {
  readonly checker: ts.TypeChecker;
  readonly modules: ReadonlyMap<string, ts.SourceFile>;
  /** Name of the folder in messages, such as `templates`. */
  readonly directory: string;
}

/** Without the standard library: `ambient.ts` declares the little of it that is needed. */
const COMPILER_OPTIONS: ts.CompilerOptions = {
  noLib: true,
  types: [],
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
  noEmit: true,
};

/** The path in the template folder to which `specifier` refers in the module `importer`. */
export function resolveModule(specifier: string, importer: string): string {
  return specifier.startsWith('.') ? posix.join(posix.dirname(importer), specifier) : specifier;
}

/** The line and column of an offset in a module. */
export function positionAt(source: ts.SourceFile, offset: number, directory: string): Position {
  const { line, character } = source.getLineAndCharacterOfPosition(offset);
  return { file: `${directory}/${source.fileName}`, line: line + 1, column: character + 1 };
}

/** Where a node begins, after its comments. */
export function positionOf(node: ts.Node, directory: string): Position {
  const source = node.getSourceFile();
  return positionAt(source, node.getStart(source), directory);
}

/**
 * Parses `sources` (file name to text) and binds their identifiers.
 * @throws TemplateSyntaxError for the first text that is not TypeScript
 */
export function createTemplateModules(
  sources: ReadonlyMap<string, string>,
  directory: string,
): TemplateModules {
  const modules = new Map<string, ts.SourceFile>();
  for (const [name, text] of sources) {
    modules.set(name, ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true));
  }
  const ambient = ts.createSourceFile(AMBIENT_MODULE, AMBIENT_SOURCE, ts.ScriptTarget.ESNext);
  const files = new Map([...modules, [AMBIENT_MODULE, ambient]]);
  const host: ts.CompilerHost = {
    fileExists: (name) => files.has(name),
    readFile: (name) => sources.get(name),
    getSourceFile: (name) => files.get(name),
    getDefaultLibFileName: () => 'lib.d.ts',
    getCurrentDirectory: () => '',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    writeFile: () => {},
    resolveModuleNameLiterals: (literals, importer) =>
      literals.map(({ text }) => {
        const name = resolveModule(text, importer);
        const resolvedModule = modules.has(name)
          ? { resolvedFileName: name, extension: ts.Extension.Ts, isExternalLibraryImport: false }
          : undefined;
        return { resolvedModule };
      }),
  };
  const program = ts.createProgram([...files.keys()], COMPILER_OPTIONS, host);
  for (const source of modules.values()) {
    const [error] = program.getSyntacticDiagnostics(source);
    if (error !== undefined) {
      const text = ts.flattenDiagnosticMessageText(error.messageText, ' ');
      throw new TemplateSyntaxError(positionAt(source, error.start, directory), text);
    }
  }
  return { checker: program.getTypeChecker(), modules, directory };
}
