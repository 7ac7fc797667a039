import { basename, resolve } from 'node:path';
import { ts } from 'ts-morph';
import { TemplateSyntaxError } from '../errors.ts';
import type { Declaration, VariableDeclaration } from '../syntax/declaration.ts';
import { readApi, readFactory } from './api.ts';
import { createComments } from './comments.ts';
import type { ModuleContext } from './context.ts';
import { readDeclaration } from './declarations.ts';
import { readExpression } from './expressions.ts';
import { readBody } from './statements.ts';
import { API_MODULE, moduleOrder } from './module-order.ts';
import { createTemplateModules, positionAt, type TemplateModules } from './template-modules.ts';
import { createResolver, type Meaning, type Resolver } from './resolver.ts';
import { readTemplateSources } from './sources.ts';
import { checkTables } from './tables.ts';
import type { Templates } from './templates.ts';

/** Modules of constants for options, which conditions in comments may name without an import. */
const OPTIONS_MODULES = ['options/options.ts', 'options.ts'] as const;

/** What the top-level names of a module stand for, imports included. */
function moduleNames(
  source: ts.SourceFile | undefined,
  resolver: Resolver,
): ReadonlyMap<string, Meaning> {
  const names = new Map<string, Meaning>();
  const add = (name: ts.Identifier): void => {
    names.set(name.text, resolver.meaning(name));
  };
  for (const node of source?.statements ?? []) {
    if (ts.isImportDeclaration(node)) {
      const bindings = node.importClause?.namedBindings;
      if (bindings !== undefined && ts.isNamedImports(bindings))
        bindings.elements.forEach((item) => add(item.name));
    } else if (ts.isVariableStatement(node)) {
      for (const { name } of node.declarationList.declarations)
        if (ts.isIdentifier(name)) add(name);
    } else if (ts.isFunctionDeclaration(node) && node.name !== undefined) {
      add(node.name);
    }
  }
  return names;
}

function optionsModule({ modules }: TemplateModules): ts.SourceFile | undefined {
  const name = OPTIONS_MODULES.find((module) => modules.has(module));
  return name === undefined ? undefined : modules.get(name);
}

function readModule(
  source: ts.SourceFile,
  modules: TemplateModules,
  resolver: Resolver,
  optionNames: ReadonlyMap<string, Meaning>,
): readonly Declaration[] {
  const comments = createComments(source);
  const context: ModuleContext = {
    source,
    directory: modules.directory,
    resolver,
    comments,
    read: { expression: readExpression, body: readBody },
  };
  const own = moduleNames(source, resolver);
  const names = (name: string): Meaning | undefined => own.get(name) ?? optionNames.get(name);
  const declarations = source.statements.flatMap((node) => readDeclaration(node, names, context));
  const [first] = declarations;
  // A blank line separates modules.
  if (first !== undefined && first.lead[0] !== '')
    declarations[0] = { ...first, lead: ['', ...first.lead] };
  comments.takeTail(source.statements.at(-1)?.end ?? 0);
  const lost = comments.unclaimed();
  if (lost !== undefined) {
    throw new TemplateSyntaxError(
      positionAt(source, lost, modules.directory),
      'a comment inside an expression would be lost: put it before the statement',
    );
  }
  return declarations;
}

/**
 * Parses template modules that are already in memory.
 * @param sources text of each module by file name, such as `index.ts`
 * @param directory name that messages put before the file
 * @throws TemplateError for whatever is outside the dialect, with file and line
 */
export function parseTemplates(sources: ReadonlyMap<string, string>, directory: string): Templates {
  const modules = createTemplateModules(sources, directory);
  const order = moduleOrder(modules);
  const resolver = createResolver(modules);
  const optionNames = moduleNames(optionsModule(modules), resolver);
  const declarations: Declaration[] = [];
  const tables = new Map<string, VariableDeclaration>();
  for (const source of order) {
    for (const declaration of readModule(source, modules, resolver, optionNames)) {
      if (source.fileName === API_MODULE && declaration.kind === 'variable') {
        tables.set(declaration.binding.name, declaration);
      }
      declarations.push(declaration);
    }
  }
  const ofApi = new Set<Declaration>(tables.values());
  checkTables(declarations.filter((declaration) => !ofApi.has(declaration)));
  return {
    declarations,
    api: readApi(modules, resolver, tables),
    factory: readFactory(tables),
  };
}

/**
 * Reads and parses the `.ts` modules of a folder and its subfolders.
 * @throws TemplateFolderError if the folder cannot be read or lacks `index.ts`
 */
export function loadTemplates(directory: string): Templates {
  return parseTemplates(readTemplateSources(directory), basename(resolve(directory)));
}
