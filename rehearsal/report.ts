import { createCalendar } from '../calendar/calendar.ts';
import type { Database } from '../db/database.ts';
import type { Creditor } from '../domain/invoice/policy.ts';
import { CaseCounter } from './case-summary.ts';
import { caseLines, deletedCaseLines, rehearsalLines, writeLines } from './lines.ts';
import { type Summary, SummaryCounter } from './summary.ts';

interface ReportRequest {
  readonly creditor: Creditor;
  /** With a script cases were followed, and are told of. */
  readonly script?: object | undefined;
  readonly out: string | undefined;
}

/** Writes the lines of invoices and cases, and counts them on their way. */
export async function report(db: Database, { creditor, script, out }: ReportRequest): Promise<Summary> {
  const invoices = new SummaryCounter(db, creditor.creditor, creditor.policy);
  const cases = script === undefined ? undefined : new CaseCounter();
  await writeLines(allLines(db, creditor, invoices, cases), out);
  return { ...invoices.result(), ...(cases === undefined ? {} : { cases: cases.result() }) };
}

async function* allLines(
  db: Database,
  creditor: Creditor,
  invoices: SummaryCounter,
  cases: CaseCounter | undefined,
): AsyncGenerator<object, void> {
  const calendar = createCalendar(creditor);
  for await (const line of rehearsalLines(db, calendar, creditor.policy)) {
    await invoices.add(line);
    yield line;
  }
  if (cases === undefined) return;
  for await (const { line, row } of caseLines(db, calendar)) {
    cases.add(row);
    yield line;
  }
  yield* deletedCaseLines(db, calendar);
}
