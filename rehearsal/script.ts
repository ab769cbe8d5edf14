import { createCalendar } from '../calendar/calendar.ts';
import type { Database } from '../db/database.ts';
import { findInvoiceByNumber } from '../db/invoice/invoices.ts';
import {
  finishScripted,
  type ScriptedEventRow,
  stageScript,
  unheardScripted,
} from '../db/rehearsal/scripted-events.ts';
import type { Tx } from '../db/tx.ts';
import type { Creditor } from '../domain/invoice/policy.ts';
import { formatDay } from '../domain/kernel/day.ts';
import type { WrittenEvent } from '../files/script.ts';
import { caseNamed } from '../gather/invoice/scripted.ts';

/** What operator and collector do in a rehearsal. */
export interface Script {
  readonly file: string;
  readonly events: readonly WrittenEvent[];
  /** Its text, as it was read. */
  readonly source: string;
}

/** An event of the script that came to nothing, and why. */
export interface UnheardEvent {
  readonly line: number;
  readonly text: string;
}

/**
 * Keeps the events of a script as dated facts. One without a time of day happens when the creditor's sending window
 * opens: before that day's letters, after its bookings and listings.
 */
export async function stageEvents(db: Database, creditor: Creditor, { events }: Script): Promise<void> {
  const calendar = createCalendar(creditor);
  const opens = creditor.policy.sending.from;
  const dated = events.map(({ on, at, ...event }) => ({ ...event, at: calendar.instantOf(on, at ?? opens) }));
  await db.transaction((tx) => stageScript(tx, creditor.creditor, dated));
}

/** Refuses what can never happen: events of invoices that are not in the ledger, or were not yet issued then. */
export async function refuseImpossible(db: Database, creditor: Creditor): Promise<void> {
  const calendar = createCalendar(creditor);
  await db.transaction(async (tx) => {
    for (const event of await unheardScripted(tx)) {
      if (event.invoice === null || event.doneAt !== null) continue;
      const row = await findInvoiceByNumber(tx, event.creditor, event.invoice);
      const startsOn = row?.openingLevelOn ?? row?.issuedOn;
      const isTooEarly = startsOn !== undefined && event.at < calendar.instantOf(startsOn, 0);
      if (startsOn !== undefined && !isTooEarly) continue;
      const says =
        startsOn === undefined
          ? `The ledger has no invoice ${event.invoice}.`
          : `Invoice ${event.invoice} is followed from ${formatDay(startsOn)} on.`;
      await finishScripted(tx, event.id, { doneAt: event.at, refused: true, says });
    }
  });
}

/** The events that came to nothing, in the order of the script. */
export async function unheardEvents(db: Database, file: string): Promise<readonly UnheardEvent[]> {
  return db.read(async (tx) => {
    const unheard: UnheardEvent[] = [];
    for (const event of await unheardScripted(tx)) {
      const subject = event.invoice === null ? `case ${event.case}` : `invoice ${event.invoice}`;
      const why = event.refused ? (event.says ?? '') : await whyItNeverCame(tx, event);
      unheard.push({
        line: event.line,
        text: `${file}:${event.line}: ${event.does} of ${subject}: ${why}`,
      });
    }
    return unheard;
  });
}

async function whyItNeverCame(tx: Tx, { creditor, case: name }: ScriptedEventRow): Promise<string> {
  if (name === null || (await caseNamed(tx, creditor, name)) !== undefined) {
    return 'nothing was left to follow when its moment came.';
  }
  return 'there never was such a case.';
}
