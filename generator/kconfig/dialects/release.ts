/** A release of Linux, whose `scripts/kconfig` most other projects copy: `6.12`. */
export type Release = `${number}.${number}`;

const FORM = /^(\d+)\.(\d+)$/;

/** The release that a text names, as it is written without what follows `X.Y`; undefined if it names none. */
export function readRelease(text: string): Release | undefined {
  return FORM.test(text) ? (text as Release) : undefined;
}

/** The last release of each major number but the present one. */
const LAST_MINOR: Readonly<Record<number, number>> = { 2: 6, 3: 19, 4: 20, 5: 19, 6: 19 };

/** The first release with Kconfig. */
const FIRST: Release = '2.6';

/** Whether there has been such a release, up to `newest`. */
export function isReleased(release: Release, newest: Release): boolean {
  const [major, minor] = partsOf(release);
  if (compareReleases(release, FIRST) < 0 || compareReleases(release, newest) > 0) return false;
  return minor <= (LAST_MINOR[major] ?? Infinity);
}

/** Negative if the first release is the earlier one, 0 if both are the same. */
export function compareReleases(one: Release, other: Release): number {
  const [major, minor] = partsOf(one);
  const [otherMajor, otherMinor] = partsOf(other);
  return major === otherMajor ? minor - otherMinor : major - otherMajor;
}

function partsOf(release: Release): readonly [number, number] {
  const [major, minor] = release.split('.');
  return [Number(major), Number(minor)];
}
