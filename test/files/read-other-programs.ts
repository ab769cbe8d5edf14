import { readInvoices } from '../../files/invoices.ts';
import { readPayments } from '../../files/payments.ts';
import { mappingOf, readAll } from './read-all.ts';

/** Windows-1252, as German banks write it. */
export const windows1252 = (text: string) => Buffer.from(text.replaceAll('€', '\x80'), 'latin1');

export async function payments(content: string | Uint8Array, yaml: string) {
  const mapping = mappingOf(yaml);
  const { rows, problems } = await readAll(content, (path) => readPayments(path, { mapping }));
  const short = rows.map((row) => [row.invoice, row.bookedOn, row.amount, row.kind, row.externalId]);
  return { rows: short, problems };
}

export async function invoices(content: string | Uint8Array, yaml: string) {
  const mapping = mappingOf(yaml);
  const { good, problems } = await readAll(content, (path) =>
    readInvoices(path, { mapping, defaultCurrency: 'EUR' }),
  );
  const claims = good.flatMap(({ row }) =>
    row === undefined ? [] : [[row.number, row.issuedOn, row.dueOn, row.amount]],
  );
  const booked = good.flatMap((one) =>
    one.payments.map((row) => [row.kind, row.invoice, row.bookedOn, row.amount, row.externalId]),
  );
  return { claims, booked, problems };
}
