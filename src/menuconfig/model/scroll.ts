/** The first row to show so that the selected one is in view, with a row beside it if there is one. */
export function scrolled(top: number, at: number, count: number, shown: number): number {
  const margin = shown > 4 ? 1 : 0;
  const least = at - shown + 1 + margin;
  const most = at - margin;
  const wanted = Math.min(Math.max(top, least), most);
  return Math.max(0, Math.min(wanted, count - shown));
}

/** Where a key moves the selection in a list; undefined if the key is not about that. */
export function moved(key: string, at: number, count: number, page: number): number | undefined {
  const to = target(key, at, count, page);
  return to === undefined ? undefined : Math.max(0, Math.min(to, count - 1));
}

function target(key: string, at: number, count: number, page: number): number | undefined {
  switch (key) {
    case 'up':
      return at - 1;
    case 'down':
      return at + 1;
    case 'pageup':
      return at - page;
    case 'pagedown':
      return at + page;
    case 'home':
      return 0;
    case 'end':
      return count - 1;
    default:
      return undefined;
  }
}
