/** A module from its text. The same text twice is the same module. */
export async function loadModule<T>(javascript: string): Promise<T> {
  const text = Buffer.from(javascript).toString('base64');
  return (await import(`data:text/javascript;base64,${text}`)) as T;
}
