import { zoneNamed } from '../calendar/zone.ts';
import { channelSettingsOf } from '../db/creditor/channel-settings.ts';
import { type CreditorRow, listCreditors } from '../db/creditor/creditors.ts';
import type { Database } from '../db/database.ts';
import { LetterWay, type PrintHouseSettings } from '../domain/channels/letter.ts';
import { type Day, type Instant, parseTimeOfDay } from '../domain/kernel/day.ts';
import { closePrintBatch } from '../gateways/letters/print-house/close-print-batch.ts';

/**
 * Closes the batches for print houses whose closing time has come, creditor by creditor, and completes those that a
 * killed process left half done. Returns in words what could not be closed: it is tried again by the next sweep.
 */
export function closingPrintBatches(
  db: Database,
  outbox: string,
): (asOf: Instant, onProgress: () => void) => Promise<readonly string[]> {
  return async (asOf, onProgress) => {
    const troubles: string[] = [];
    for (const creditor of await db.read(listCreditors)) {
      const { letter } = await db.read((tx) => channelSettingsOf(tx, creditor.creditor));
      if (letter?.kind !== LetterWay.PRINT_HOUSE) continue;
      try {
        await closePrintBatch(outbox, letter, creditor, lastClosing(creditor, letter, asOf), onProgress);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        troubles.push(`The letters of ${creditor.creditor} for the print house: ${why}`);
      }
    }
    return troubles;
  };
}

/** The last closing time that has come, and its day. */
function lastClosing(
  { timeZone }: Pick<CreditorRow, 'timeZone'>,
  { closesAt }: PrintHouseSettings,
  asOf: Instant,
): { readonly on: Day; readonly at: Instant } {
  const zone = zoneNamed(timeZone);
  const minute = parseTimeOfDay(closesAt) ?? 0;
  const today = zone.dayOf(asOf);
  const on = zone.instantOf(today, minute) <= asOf ? today : today - 1;
  return { on, at: zone.instantOf(on, minute) };
}
