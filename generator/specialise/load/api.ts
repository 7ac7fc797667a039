import { ts } from 'ts-morph';
import { TemplateApiError } from '../errors.ts';
import type { Binding } from '../syntax/binding.ts';
import type { VariableDeclaration } from '../syntax/declaration.ts';
import type { Expression, ObjectMember } from '../syntax/tree.ts';
import { API_MODULE, INDEX_MODULE } from './module-order.ts';
import { positionOf, type TemplateModules } from './template-modules.ts';
import type { Resolver } from './resolver.ts';
import type { ApiEntry, FactoryEntry } from './templates.ts';

/** Values that `index.ts` exports, by exported name. */
function exportedValues(
  modules: TemplateModules,
  resolver: Resolver,
): ReadonlyMap<string, Binding> {
  const source = modules.modules.get(INDEX_MODULE) as ts.SourceFile;
  const module = modules.checker.getSymbolAtLocation(source);
  const values = new Map<string, Binding>();
  for (const symbol of module === undefined ? [] : modules.checker.getExportsOfModule(module)) {
    const position = positionOf(symbol.declarations?.[0] ?? source, modules.directory);
    const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    const target = isAlias ? modules.checker.getAliasedSymbol(symbol) : symbol;
    if (target.declarations === undefined) {
      throw new TemplateApiError(
        position,
        `${symbol.name} is re-exported, but the module does not export it`,
      );
    }
    if ((target.flags & ts.SymbolFlags.Value) === 0) continue;
    const meaning = resolver.ofSymbol(target);
    if (meaning.kind !== 'binding') {
      throw new TemplateApiError(
        position,
        `${symbol.name} is part of config.ts, which does not reach the output`,
      );
    }
    if ([...values.values()].includes(meaning.binding)) {
      throw new TemplateApiError(position, `${meaning.binding.name} is exported under two names`);
    }
    values.set(symbol.name, meaning.binding);
  }
  return values;
}

function tableMembers(declaration: VariableDeclaration): readonly ObjectMember[] {
  let { init } = declaration;
  while (init?.kind === 'cast') init = init.operand;
  if (init?.kind === 'object' && init.members.every((member) => member.key !== undefined))
    return init.members;
  throw new TemplateApiError(
    declaration.position,
    `${declaration.binding.name} must be an object literal of names and conditions`,
  );
}

const ALWAYS: Expression = { kind: 'boolean', value: true };

/**
 * Joins the exports of `index.ts` with their conditions in `tables`, the declarations of `api.ts`.
 * @throws TemplateApiError if the two do not list the same names
 */
export function readApi(
  modules: TemplateModules,
  resolver: Resolver,
  tables: ReadonlyMap<string, VariableDeclaration>,
): readonly ApiEntry[] {
  const values = exportedValues(modules, resolver);
  const index = { file: `${modules.directory}/${INDEX_MODULE}`, line: 1, column: 1 };
  if (!modules.modules.has(API_MODULE)) {
    return [...values].map(([name, binding]) => ({
      name,
      binding,
      condition: ALWAYS,
      measured: ALWAYS,
      position: index,
    }));
  }
  const table = tables.get('API');
  if (table === undefined) {
    throw new TemplateApiError(
      { ...index, file: `${modules.directory}/${API_MODULE}` },
      'api.ts does not declare `export const API = { … }`',
    );
  }
  const measuredTable = tables.get('MEASURED');
  const measured = new Map<string, Expression>();
  for (const member of measuredTable === undefined ? [] : tableMembers(measuredTable)) {
    measured.set(member.key ?? '', member.value);
  }
  const entries = tableMembers(table).map((member): ApiEntry => {
    const name = member.key ?? '';
    const binding = values.get(name);
    if (binding === undefined)
      throw new TemplateApiError(
        table.position,
        `API names ${name}, which ${INDEX_MODULE} does not export`,
      );
    const never: Expression = { kind: 'boolean', value: false };
    return {
      name,
      binding,
      condition: member.value,
      measured: measured.get(name) ?? never,
      position: table.position,
    };
  });
  const listed = new Set(entries.map((entry) => entry.name));
  for (const name of values.keys()) {
    if (!listed.has(name))
      throw new TemplateApiError(
        table.position,
        `API lacks ${name}, which ${INDEX_MODULE} exports`,
      );
  }
  for (const name of measured.keys()) {
    if (!listed.has(name))
      throw new TemplateApiError(
        measuredTable?.position ?? table.position,
        `MEASURED names ${name}, which API lacks`,
      );
  }
  return entries;
}

/**
 * Reads FACTORY of `api.ts`: one name, `createName`, and the condition under which it is exported.
 * @throws TemplateApiError if it is anything else
 */
export function readFactory(
  tables: ReadonlyMap<string, VariableDeclaration>,
): FactoryEntry | undefined {
  const table = tables.get('FACTORY');
  if (table === undefined) return undefined;
  const [member, ...others] = tableMembers(table);
  const name = member?.key ?? '';
  if (member === undefined || others.length > 0 || !/^create[A-Z]/.test(name)) {
    throw new TemplateApiError(
      table.position,
      'FACTORY must have one member, named like createName: its condition',
    );
  }
  return { name, condition: member.value, lead: member.lead, position: table.position };
}
