import type { SourceMap } from '../library/index.ts';

/** A module with its source map in a comment at the end. */
export function withSourceMap(code: string, map: SourceMap): string {
  const data = Buffer.from(JSON.stringify(map)).toString('base64');
  return `${code}//# sourceMappingURL=data:application/json;base64,${data}\n`;
}
