import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Deoptimisations in one phase of traffic. */
export interface DeoptPhase {
  readonly name: string;
  /** By `FUNCTION: reason`, how often. */
  readonly reasons: Readonly<Record<string, number>>;
  readonly count: number;
}

/** In these nothing is new: a deoptimisation here would come again and again. */
export function isSteady({ name }: DeoptPhase): boolean {
  return name.startsWith('steady');
}

/** Runs traffic that changes size, heap and variant, and counts what V8 throws away in each phase. */
export function countDeopts(variants: readonly string[]): readonly DeoptPhase[] {
  const script = join(import.meta.dirname, 'deopt-process.js');
  const output = execFileSync(process.execPath, ['--trace-deopt', script, ...variants], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return parseDeopts(output);
}

/** Reads what `--trace-deopt` prints between lines `phase: NAME`. */
export function parseDeopts(output: string): readonly DeoptPhase[] {
  return output
    .split(/^phase: /m)
    .slice(1)
    .map((text) => {
      const reasons: Record<string, number> = {};
      let count = 0;
      const bailouts = text.matchAll(
        /^\[bailout \(kind: [\w-]+, reason: ([^)]*(?:\([^)]*\))?[^)]*)\): begin\. deoptimizing 0x[0-9a-f]+ <JSFunction ?([^ >]*)/gm,
      );
      for (const [, reason = '', name = ''] of bailouts) {
        const key = `${name === '' ? '(anonymous)' : name}: ${reason}`;
        reasons[key] = (reasons[key] ?? 0) + 1;
        count += 1;
      }
      return { name: text.slice(0, text.indexOf('\n')), reasons, count };
    });
}
