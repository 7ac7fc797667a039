import type { Model } from './model.ts';
import type { Problem } from './problem.ts';

/** A problem with its place, as one line. */
export function problemSentence(
  { file, surroundings }: Pick<Model, 'file' | 'surroundings'>,
  { diagnostic }: Problem,
): string {
  const { position, message } = diagnostic;
  const path = surroundings.shorten(position.file);
  const place = path === file.path ? `line ${position.line}` : `${path}:${position.line}`;
  return surroundings.shorten(`${place}: ${message}`);
}
