/** The first bin of each series, were it to start at size 0; sizes in a series are 8^(i + 1) bytes apart. */
const FIRST = [0, 56, 91, 110, 119, 124];
/** Where each series ends, in bytes. */
const ENDS = [512, 2560, 10_752, 43_520, 174_592, 698_880];

/** The bin of a chunk of some bytes: `bin_index()` of dlmalloc 2.6.6. */
export function binOf(bytes: number): number {
  const series = ENDS.findIndex((end) => bytes < end);
  return series < 0 ? 126 : FIRST[series]! + Math.floor(bytes / 8 ** (series + 1));
}
