import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { type CaseRow, findCase } from '../db/case/cases.ts';
import type { Database } from '../db/database.ts';
import { type InvoiceRow, listInvoices } from '../db/invoice/invoices.ts';
import { ledgerOf } from '../db/invoice/ledger.ts';
import { transitionsOf } from '../db/invoice/transitions.ts';
import { eachRow, type Page } from '../db/pages.ts';
import { caseIdsInOpeningOrder, deletedCases } from '../db/rehearsal/cases.ts';
import { addsMoney, chargedOf } from '../domain/invoice/charges/charged.ts';
import type { Policy } from '../domain/invoice/policy.ts';
import type { Calendar } from '../domain/kernel/calendar.ts';
import { formatDay } from '../domain/kernel/day.ts';
import { writeWhole } from '../files/whole-file.ts';
import { type CaseLine, caseLineOf } from './case-line.ts';
import { type RehearsalLine, rehearsalLine } from './line.ts';

const PAGE = 500;

/** One line per invoice, in the order they were taken in; page by page, so memory stays flat. */
export async function* rehearsalLines(
  db: Database,
  calendar: Calendar,
  policy: Policy,
): AsyncGenerator<RehearsalLine, void> {
  const hasCharges = addsMoney(policy);
  const read = (page: Page) =>
    db.read(async (tx) => {
      const lines: { readonly row: InvoiceRow; readonly line: RehearsalLine }[] = [];
      for (const row of await listInvoices(tx, page)) {
        const charged = hasCharges ? chargedOf(await ledgerOf(tx, row.id)) : null;
        lines.push({ row, line: rehearsalLine(row, await transitionsOf(tx, row.id), calendar, charged) });
      }
      return lines;
    });
  for await (const { line } of eachRow({ limit: PAGE }, read)) yield line;
}

/**
 * One line per case as they were opened. Memory stays flat but for their ids.
 */
export async function* caseLines(
  db: Database,
  calendar: Calendar,
): AsyncGenerator<{ readonly line: CaseLine; readonly row: CaseRow }, void> {
  for (const id of await db.read(caseIdsInOpeningOrder)) {
    const found = await db.read(async (tx) => {
      const row = await findCase(tx, id);
      return row === undefined ? undefined : { row, line: await caseLineOf(tx, row, calendar) };
    });
    if (found !== undefined) yield found;
  }
}

/** One line per deleted case: nothing but its reference and the day is left of it. */
export async function* deletedCaseLines(
  db: Database,
  calendar: Calendar,
): AsyncGenerator<{ readonly case: string; readonly deletedOn: string }, void> {
  for (const { reference, deletedAt } of await db.read(deletedCases)) {
    yield { case: reference, deletedOn: formatDay(calendar.dayOf(deletedAt)) };
  }
}

/** Writes lines to a file that appears only when it is whole, or to standard output. */
export async function writeLines(lines: AsyncIterable<object>, out: string | undefined): Promise<void> {
  if (out === undefined) return writeTo(process.stdout, lines);
  await writeWhole(out, async (stream) => {
    await writeTo(stream, lines);
    stream.end();
  });
}

async function writeTo(stream: Writable, lines: AsyncIterable<object>): Promise<void> {
  for await (const line of lines) {
    if (!stream.write(`${JSON.stringify(line)}\n`)) await once(stream, 'drain');
  }
}
