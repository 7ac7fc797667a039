const BLOCK = /(<!-- npm run (\S+) -- (.*?) -->\n)[^]*?(?=<!-- end -->)/g;

/**
 * Replaces what is between `<!-- npm run SCRIPT -- ARGUMENTS -->` and `<!-- end -->`.
 * @param run gives what the command prints, or undefined to leave the block as it is
 */
export function fillBlocks(
  text: string,
  run: (script: string, args: readonly string[]) => string | undefined,
): string {
  return text.replaceAll(BLOCK, (block, head: string, script: string, args: string) => {
    const output = run(script, args.split(' ').filter(Boolean));
    return output === undefined ? block : `${head}\n${output.trim()}\n\n`;
  });
}
