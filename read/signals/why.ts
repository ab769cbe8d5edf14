import { preparedOf } from '../../db/signals/prepared-signals.ts';
import { findSignalSettings } from '../../db/signals/settings.ts';
import { type FeedbackRow, feedbackOf, type SignalRow, signalsOf } from '../../db/signals/signals.ts';
import type { Judged } from '../../domain/kernel/check.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { situation } from '../../domain/kernel/situation.ts';
import type { SignalCheck } from '../../domain/signals/check.ts';
import { type SignalAnswer, whySignal } from '../../domain/signals/why-signal.ts';
import { NotInDatabase } from '../../gather/not-in-database.ts';
import { gatherSignal } from '../../gather/signals/gather-signals.ts';
import { customerNamed } from '../customer/customer-named.ts';
import { dayText, money } from '../kit/format.ts';
import type { Reader, Tenant } from '../kit/reader.ts';

type Prepared = Awaited<ReturnType<typeof preparedOf>>;

/** Why a customer is, or is not, prepared for a signal, worked out anew from what is known now. */
export interface SignalWhy {
  readonly creditor: string;
  readonly customer: string;
  readonly currency: string;
  readonly answer: SignalAnswer;
  /** What of the customer stands on the prepared list. */
  readonly open: Prepared;
  /** What was sent before, and what the municipality said of it. */
  readonly told: readonly { readonly signal: SignalRow; readonly feedback: readonly FeedbackRow[] }[];
}

/** Refused in words when there is no such customer, or the creditor sends no signals. */
export async function signalWhy(
  { db, sources, asOf }: Reader,
  { id, row: { currency }, calendar }: Tenant,
  reference: string,
): Promise<SignalWhy> {
  return db.read(async (tx) => {
    const customer = await customerNamed(tx, id, reference);
    const published = await findSignalSettings(tx, id);
    if (published === undefined) {
      throw new NotInDatabase(`Creditor ${id} sends no signals: its file has no signals section.`);
    }
    const told = [];
    for (const signal of await signalsOf(tx, customer.id)) {
      told.push({ signal, feedback: await feedbackOf(tx, signal.key) });
    }
    const { facts } = await gatherSignal(tx, sources, customer.id, asOf);
    const answer = whySignal(situation({ facts, calendar }, asOf), published.settings);
    const open = await preparedOf(tx, customer.id);
    return { creditor: id, customer: reference, currency, answer, open, told };
  });
}

/** The sentences before the conditions. */
export function signalWhyInWords({
  creditor,
  customer,
  currency,
  answer,
  open,
}: SignalWhy): readonly string[] {
  const { arrears, verdict } = answer;
  return [
    `Customer ${customer} of ${creditor}: ${money(arrears.amount, currency)} overdue.`,
    verdict === null
      ? 'Ready for no signal.'
      : `Ready: ${verdict.type} ${verdict.action}, to ${verdict.gateway}.`,
    ...open.map(({ type, action, state }) => `On the list: ${type} ${action}, ${state}.`),
  ];
}

/** The conditions of each type with pass or fail. */
export function signalChecks({ answer: { early, crisis } }: SignalWhy) {
  return [
    ['early', early.map(asRead)],
    ['crisis', crisis.map(asRead)],
  ] as const;
}

function asRead({ code, passes, says }: SignalCheck): Judged<string> {
  return { rule: code, passes, says };
}

/** What was sent before: a line for each signal, below it what was said of it, the first word first. */
export function toldLines({ told }: SignalWhy): readonly (readonly [on: string, ...words: string[]])[] {
  return told.flatMap(({ signal: { sentOn, type, action, state, rejectedCode }, feedback }) => [
    [dayText(sentOn), `${type} ${action}`, state, rejectedCode ?? ''] as const,
    ...[...feedback]
      .reverse()
      .map(({ onDay, code, says }) => [formatDay(onDay), '', code ?? '', says] as const),
  ]);
}

export function signalWhyJson({ creditor, customer, currency, answer, open, told }: SignalWhy): object {
  const { arrears, verdict, early, crisis } = answer;
  return {
    creditor,
    customer,
    arrears: { amount: formatAmount(arrears.amount, currency), currency },
    onTheList: open.map(({ type, action, state }) => ({ type, action, state })),
    verdict: verdict === null ? null : { ...verdict, replaces: verdict.replaces?.key ?? null },
    early,
    crisis,
    signals: told.map(({ signal, feedback }) => ({ ...signal, feedback })),
  };
}
