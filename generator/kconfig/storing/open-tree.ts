import { findDialect } from '../dialects/dialect.ts';
import { frozen } from '../diagnostics/frozen.ts';
import { CHOICE, type EvaluationTables } from '../tree/evaluation-tables.ts';
import { FlatConditions } from '../tree/flat-conditions.ts';
import { findMentions, MentionRecorder } from '../tree/mentions.ts';
import type { ConfigSymbol, MenuNode } from '../tree/model/model.ts';
import type { KconfigTree } from '../tree/tree.ts';
import { isBoolean } from '../values/symbol-type.ts';
import { NONE, type StoredTree } from './layout.ts';
import { StoredModel } from './stored-model.ts';

/** Puts a stored tree together. Its symbols are there at once, all else when it is asked for. */
export function openTree(stored: StoredTree): KconfigTree {
  const { sections, values } = stored;
  const model = new StoredModel(stored);
  const { symbols } = model;
  const names = new Map<string, ConfigSymbol>();
  const choices = new Map<string, ConfigSymbol>();
  for (const symbol of symbols) {
    const { name, isChoice, isConstant } = symbol;
    if (name === undefined || isConstant) continue;
    (isChoice ? choices : names).set(name, symbol);
  }
  const { visitOrder, lines } = sections;
  const atIndices = (indices: Int32Array): ConfigSymbol[] =>
    Array.from(indices, (index) => symbols[index]!);
  const tables: EvaluationTables = {
    kinds: Uint8Array.from(sections.kinds),
    texts: symbols.map((symbol) => (isBoolean(symbol) ? 'n' : (symbol.name ?? ''))),
    prompts: model.conditionLists('prompts'),
    defaults: { ...model.conditionLists('defaults'), values: sections.defaultsValues },
    ranges: model.conditionLists('ranges'),
    directDependencies: model.conditionLists('directDependencies'),
    selectedBy: { ...model.conditionLists('selectedBy'), by: sections.selectedByValues },
    impliedBy: { ...model.conditionLists('impliedBy'), by: sections.impliedByValues },
    visitOrder,
    choices: atIndices(visitOrder.filter((index) => (sections.kinds[index]! & CHOICE) !== 0)),
    withSymbolRange: atIndices(sections.withSymbolRange),
    titles: Array.from(sections.titles, (number) => model.node(number)),
    lines,
  };
  const named = { symbols, names, choices };
  let nodes: readonly MenuNode[] | undefined;
  let inVisitOrder: readonly ConfigSymbol[] | undefined;
  return {
    file: values.file,
    title: values.title,
    heading: values.heading,
    files: values.files,
    root: model.node(0),
    ...named,
    get visitOrder() {
      return (inVisitOrder ??= atIndices(visitOrder));
    },
    get nodes() {
      return (nodes ??= Array.from({ length: values.nodeCount - 1 }, (_, at) => model.node(at + 1)));
    },
    tables,
    conditionCount: values.conditionCount,
    conditions: new FlatConditions(values.conditionCount),
    isOrderSensitive: values.isOrderSensitive,
    deepOrder: values.isDeep ? atIndices(sections.deepOrder) : undefined,
    modules: symbols[values.modules]!,
    defconfigList: values.defconfigList === NONE ? undefined : symbols[values.defconfigList],
    yes: symbols[values.yes]!,
    mod: symbols[values.mod]!,
    no: symbols[values.no]!,
    dialect: findDialect(values.dialect),
    prefix: values.prefix,
    takesMarkedDefaults: values.takesMarkedDefaults,
    srctree: values.srctree,
    diagnostics: frozen(values.diagnostics),
    mentions: (name, ...defconfigs) => {
      const recorder = MentionRecorder.from({ ...values.mentions, numbers: [sections.mentions] });
      return findMentions(recorder, named, name, defconfigs);
    },
  };
}
