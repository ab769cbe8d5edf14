import {
  activeCaseOf,
  type CaseRow,
  casesOf,
  findCaseByReference,
  invoiceIdsOf,
} from '../../db/case/cases.ts';
import { findInvoice, findInvoiceByNumber, type InvoiceRow } from '../../db/invoice/invoices.ts';
import { isScripted, nextScriptedOf, type ScriptedEventRow } from '../../db/rehearsal/scripted-events.ts';
import type { Tx } from '../../db/tx.ts';
import { InstructionKind } from '../../domain/case/facts.ts';
import { ScriptedReportKind } from '../../domain/case/scripted-report.ts';
import type { Sources } from '../sources.ts';

/*
 * An invoice and its cases share one logical clock: that of the case it is in, else its own. Whoever has it follows
 * what the script says of any of them, so that events happen in the order of their moments.
 */

/** The next event of the script that an invoice follows; none while it is in a case, which then follows them. */
export async function nextScriptedOnPath(tx: Tx, row: InvoiceRow): Promise<ScriptedEventRow | undefined> {
  if ((await activeCaseOf(tx, row.id)) !== undefined) return undefined;
  return nextScriptedOf(tx, row.creditor, await caseNamesOf(tx, row), [row.number]);
}

/** The next event of the script that a case follows: its own, and those of the invoices that are in it. */
export async function nextScriptedOfCase(tx: Tx, row: CaseRow): Promise<ScriptedEventRow | undefined> {
  const { names, numbers } = await namesOf(tx, row);
  return numbers.length === 0 ? undefined : nextScriptedOf(tx, row.creditor, names, numbers);
}

/** What a script calls a case, its invoices, and the cases that they were in before. */
async function namesOf(
  tx: Tx,
  row: CaseRow,
  isIn = (active: boolean) => active,
): Promise<{ readonly names: string[]; readonly numbers: string[] }> {
  const names: string[] = [];
  const numbers: string[] = [];
  for (const { invoiceId, active } of await invoiceIdsOf(tx, row.id)) {
    const invoice = isIn(active) ? await findInvoice(tx, invoiceId) : undefined;
    if (invoice === undefined) continue;
    numbers.push(invoice.number);
    names.push(...(await caseNamesOf(tx, invoice)));
  }
  return { names, numbers };
}

/**
 * True in a rehearsal whose script leaves the collector's answer out: an order then counts as accepted as soon as it
 * is handed over, and a withdrawal as effective.
 */
export async function acceptsAtOnce(
  tx: Tx,
  { scripted }: Pick<Sources, 'scripted'>,
  row: CaseRow,
  about: InstructionKind = InstructionKind.ORDER,
): Promise<boolean> {
  if (!scripted) return false;
  // A deactivated case has let go of its invoices, and the script still calls it by their numbers.
  const { numbers } = await namesOf(tx, row, () => true);
  const answers = about === InstructionKind.ORDER ? ANSWERS_TO_ORDER : ANSWERS_TO_WITHDRAWAL;
  return !(await isScripted(tx, row.creditor, [row.reference, ...numbers], answers));
}

const ANSWERS_TO_ORDER = [ScriptedReportKind.ACCEPTS, ScriptedReportKind.REJECTS];
const ANSWERS_TO_WITHDRAWAL = [ScriptedReportKind.WITHDRAWS, ScriptedReportKind.CLOSES];

/** What a script calls the cases of an invoice: by its number the newest of them, by its reference each. */
async function caseNamesOf(tx: Tx, row: InvoiceRow): Promise<readonly string[]> {
  const names = [row.number];
  for (const { reference } of await casesOf(tx, row.id)) {
    // The number of an invoice means the case of that invoice.
    if ((await findInvoiceByNumber(tx, row.creditor, reference)) === undefined) names.push(reference);
  }
  return names;
}

/** The case that a script means by a reference or a number; undefined when there is none yet. */
export async function caseNamed(tx: Tx, creditor: string, name: string): Promise<CaseRow | undefined> {
  const invoice = await findInvoiceByNumber(tx, creditor, name);
  return invoice === undefined
    ? findCaseByReference(tx, creditor, name)
    : (await casesOf(tx, invoice.id)).at(-1);
}
