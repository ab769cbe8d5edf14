/** Which rows a page holds: the first so many behind an id. */
export type Page = Readonly<{ afterId: number; limit: number }>;

/** A row, or what was gathered about one. */
export type Numbered = { readonly id: number } | { readonly row: { readonly id: number } };

interface Paging {
  readonly limit: number;
  /** Where to begin: behind nothing, unless given. */
  readonly afterId?: number;
  /** A short page is not the last: what was added meanwhile comes too. */
  readonly untilEmpty?: boolean;
}

/**
 * Reads page by page in the order of ids, so that a list of any size fits into memory. Each page that is read outside
 * of a transaction is a snapshot of its own, and nothing stands open while the receiver works on it.
 */
export async function* pages<Row extends Numbered>(
  { limit, afterId = 0, untilEmpty = false }: Paging,
  read: (page: Page) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[], void, undefined> {
  for (let behind = afterId; ; ) {
    const page = await read({ afterId: behind, limit });
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    if (page.length < limit && !untilEmpty) return;
    behind = 'id' in last ? last.id : last.row.id;
  }
}

/** The same, row by row. */
export async function* eachRow<Row extends Numbered>(
  paging: Paging,
  read: (page: Page) => Promise<readonly Row[]>,
): AsyncGenerator<Row, void, undefined> {
  for await (const page of pages(paging, read)) yield* page;
}
