import { formatDay } from '../../domain/kernel/day.ts';
import { holdReasonInWords } from '../../domain/kernel/hold-words.ts';
import { gatherHistory, type History } from '../../gather/invoice/gather-history.ts';
import type { Words } from '../../templates/languages.ts';
import { money } from '../kit/format.ts';
import type { Reader, Tenant } from '../kit/reader.ts';
import {
  commandEntries,
  effectEntries,
  type HistoryEntry,
  holdEntries,
  inOrder,
  taskEntries,
  timelineJson,
} from '../kit/timeline.ts';

/** Everything that happened to an invoice. */
export interface InvoiceTimeline {
  readonly entries: readonly HistoryEntry[];
  readonly history: History;
}

/** Refused in words when there is no such invoice. */
export async function invoiceTimeline(
  { db, words }: Reader,
  { id }: Tenant,
  number: string,
): Promise<InvoiceTimeline> {
  const history = await db.read((tx) => gatherHistory(tx, id, number));
  return { history, entries: historyEntries(history, words) };
}

export function invoiceTimelineJson({ history, entries }: InvoiceTimeline): object {
  const { row, cases } = history;
  return {
    creditor: row.creditor,
    number: row.number,
    stage: row.stage,
    round: row.round,
    cases: cases.map(({ reference, state, active }) => ({ reference, state, active })),
    entries: timelineJson(entries),
  };
}

/** All of an invoice's history in the order it was written down. */
function historyEntries(history: History, words: Words): HistoryEntry[] {
  const parts = [
    takenIn,
    transitions,
    bookings,
    holdEntries,
    effectEntries,
    taskEntries,
    commandEntries,
    cases,
  ];
  return inOrder(parts.flatMap((of) => of(history, words)));
}

function takenIn({ row }: History): HistoryEntry[] {
  const due = row.dueOn === null ? 'without a due date' : `due on ${formatDay(row.dueOn)}`;
  const says = `taken in: ${money(row.amount, row.currency)} of ${formatDay(row.issuedOn)}, ${due}`;
  return [{ at: row.takenInAt, on: null, kind: 'taken in', says, by: null }];
}

function transitions({ transitions }: History, words: Words): HistoryEntry[] {
  return transitions.map(({ event, from, to, at, on, by, reason, level }) => {
    const what = level === null ? event : `${event}: ${level}`;
    const stages = from === to ? '' : `, ${from} to ${to}`;
    const why = reason === null || reason === '' ? '' : ` (${holdReasonInWords(reason, words.holds)})`;
    return { at, on, kind: 'transition', says: `${what}${stages}${why}`, by };
  });
}

function bookings({ ledger, row }: History): HistoryEntry[] {
  return ledger.map(({ kind, amount, bookedOn, recordedAt, externalId, by }) => ({
    at: recordedAt,
    on: bookedOn,
    kind: 'booking',
    says: `${kind} of ${money(amount, row.currency)} (${externalId})`,
    by,
  }));
}

function cases({ cases }: History): HistoryEntry[] {
  return cases.map(({ reference, state, source, openedAt }) => ({
    at: openedAt,
    on: null,
    kind: 'case',
    says: `case ${reference} opened (${source}), now ${state}`,
    by: null,
  }));
}
