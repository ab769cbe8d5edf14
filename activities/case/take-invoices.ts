import { activeCaseOf } from '../../db/cases.ts';
import { findInvoiceByNumber } from '../../db/invoices.ts';
import type { Tx } from '../../db/tx.ts';
import { queueWake } from '../../db/wake.ts';
import { absorb } from '../../domain/absorb.ts';
import { caseStarted } from '../../domain/end-of-case.ts';
import { EffectState } from '../../domain/facts.ts';
import { HoldReason, HoldScope, isInForce } from '../../domain/holds.ts';
import type { Progress } from '../../domain/progress.ts';
import { hasEnded, Stage } from '../../domain/stage.ts';
import { openOn } from '../../domain/transfer-run.ts';
import { type Gathered, gatherFrom } from '../../facts/gather-invoice.ts';
import { writeOutside } from '../invoice/write-progress.ts';
import type { Opening } from './open-case.ts';

/** An invoice that may come to a case, settled as of now. */
export interface Taken {
  readonly gathered: Gathered;
  readonly progress: Progress;
}

export type InvoicesTaken =
  | { readonly taken: readonly Taken[] }
  /** Why not, in words. */
  | { readonly refused: string };

/** Reads the invoices that a case is to be about and checks that it may be: of one customer, open, in no other case. */
export async function invoicesForCase(
  tx: Tx,
  { deps, creditor, asOf }: Opening,
  numbers: readonly string[],
): Promise<InvoicesTaken> {
  const taken: Taken[] = [];
  for (const number of new Set(numbers)) {
    const row = await findInvoiceByNumber(tx, creditor, number);
    if (row === undefined) return { refused: `Creditor ${creditor} has no invoice ${number}.` };
    const active = await activeCaseOf(tx, row.id);
    if (active !== undefined) return { refused: `Invoice ${number} is in case ${active.reference} already.` };
    const gathered = await gatherFrom(tx, deps.sources, row);
    const progress = absorb(gathered.facts, gathered.policy, gathered.calendar, asOf);
    const refused = problemWith({ gathered, progress }, asOf);
    if (refused !== null) return { refused };
    taken.push({ gathered, progress });
  }
  return mixed(taken) ?? { taken: taken.sort(oldestFirst) };
}

function problemWith({ gathered, progress }: Taken, asOf: number): string | null {
  const { number } = gathered.row;
  const { calendar } = gathered;
  const { state, pendingEffect, holds } = progress.facts;
  if (hasEnded(state.stage)) {
    return state.stage === Stage.CLOSED
      ? `Invoice ${number} is CLOSED: restart it first.`
      : `Invoice ${number} is ${state.stage}: no case can be started for it.`;
  }
  if (openOn(progress.facts, calendar.dayOf(asOf)).total === 0) {
    return `Nothing is open on invoice ${number}.`;
  }
  if (pendingEffect !== null && pendingEffect.state !== EffectState.PLANNED) {
    return `A letter about invoice ${number} is just being handed over, or nobody knows whether it arrived: say what became of it, or try again in a minute.`;
  }
  const blocking = holds.find(
    (hold) =>
      hold.scope === HoldScope.INVOICE && BLOCKS.includes(hold.reason) && isInForce(hold, calendar, asOf),
  );
  return blocking === undefined
    ? null
    : `Invoice ${number} is blocked (${blocking.reason}): resume it first, then start the case.`;
}

/** An ended or deactivated case blocks its invoices until someone resumes them on purpose. */
const BLOCKS: readonly HoldReason[] = [
  HoldReason.CASE_DEACTIVATED,
  HoldReason.CASE_ENDED,
  HoldReason.DISPUTE,
];

function mixed(taken: readonly Taken[]): { readonly refused: string } | null {
  const [first, ...others] = taken;
  if (first === undefined) return { refused: 'Name at least one invoice.' };
  const other = others.find(
    ({ gathered }) =>
      gathered.row.customerId !== first.gathered.row.customerId ||
      gathered.row.currency !== first.gathered.row.currency,
  );
  if (other === undefined) return null;
  const numbers = `${first.gathered.row.number} and ${other.gathered.row.number}`;
  return {
    refused: `Invoices ${numbers} differ in customer or currency: a case is about one customer and one currency.`,
  };
}

function oldestFirst(a: Taken, b: Taken): number {
  const due = (one: Taken) => one.progress.facts.dueOn ?? Number.MAX_SAFE_INTEGER;
  return due(a) - due(b) || a.gathered.row.id - b.gathered.row.id;
}

/** Moves the invoices to their case: their own path is over, a letter not yet handed over is cancelled. */
export async function moveToCase(
  tx: Tx,
  opening: Opening,
  taken: readonly Taken[],
  caseCounts: ReadonlyMap<number, number>,
): Promise<void> {
  const { asOf, by, request } = opening;
  for (const { gathered, progress } of taken) {
    const author = { by, commandId: request };
    const moved = caseStarted(progress, gathered.calendar, asOf, author);
    const planned = moved.facts.pendingEffect;
    const caseCount = caseCounts.get(gathered.row.id) ?? moved.facts.state.caseCount;
    const done: Progress = {
      ...moved,
      facts: { ...moved.facts, pendingEffect: null, state: { ...moved.facts.state, caseCount } },
      cancelledEffects: planned === null ? moved.cancelledEffects : [...moved.cancelledEffects, planned.key],
    };
    await writeOutside(tx, gathered, done, asOf, author);
    await queueWake(tx, gathered.row.id, 'case started', asOf);
  }
}
