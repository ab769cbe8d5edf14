import type { Answer } from '../../contracts/invoice.ts';
import type { CommandRow } from '../../db/invoice/commands.ts';
import { type Day, formatDay, type Instant } from '../../domain/kernel/day.ts';
import { holdReasonInWords } from '../../domain/kernel/hold-words.ts';
import { HoldScope } from '../../domain/kernel/holds.ts';
import { taskInWords } from '../../domain/tasks/words.ts';
import type { History } from '../../gather/invoice/gather-history.ts';
import { money } from '../kit/format.ts';
import { operatorWords } from '../kit/language.ts';

type EntryKind =
  | 'taken in'
  | 'transition'
  | 'booking'
  | 'hold'
  | 'effect'
  | 'command'
  | 'case'
  | 'receipt'
  | 'charge'
  | 'document'
  | 'message'
  | 'task';

/** One thing that happened, as a timeline shows it. */
export interface HistoryEntry {
  readonly at: Instant;
  /** The local day it counts for, where that is another than the day it was written down. */
  readonly on: Day | null;
  readonly kind: EntryKind;
  readonly says: string;
  readonly by: string | null;
}

/** All of an invoice's history in the order it was written down. */
export function historyEntries(history: History): HistoryEntry[] {
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
  const entries = parts.flatMap((of) => of(history));
  return inOrder(entries);
}

/** In the order it was written down; what was written at one moment keeps its order. */
export function inOrder(entries: readonly HistoryEntry[]): HistoryEntry[] {
  return entries
    .map((entry, index) => ({ entry, index }))
    .sort((a, b) => a.entry.at - b.entry.at || a.index - b.index)
    .map(({ entry }) => entry);
}

function takenIn({ row }: History): HistoryEntry[] {
  const due = row.dueOn === null ? 'without a due date' : `due on ${formatDay(row.dueOn)}`;
  const says = `taken in: ${money(row.amount, row.currency)} of ${formatDay(row.issuedOn)}, ${due}`;
  return [{ at: row.takenInAt, on: null, kind: 'taken in', says, by: null }];
}

function transitions({ transitions }: History): HistoryEntry[] {
  const words = operatorWords().holds;
  return transitions.map(({ event, from, to, at, on, by, reason, level }) => {
    const what = level === null ? event : `${event}: ${level}`;
    const stages = from === to ? '' : `, ${from} to ${to}`;
    const why = reason === null || reason === '' ? '' : ` (${holdReasonInWords(reason, words)})`;
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

const OF_SCOPE: Readonly<Record<HoldScope, string>> = {
  [HoldScope.CREDITOR]: 'all of the creditor',
  [HoldScope.CUSTOMER]: 'all of the customer',
  [HoldScope.INVOICE]: 'this invoice',
  [HoldScope.CASE]: 'its case',
};

/** Each pause, and its end. */
export function holdEntries({ holds }: Pick<History, 'holds'>): HistoryEntry[] {
  const words = operatorWords().holds;
  return holds.flatMap((hold) => {
    const { scope, reason, from, until, recordedAt, by, note, releasedAt, releasedBy } = hold;
    const end = until === null ? 'until it is resumed' : `until ${formatDay(until)}`;
    const noted = note === null ? '' : `: ${note}`;
    const what = `${OF_SCOPE[scope]} (${holdReasonInWords(reason, words)})`;
    const paused: HistoryEntry = {
      at: recordedAt,
      on: from,
      kind: 'hold',
      says: `paused ${what} from ${formatDay(from)} ${end}${noted}`,
      by,
    };
    if (releasedAt === null) return [paused];
    return [paused, { at: releasedAt, on: null, kind: 'hold', says: `resumed ${what}`, by: releasedBy }];
  });
}

/** Letters, orders and words to collectors, each with what became of it. */
export function effectEntries({
  effects,
  row,
}: Pick<History, 'effects'> & { readonly row: { readonly currency: string } }): HistoryEntry[] {
  return effects.map((effect) => {
    const { kind, level, channel, state, amount, deliveredOn, attempts, lastError, sentInsideHold } = effect;
    const what = level === null ? kind : `${kind} ${level}`;
    const parts = [
      `${what} by ${channel}, ${money(amount, row.currency)}: ${state}`,
      ...(deliveredOn === null ? [] : [`on ${formatDay(deliveredOn)}`]),
      ...(attempts > 1 ? [`after ${attempts} attempts`] : []),
      ...(lastError === null ? [] : [`(${lastError})`]),
      ...(sentInsideHold ? ['— sent inside a pause that was recorded later'] : []),
      `[${effect.key}]`,
    ];
    return { at: effect.plannedAt, on: deliveredOn, kind: 'effect', says: parts.join(' '), by: null };
  });
}

/** Commands with their answers. */
export function commandEntries({
  commands,
}: {
  readonly commands: readonly Omit<CommandRow, 'invoiceId'>[];
}): HistoryEntry[] {
  return commands.map(({ commandId, kind, body, result, at }) => {
    const answer = result as Partial<Answer> | null;
    const words =
      answer?.ok === true ? answer.says : answer?.ok === false ? `refused: ${answer.refused}` : '';
    const by = (body as { by?: unknown } | null)?.by;
    const says = `${kind} [${commandId}]: ${words ?? ''}`;
    return { at, on: null, kind: 'command', says, by: typeof by === 'string' ? by : null };
  });
}

/** Each task, and its end. */
export function taskEntries({ tasks }: Pick<History, 'tasks'>): HistoryEntry[] {
  return tasks.flatMap(({ kind, note, since, endedAt, ended, endedBy, endedReason }) => {
    const says = `task ${kind}: ${taskInWords({ kind, note })}`;
    const raised: HistoryEntry = { at: since, on: null, kind: 'task', says, by: null };
    if (endedAt === null) return [raised];
    const why = endedReason === null ? '' : `: ${endedReason}`;
    const end = `task ${kind} ended (${ended})${why}`;
    return [raised, { at: endedAt, on: null, kind: 'task', says: end, by: endedBy }];
  });
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
