import type {
  Explanation,
  InvolvedSymbol,
  MentionedSymbol,
  Missing,
  Origin,
  Position,
  Raiser,
  Way,
} from '../../../generator/kconfig/index.ts';
import { positionAsJson } from '../findings/findings-json.ts';

/** An explanation as plain data, with each position as file, line and column. */
export function explanationAsJson(explanation: Explanation, cwd: string): object {
  const { definitions, asked, notTaken, missing, defaults, selectedBy, impliedBy } = explanation;
  const at = (position: Position): object => positionAsJson(position, cwd);
  const raiser = ({ position, ...rest }: Raiser): object => ({ ...rest, position: at(position) });
  const missingAsJson = (one: Missing): object =>
    one.kind === 'condition'
      ? {
          kind: one.kind,
          condition: one.condition,
          position: at(one.position),
          symbols: one.symbols.map((symbol) => ({
            ...involvedAsJson(symbol, cwd),
            ...(symbol.ways.length > 0 && { ways: symbol.ways.map(wayAsJson) }),
          })),
          missing: one.missing.map(missingAsJson),
          ...(one.contradiction && {
            contradiction: { ...one.contradiction, position: at(one.contradiction.position) },
          }),
        }
      : { kind: one.kind, parts: one.parts.map(missingAsJson) };
  const wayAsJson = (way: Way): object => ({
    ...way,
    position: at(way.position),
    missing: way.missing.map(missingAsJson),
  });
  return {
    ...mentionedAsJson(explanation, cwd),
    definitions: definitions.map(at),
    asked: asked ? { value: asked.value, position: at(asked.position) } : null,
    notTaken: notTaken ?? null,
    missing: missing.map(missingAsJson),
    ...(defaults.length > 0 && { defaults: defaults.map(wayAsJson) }),
    selectedBy: selectedBy.map(raiser),
    impliedBy: impliedBy.map(raiser),
  };
}

function involvedAsJson(symbol: InvolvedSymbol, cwd: string): object {
  const { hasPrompt, selectors } = symbol;
  const places = selectors.map(({ name, position }) => ({
    name,
    position: positionAsJson(position, cwd),
  }));
  return { ...mentionedAsJson(symbol, cwd), hasPrompt, selectors: places };
}

function mentionedAsJson(symbol: MentionedSymbol, cwd: string): object {
  const { name, type, value, origin, visible } = symbol;
  return { symbol: name, type, value, origin: originAsJson(origin, cwd), visible };
}

function originAsJson({ kind, position, by }: Origin, cwd: string): object {
  return { kind, by, ...(position && { position: positionAsJson(position, cwd) }) };
}
