import type { Variant } from './variant.ts';

/** A module of TypeScript or JavaScript formatted by prettier, which is loaded for the first one. */
export async function formatText(text: string): Promise<string> {
  const [babel, estree, { format }] = await Promise.all([
    import('prettier/plugins/babel'),
    import('prettier/plugins/estree'),
    import('prettier/standalone'),
  ]);
  return await format(text, {
    parser: 'babel-ts',
    plugins: [babel, estree as never],
    singleQuote: true,
    printWidth: 100,
  });
}

/** The same variant with its three texts formatted by prettier. */
export async function formatVariant(variant: Variant): Promise<Variant> {
  const [source, javascript, declarations] = await Promise.all(
    [variant.source, variant.javascript, variant.declarations].map(formatText),
  );
  return {
    ...variant,
    source: source ?? '',
    javascript: javascript ?? '',
    declarations: declarations ?? '',
  };
}
