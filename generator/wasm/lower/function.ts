import type { Binding } from '../../specialise/syntax/binding.ts';
import { visitBody } from '../../specialise/syntax/visit.ts';
import { NoLowering } from '../errors.ts';
import { constantOf, isInteger, UINT32_MAX, type Kind } from '../kinds/kind.ts';
import { kindOf } from '../kinds/kind-of.ts';
import { WORD_SHIFT } from '../kinds/scales.ts';
import { definitionsIn } from '../prepare/definitions.ts';
import type { Prepared } from '../prepare/versions.ts';
import { constant } from './convert.ts';
import type { Emitter, Place } from './emitter.ts';
import { emitCondition, emitEffect, emitExact, emitLow, emitScaled } from './expression.ts';
import { representationOf, type Representation } from './representation.ts';
import { resultOf } from './results.ts';
import { Statements } from './statement.ts';

/** What is the same for all functions of a module. */
export interface Module extends Pick<
  Emitter,
  'binaryen' | 'm' | 'known' | 'demands' | 'hosts' | 'goal' | 'isShared' | 'functionName'
> {
  readonly throwing: ReadonlySet<Binding>;
  /** Variables and functions of which the values are kept times 4. */
  readonly scaled: ReadonlySet<Binding>;
  /** Lengths of arrays that need no variable of the module. */
  readonly lengths: ReadonlySet<Binding>;
  /** Where a variable of the module is. */
  global(binding: Binding): Place | undefined;
}

/** The type that a variable of a kind has. */
export function typeOfVariable(
  binding: Binding,
  kind: Kind,
  { demands }: Pick<Emitter, 'demands'>,
): Representation {
  return isInteger(kind) && !demands.variables.has(binding) ? 'i32' : representationOf(kind);
}

/**
 * Adds one function to the module.
 * @throws NoLowering with the function in it
 */
export function addFunction(module: Module, binding: Binding, prepared: Prepared): void {
  try {
    addBody(module, binding, prepared);
  } catch (error) {
    if (error instanceof NoLowering) {
      error.within ??= binding;
      error.position ??= prepared.node.position;
    }
    throw error;
  }
}

function addBody(module: Module, binding: Binding, { node }: Prepared): void {
  const { m, known } = module;
  const name = module.functionName(binding);
  const places = new Map<Binding, Place>();
  const definitions = definitionsIn(node, (each) => constantOf(known.kind(each)) !== undefined);
  const parameters: Representation[] = [];
  const extra: Representation[] = [];
  for (const parameter of node.parameters) {
    const kind = known.kind(parameter.binding);
    if (kind.is === 'memory') continue;
    // One that nobody passes is of no kind.
    const type = kind.is === 'never' ? 'i32' : typeOfVariable(parameter.binding, kind, module);
    const scale = scaleIn(module, parameter.binding);
    places.set(parameter.binding, { is: 'local', index: parameters.length, type, scale });
    parameters.push(type);
  }
  const temporary = (type: Representation): number => {
    extra.push(type);
    return parameters.length + extra.length - 1;
  };
  const emit: Emitter = {
    ...module,
    name,
    checksLength: readsLength(node.body, module),
    kind: (each) => kindOf(each, known),
    exact: (each) => emitExact(emit, each),
    low: (each) => emitLow(emit, each),
    scaled: (each, shift) => emitScaled(emit, each, shift),
    condition: (each) => emitCondition(emit, each),
    effect: (each) => emitEffect(emit, each),
    place(each) {
      const found = places.get(each) ?? module.global(each);
      if (found !== undefined) return found;
      if (each.topLevel && !module.lengths.has(each)) throw new NoLowering(each.name);
      const kind = known.kind(each);
      const type = kind.is === 'never' ? 'i32' : typeOfVariable(each, kind, module);
      const scale = scaleIn(module, each);
      const place: Place = { is: 'local', index: temporary(type), type, scale };
      places.set(each, place);
      return place;
    },
    definition: (each) => definitions.get(each),
    resultScale: (each) => scaleIn(module, each),
    parameterScale: (each) => scaleIn(module, each),
    sizeFunction: (isSigned) => sizeFunction(module, isSigned),
    temporary,
    handler: () => statements.handler(),
  };
  const result = resultOf(emit, binding);
  const type =
    result.type === undefined
      ? undefined
      : result.isLow
        ? 'i32'
        : representationOf(known.result(binding));
  const statements = new Statements(emit, type, scaleIn(module, binding), module.throwing);
  // A parameter that is a memory is there.
  for (const parameter of node.parameters)
    if (known.kind(parameter.binding).is === 'memory')
      places.set(parameter.binding, { is: 'local', index: -1, type: 'i32' });
  const body = statements.whole(node.body);
  const types = (list: readonly Representation[]): number[] =>
    list.map((each) => module.binaryen[each]);
  const whole = type === undefined ? body : m.block(null, [body, m.unreachable()]);
  m.addFunction(
    name,
    module.binaryen.createType(types(parameters)),
    result.type ?? module.binaryen.none,
    types(extra),
    whole,
  );
}

function sizeFunction({ m, binaryen }: Module, isSigned: boolean): string {
  const name = isSigned ? 'size_t_of_signed' : 'size_t_of';
  if (m.getFunction(name) !== 0) return name;
  const get = (): number => m.local.get(0, binaryen.i64);
  const isMore = isSigned
    ? m.i64.gt_s(get(), constant({ m }, UINT32_MAX, 'i64'))
    : m.i32.wrap(m.i64.shr_u(get(), constant({ m }, 32, 'i64')));
  const value = m.select(isMore, m.i32.const(-1), m.i32.wrap(get()));
  m.addFunction(name, binaryen.i64, binaryen.i32, [], value);
  return name;
}

function scaleIn({ scaled }: Module, binding: Binding): number {
  return scaled.has(binding) ? WORD_SHIFT : 0;
}

/** True if a body compares with the length of the memory. */
function readsLength(body: Prepared['node']['body'], { known }: Pick<Module, 'known'>): boolean {
  let reads = false;
  visitBody(body, {
    expression: (node) => {
      if (node.kind === 'property' && node.name === 'byteLength')
        reads ||= kindOf(node.object, known).is === 'buffer';
    },
  });
  return reads;
}
