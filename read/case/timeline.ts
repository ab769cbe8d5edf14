import { formatDay } from '../../domain/kernel/day.ts';
import { type CaseHistory, gatherCaseHistory } from '../../gather/case/gather-case-history.ts';
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

/** Everything that happened to a case and was said about it. */
export interface CaseTimeline {
  readonly entries: readonly HistoryEntry[];
  readonly history: CaseHistory;
}

/** Refused in words when there is no such case. */
export async function caseTimeline(
  { db, words }: Reader,
  { id }: Tenant,
  reference: string,
): Promise<CaseTimeline> {
  const history = await db.read((tx) => gatherCaseHistory(tx, id, reference));
  return { history, entries: caseEntries(history, words) };
}

export function caseTimelineJson({ history, entries }: CaseTimeline): object {
  const { creditor, reference, state, version } = history.row;
  return { creditor, reference, state, version, entries: timelineJson(entries) };
}

/** All of a case's history in the order it was written down. */
function caseEntries(history: CaseHistory, words: Words): HistoryEntry[] {
  const parts = [
    events,
    receipts,
    charges,
    holdEntries,
    effectEntries,
    documents,
    messages,
    taskEntries,
    commandEntries,
  ];
  return inOrder(parts.flatMap((of) => of(history, words)));
}

function events({ events }: CaseHistory): HistoryEntry[] {
  return events.map(({ event, fromState, toState, at, on, by, reason }) => {
    const states = fromState === toState ? '' : `, ${fromState} to ${toState}`;
    const why = reason === null || reason === '' ? '' : ` (${reason})`;
    return { at, on, kind: 'transition', says: `${event}${states}${why}`, by };
  });
}

function receipts({ receipts, row }: CaseHistory): HistoryEntry[] {
  return receipts.map(({ amount, surplus, receivedOn, recordedAt, externalId, source, by }) => {
    const over = surplus === 0 ? '' : `, ${money(surplus, row.currency)} of it more than was owed`;
    const says = `collected ${money(amount, row.currency)}${over} (${externalId}, ${source})`;
    return { at: recordedAt, on: receivedOn, kind: 'receipt', says, by };
  });
}

function charges({ charges, row }: CaseHistory): HistoryEntry[] {
  return charges.map(({ kind, amount, bookedOn, recordedAt, externalId, by }) => ({
    at: recordedAt,
    on: bookedOn,
    kind: 'charge',
    says: `${kind} of ${money(amount, row.currency)} (${externalId})`,
    by,
  }));
}

function documents({ documents }: CaseHistory): HistoryEntry[] {
  return documents.map(({ name, type, size, effectKey, attachedAt, by }) => {
    const copy = effectKey === null ? '' : `, a copy of [${effectKey}]`;
    const says = `${name} (${type}, ${size} bytes)${copy}`;
    return { at: attachedAt, on: null, kind: 'document', says, by };
  });
}

function messages({ messages }: CaseHistory): HistoryEntry[] {
  return messages.map(({ direction, text, on, at, by }) => ({
    at,
    on,
    kind: 'message',
    says: `${direction} on ${formatDay(on)}: ${text}`,
    by,
  }));
}
