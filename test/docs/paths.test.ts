import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const PAGES = ['README.md', 'CONTRIBUTING.md', ...pagesIn('docs')];
const ROOMS = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory());

function pagesIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `${folder}/${file}`);
}

/** What a page links to, from the root: without anchors, and without other sites. */
function linksIn(page: string, text: string): readonly string[] {
  const targets = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, target = '']) => target);
  return targets.filter((target) => !/^\w+:/.test(target)).map((target) => join(dirname(page), target));
}

/** The paths that a page names in code, up to a name that stands for many: `domain/case/messages/<name>.ts`. */
function pathsIn(text: string): readonly string[] {
  const paths = [...text.matchAll(/`((?:[\w.-]+\/)+[^`\s]*)`/g)].map(([, path = '']) => path);
  return paths
    .filter((path) => ROOMS.some((room) => path.startsWith(`${room.name}/`)))
    .map((path) => path.replace(/[^/]*[<{*].*$/, ''));
}

describe.each(PAGES)('%s', (page) => {
  const text = readFileSync(join(ROOT, page), 'utf8');

  it('links and names nothing that is not there', () => {
    const named = [...linksIn(page, text), ...pathsIn(text)];
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});
