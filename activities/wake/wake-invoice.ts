import type { InvoicePlan } from '../../contracts/invoice.ts';
import { findInvoiceByNumber, type InvoiceRow } from '../../db/invoice/invoices.ts';
import type { Tx } from '../../db/tx.ts';
import { Stage } from '../../domain/invoice/stage.ts';
import { hasWork, waitsInRow } from '../../domain/invoice/work.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { planInRow } from '../../gather/invoice/decided.ts';
import { creditorOf, policyOf } from '../../gather/invoice/gather-invoice.ts';
import { decide } from '../actor/decide.ts';
import type { Deps } from '../deps.ts';
import { decideOutside } from '../intake/decide-all.ts';
import { startInvoiceOf } from './start-carrier.ts';

/** What to do about an invoice whose facts may have changed. */
export interface WakeDecision {
  readonly id: number;
  readonly creditor: string;
  readonly number: string;
  /** May have work for a workflow; false for ended ones, which only have a ledger. */
  readonly goesOn: boolean;
  /** Its first step is still far off: the row waits without a workflow. */
  readonly waitsInRow: boolean;
  readonly plan: InvoicePlan;
  readonly asOf: Instant;
}

/**
 * Decides from the database whether an invoice has work for a workflow: open or reopening ones have, ended
 * ones have only a ledger. A huge portfolio may wait in its rows until the first step is near.
 */
export async function wakeDecision(
  tx: Tx,
  deps: Deps,
  row: InvoiceRow,
  asOf: Instant,
): Promise<WakeDecision> {
  const creditor = await creditorOf(tx, row.creditor);
  const policy = await policyOf(tx, deps.sources, row.creditor, row.policyVersion);
  return {
    id: row.id,
    creditor: row.creditor,
    number: row.number,
    goesOn: hasWork(row),
    waitsInRow: waitsInRow(row, creditor.enrolDaysAhead, asOf),
    plan: planInRow(row, policy),
    asOf,
  };
}

export type Woken = 'woken' | 'started' | 'left';

/**
 * The one entrance to an invoice's workflow: it is told, and started where there is none. `isNew` tries the
 * start first. Starting twice is harmless: the server allows one workflow per id.
 */
export async function wake(
  deps: Deps,
  decision: WakeDecision,
  commandId: string,
  options: { readonly isNew: boolean; readonly planIsCurrent: boolean },
): Promise<Woken> {
  const { creditor, number } = decision;
  if (!decision.goesOn) return 'left';
  const plan = options.planIsCurrent ? decision.plan : undefined;
  if (decision.waitsInRow && options.planIsCurrent) return 'left';
  if (options.isNew && !decision.waitsInRow) {
    if ((await startInvoiceOf(deps, decision, plan)) === 'started') return 'started';
    if (options.planIsCurrent) return 'left';
  }
  const told = await deps.workflows.wakeInvoice(creditor, number, commandId);
  if (told === 'woken') return 'woken';
  if (decision.waitsInRow && (await waitsOn(deps, decision))) return 'left';
  return (await startInvoiceOf(deps, decision, undefined)) === 'started' ? 'started' : 'woken';
}

/** Brings a row that waits without a workflow in line with its facts; false when it has to go on now. */
async function waitsOn(deps: Deps, { creditor, number, asOf }: WakeDecision): Promise<boolean> {
  const about = { creditor, invoice: number };
  return decide(deps, { creditor, about, asOf }, async (tx) => {
    await decideOutside(tx, deps, creditor, number, asOf);
    const row = await findInvoiceByNumber(tx, creditor, number);
    if (row === undefined) return true;
    const { goesOn, waitsInRow } = await wakeDecision(tx, deps, row, asOf);
    return waitsInRow || !goesOn || row.stage === Stage.PAID;
  });
}
