import { describe, expect, it } from 'vitest';
import { eachRow, type Page, pages } from '../../db/pages.ts';

/** A table with the ids 1 to `rows`, and what was asked of it. */
function tableOf(rows: number) {
  const asked: Page[] = [];
  const read = async (page: Page) => {
    asked.push(page);
    const ids = Array.from({ length: rows }, (_, i) => i + 1);
    return ids
      .filter((id) => id > page.afterId)
      .slice(0, page.limit)
      .map((id) => ({ id }));
  };
  return { read, asked };
}

async function all<T>(some: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of some) found.push(one);
  return found;
}

describe('Pages', () => {
  it.each([
    { rows: 0, sizes: [], behind: [0] },
    { rows: 2, sizes: [2], behind: [0] },
    { rows: 3, sizes: [3], behind: [0, 3] },
    { rows: 4, sizes: [3, 1], behind: [0, 3] },
  ])('of three: $rows rows come as $sizes', async ({ rows, sizes, behind }) => {
    const { read, asked } = tableOf(rows);
    expect((await all(pages({ limit: 3 }, read))).map((page) => page.length)).toEqual(sizes);
    expect(asked.map(({ afterId }) => afterId)).toEqual(behind);
  });

  it('begin behind the id that is given', async () => {
    const { read } = tableOf(4);
    expect(await all(pages({ limit: 2, afterId: 3 }, read))).toEqual([[{ id: 4 }]]);
  });

  it('find their place by the row that something was gathered about', async () => {
    const { read } = tableOf(5);
    const gather = async (page: Page) => (await read(page)).map((row) => ({ row, name: `no. ${row.id}` }));
    expect((await all(eachRow({ limit: 2 }, gather))).map(({ name }) => name)).toEqual(
      [1, 2, 3, 4, 5].map((id) => `no. ${id}`),
    );
  });
});
