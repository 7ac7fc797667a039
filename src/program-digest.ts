/**
 * Tells builds of this program apart: when it is bundled, the SHA-256 of the bundle takes this text's place.
 * Where it still stands, the modules run as they are.
 */
export const DIGEST = '@@@@@@@@@@@@@@@@@@@@@ the digest of the program @@@@@@@@@@@@@@@@';

/** The digest of the bundled program in hex; undefined if it is not bundled. */
export function programDigest(): string | undefined {
  return DIGEST.startsWith('@') ? undefined : DIGEST;
}

/** The bundled program with its digest in it. No offset changes. */
export function withDigest(program: string, digestOf: (text: string) => string): string {
  const [before, after, ...more] = program.split(DIGEST);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error('the program does not have the text for its digest once');
  }
  return before + digestOf(program) + after;
}
