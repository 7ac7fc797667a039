const UNITS = ['Bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

/** A size as U-Boot prints it: `96 MiB`, `700.9 KiB`, `12 Bytes`; one decimal, rounded, none when it is 0. */
export function formatSize(bytes: number): string {
  let power = 0;
  while (bytes >= 1024 ** (power + 1) && power < UNITS.length - 1) power += 1;
  const tenths = Math.round((bytes / 1024 ** power) * 10);
  const whole = Math.floor(tenths / 10);
  const decimal = tenths % 10;
  return `${whole}${decimal === 0 ? '' : `.${decimal}`} ${UNITS[power] ?? ''}`;
}
