/*
 * What the README and the other pages refer to exists: links and their headings, npm scripts, and paths of
 * this repository.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { expect, test } from '@jest/globals';

import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { PAGES, readPage } from './page.ts';

const pages = [
  ...PAGES,
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'examples/boot/README.md',
  'examples/leak-checks/README.md',
];

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(text: string): ReadonlySet<string> {
  return new Set(
    [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

/** The relative links of a page that lead nowhere. */
function brokenLinks(page: string): readonly string[] {
  return [...readPage(page).matchAll(/\]\((?!\w+:)([^)#]*)(?:#([^)]*))?\)/g)].flatMap(
    ([, path = '', anchor]) => {
      const target = path === '' ? page : join(dirname(page), path);
      if (!existsSync(join(PACKAGE_ROOT, target))) return [target];
      const missing = anchor !== undefined && !anchorsOf(readPage(target)).has(anchor);
      return missing ? [`${target}#${anchor}`] : [];
    },
  );
}

const FOLDERS = 'bench|bin|configs|docs|examples|findings|generator|src|templates|test';
const PATH = new RegExp(`\`((?:${FOLDERS})/[\\w./-]*)\``, 'g');

/** The paths of this repository that a page names and that do not exist. NAME in a path is a placeholder. */
function missingPaths(page: string): readonly string[] {
  return [...readPage(page).matchAll(PATH)]
    .map(([, path = '']) => path)
    .filter((path) => !path.includes('NAME') && !existsSync(join(PACKAGE_ROOT, path)));
}

const { files, scripts } = JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as {
  readonly files: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
};

/** What the README says is in the repository alone. */
const ONLY_IN_REPOSITORY =
  /^(?:CHANGELOG\.md|CONTRIBUTING\.md|docs\/architecture\.md|examples\/.*)$/;

/** Whether `npm pack` leaves a page or a folder out. */
function isLeftOut(path: string): boolean {
  return files.some((pattern) => {
    const name = pattern.slice(1);
    return pattern.startsWith('!') && (path === name || path.startsWith(`${name}/`));
  });
}

test.each(pages)('%s refers to what exists', (page) => {
  const missingScripts = [...readPage(page).matchAll(/npm run ([\w:]+)/g)]
    .map(([, script = '']) => script)
    .filter((script) => scripts[script] === undefined);
  expect([brokenLinks(page), missingPaths(page), missingScripts]).toEqual([[], [], []]);
});

test.each(PAGES.filter((page) => !isLeftOut(page)))(
  '%s, which is packed, leads to pages that are packed or that the README names',
  (page) => {
    const targets = [...readPage(page).matchAll(/\]\((?!\w+:)([^)#]+)/g)].map(([, path = '']) =>
      join(dirname(page), path),
    );
    const away = targets.filter(
      (target) =>
        (isLeftOut(target) || !/^(?:docs|configs)\/|^(?:README\.md|LICENSE)$/.test(target)) &&
        !ONLY_IN_REPOSITORY.test(target),
    );
    expect(away).toEqual([]);
  },
);

test('reads the anchors of headings as GitHub makes them', () => {
  expect(anchorsOf('# A `x`: b\n## Memory from mmap()\n')).toEqual(
    new Set(['a-x-b', 'memory-from-mmap']),
  );
});
