/** Ours first; the others get the unspecialised templates and the options as literals. */
export const TOOLS = ['ours', 'esbuild', 'terser', 'closure'] as const;
export type Tool = (typeof TOOLS)[number];
