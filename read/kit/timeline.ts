import type { Answer } from '../../contracts/invoice.ts';
import type { CommandRow } from '../../db/invoice/commands.ts';
import { type Day, formatDay, type Instant } from '../../domain/kernel/day.ts';
import { holdReasonInWords } from '../../domain/kernel/hold-words.ts';
import { HoldScope } from '../../domain/kernel/holds.ts';
import { taskInWords } from '../../domain/tasks/words.ts';
import type { History } from '../../gather/invoice/gather-history.ts';
import type { Words } from '../../templates/languages.ts';
import { money } from './format.ts';

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

/** In the order it was written down; what was written at one moment keeps its order. */
export function inOrder(entries: readonly HistoryEntry[]): HistoryEntry[] {
  return [...entries].sort((a, b) => a.at - b.at);
}

const OF_SCOPE: Readonly<Record<HoldScope, string>> = {
  [HoldScope.CREDITOR]: 'all of the creditor',
  [HoldScope.CUSTOMER]: 'all of the customer',
  [HoldScope.INVOICE]: 'this invoice',
  [HoldScope.CASE]: 'its case',
};

/** Each pause, and its end. */
export function holdEntries({ holds }: Pick<History, 'holds'>, words: Words): HistoryEntry[] {
  return holds.flatMap((hold) => {
    const { scope, reason, from, until, recordedAt, by, note, releasedAt, releasedBy } = hold;
    const end = until === null ? 'until it is resumed' : `until ${formatDay(until)}`;
    const noted = note === null ? '' : `: ${note}`;
    const what = `${OF_SCOPE[scope]} (${holdReasonInWords(reason, words.holds)})`;
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

/** The entries as programs read them. */
export function timelineJson(entries: readonly HistoryEntry[]): object[] {
  return entries.map(({ at, on, kind, says, by }) => ({
    at: new Date(at).toISOString(),
    on: on === null ? null : formatDay(on),
    kind,
    says,
    by,
  }));
}
