import { createCalendar } from '../../calendar/calendar.ts';
import type { CreditorRow } from '../../db/creditor/creditors.ts';
import type { Tx } from '../../db/tx.ts';
import type { Policy } from '../../domain/invoice/policy.ts';
import type { Calendar } from '../../domain/kernel/calendar.ts';
import { creditorOf, policyOf } from '../invoice/gather-invoice.ts';
import type { Sources } from '../sources.ts';

/** What new invoices of a creditor are taken in with. */
export interface IntakeSettings {
  readonly creditor: CreditorRow;
  readonly policy: Policy;
  readonly calendar: Calendar;
}

/** The creditor with the policy published last and its calendar. */
export async function gatherIntakeSettings(
  tx: Tx,
  sources: Sources,
  creditor: string,
): Promise<IntakeSettings> {
  const row = await creditorOf(tx, creditor);
  const policy = await policyOf(tx, sources, creditor, row.policyVersion);
  return { creditor: row, policy, calendar: createCalendar(row) };
}
