import type { Row } from '../../../generator/kconfig/index.ts';
import type { Model } from '../model/model.ts';
import { span, type Line } from './line.ts';

/** What the last key came to, otherwise what is known about a row, as one line. */
export function statusOf(model: Model, row: Row | undefined, prompt?: string): Line {
  const { notice } = model;
  if (notice) return [span(notice.text, notice.kind === 'fault' ? 'fault' : 'plain')];
  if (row === undefined) return [span('')];
  const { file, line: number } = row.position;
  const reason = row.kind === 'member' && row.isVisible ? undefined : row.reason;
  const parts = [prompt, row.name, reason, `${file}:${number}`];
  const text = parts.filter((part) => part !== undefined).join('  ');
  return [span(model.surroundings.shorten(text), 'dim')];
}
