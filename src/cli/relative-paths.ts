/** `text` with the paths into the folder `cwd` written as a user there would write them. */
export function relativePaths(text: string, cwd: string): string {
  const folder = cwd.endsWith('/') ? cwd : `${cwd}/`;
  const escaped = folder.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
  return text.replace(new RegExp(`(?<![^\\s"'(])${escaped}`, 'g'), '');
}
