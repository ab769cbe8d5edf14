import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
const [, chapter = ''] = PAGE.split('\n## Where do I change …?\n');
const ROWS = chapter
  .split('\n## ')[0]!
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(1)
  .map((line) => line.split(' | ') as [string, string]);

describe('where to change what', () => {
  it('is told for fifteen changes', () => {
    expect(ROWS).toHaveLength(15);
  });

  it.each(ROWS)('%s: in files that are there', (_, where) => {
    const paths = [...where.matchAll(/`((?:[\w-]+\/)+[^`\s]*)`/g)].map(([, path = '']) => path);
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !existsSync(join(ROOT, path.replace(/[^/]*<.*$/, ''))))).toEqual([]);
  });
});
