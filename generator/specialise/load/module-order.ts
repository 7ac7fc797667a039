import { ts } from 'ts-morph';
import { TemplateFolderError, TemplateSyntaxError } from '../errors.ts';
import { positionOf, resolveModule, type TemplateModules } from './template-modules.ts';
import { isConfigModule } from './resolver.ts';

export const INDEX_MODULE = 'index.ts';
export const API_MODULE = 'api.ts';

type Link = { readonly module: string; readonly typeOnly: boolean };

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

function checkImport(node: ts.ImportDeclaration, modules: TemplateModules): void {
  const bindings = node.importClause?.namedBindings;
  if (
    bindings === undefined ||
    node.importClause?.name !== undefined ||
    !ts.isNamedImports(bindings)
  ) {
    throw new TemplateSyntaxError(
      positionOf(node, modules.directory),
      'import names in braces: import { a } from …',
    );
  }
  for (const specifier of bindings.elements) {
    const symbol = modules.checker.getSymbolAtLocation(specifier.name);
    const target = symbol && modules.checker.getAliasedSymbol(symbol);
    if (target?.declarations === undefined) {
      const name = (specifier.propertyName ?? specifier.name).text;
      const { text } = node.moduleSpecifier as ts.StringLiteral;
      throw new TemplateSyntaxError(
        positionOf(specifier, modules.directory),
        `${text} does not export ${name}`,
      );
    }
  }
}

/** Modules that a module imports or re-exports from. */
function linksOf(source: ts.SourceFile, modules: TemplateModules): readonly Link[] {
  const links: Link[] = [];
  for (const node of source.statements) {
    if (!ts.isImportDeclaration(node) && !ts.isExportDeclaration(node)) continue;
    const position = positionOf(node, modules.directory);
    const { moduleSpecifier } = node;
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) {
      throw new TemplateSyntaxError(
        position,
        'write `export` before the declaration itself: export function …',
      );
    }
    const module = resolveModule(moduleSpecifier.text, source.fileName);
    if (!modules.modules.has(module)) {
      throw new TemplateSyntaxError(
        position,
        `'${moduleSpecifier.text}' is not a module of the template folder`,
      );
    }
    if (ts.isExportDeclaration(node) && source.fileName !== INDEX_MODULE) {
      throw new TemplateSyntaxError(position, 'only index.ts may re-export');
    }
    if (ts.isImportDeclaration(node)) checkImport(node, modules);
    links.push({ module, typeOnly: isTypeOnly(node) });
  }
  return links;
}

/**
 * Modules reached from `index.ts` in the order in which JavaScript evaluates them: dependencies
 * first, so initialisers keep their order in one module. Modules that only have types come before.
 */
export function moduleOrder(modules: TemplateModules): readonly ts.SourceFile[] {
  const evaluated: string[] = [];
  const typeOnly: string[] = [];
  const seen = new Set<string>();
  const walk = (module: string, order: string[]): void => {
    const source = modules.modules.get(module);
    if (source === undefined || seen.has(module) || isConfigModule(module)) return;
    seen.add(module);
    const links = linksOf(source, modules);
    for (const link of links) if (!link.typeOnly) walk(link.module, order);
    order.push(module);
    for (const link of links) if (link.typeOnly) typeLinks.push(link.module);
  };
  const typeLinks: string[] = [];
  if (!modules.modules.has(INDEX_MODULE)) {
    throw new TemplateFolderError(
      `${modules.directory}: the template folder needs an ${INDEX_MODULE} that exports its functions`,
    );
  }
  walk(INDEX_MODULE, evaluated);
  walk(API_MODULE, evaluated);
  for (const module of typeLinks) walk(module, typeOnly);
  return [...typeOnly, ...evaluated].map((name) => modules.modules.get(name) as ts.SourceFile);
}
