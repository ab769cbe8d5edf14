/** Which rows a page holds: the first so many behind an id. */
export type Page = Readonly<{ afterId: number; limit: number }>;

/** A row, or what was gathered about one. */
export type Numbered = { readonly id: number } | { readonly row: { readonly id: number } };

interface Paging {
  readonly limit: number;
  /** Where to begin: behind nothing, unless given. */
  readonly afterId?: number;
}

/**
 * Reads page by page in the order of ids, so that a list of any size fits into memory. Each page that is read outside
 * of a transaction is a snapshot of its own, and nothing stands open while the receiver works on it.
 *
 * All that was there when it began comes. What is added meanwhile may not: a row whose transaction took longer can show
 * only after rows with higher ids. So no id is kept as a mark behind which all is new.
 */
export async function* pages<Row extends Numbered>(
  { limit, afterId = 0 }: Paging,
  read: (page: Page) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[], void, undefined> {
  for (let behind = afterId; ; ) {
    const page = await read({ afterId: behind, limit });
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    if (page.length < limit) return;
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
