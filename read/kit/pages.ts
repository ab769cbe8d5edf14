import { eachRow, type Numbered, type Page } from '../../db/pages.ts';

/** As many rows as a page has unless somebody asks for fewer. */
export const PAGE = 200;

/** All rows of several creditors, one after the other. */
export async function* eachRowOf<Tenant, Row extends Numbered>(
  tenants: () => Promise<readonly Tenant[]>,
  read: (tenant: Tenant, page: Page) => Promise<readonly Row[]>,
): AsyncGenerator<Row> {
  for (const tenant of await tenants()) yield* eachRow({ limit: PAGE }, (page) => read(tenant, page));
}
