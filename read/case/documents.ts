import { documentsOf } from '../../db/case/documents.ts';
import { caseRowOf } from '../../gather/case/gather-case-history.ts';
import { type Columns, columnsOf, type Listed } from '../kit/columns.ts';
import type { Reader, Tenant } from '../kit/reader.ts';

type DocumentRow = Awaited<ReturnType<typeof documentsOf>>[number];

/** A document of a case, without its content. */
export interface ListedDocument extends Listed {
  readonly row: DocumentRow;
}

const { text, count, moment } = columnsOf<ListedDocument>();

export const DOCUMENT_COLUMNS = {
  name: text('its name', ({ row }) => row.name, 'document'),
  type: text('its type', ({ row }) => row.type),
  size: count('its size in bytes', ({ row }) => row.size, 'bytes'),
  attachedAt: moment('when it was attached', ({ row }) => row.attachedAt, 'attached'),
  by: text('who attached it', ({ row }) => row.by),
  hash: text('its hash', ({ row }) => row.hash, 'sha-256'),
} as const satisfies Columns<ListedDocument>;

/** The documents of a case; refused in words when there is no such case, or none any more. */
export async function caseDocuments(
  { db }: Reader,
  { id, calendar }: Tenant,
  reference: string,
): Promise<readonly ListedDocument[]> {
  return db.read(async (tx) => {
    const { id: caseId, currency } = await caseRowOf(tx, id, reference);
    return (await documentsOf(tx, caseId)).map((row) => ({ row, calendar, currency }));
  });
}

export function documentJson({ row }: ListedDocument): object {
  const { name, type, size, hash, effectKey, attachedAt, by } = row;
  return { name, type, size, hash, effectKey, attachedAt: new Date(attachedAt).toISOString(), by };
}
