import type { BulkInput, BulkRefusal } from '../../contracts/background.ts';
import { listPolicies } from '../../db/creditor/creditors.ts';
import { findInvoice, type InvoiceRow, updatePolicyVersion } from '../../db/invoice/invoices.ts';
import type { Tx } from '../../db/tx.ts';
import { changePolicy } from '../../domain/invoice/change-policy.ts';
import { joined } from '../../domain/invoice/decision.ts';
import { settle, settleInvoice } from '../../domain/invoice/settle.ts';
import { hasEnded } from '../../domain/invoice/stage.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { gatherFrom, policyOf } from '../../gather/invoice/gather-invoice.ts';
import type { Deps } from '../deps.ts';
import { writeInvoice } from '../invoice/write.ts';

/** Says what is about to happen, or that there is no such version. */
export async function announceMigration(
  tx: Tx,
  creditor: string,
  toVersion: number,
): Promise<{ says: string; refused: boolean }> {
  const versions = (await listPolicies(tx, creditor)).map((policy) => policy.version);
  if (versions.includes(toVersion)) {
    return { says: `Invoices under way are moved to policy version ${toVersion}.`, refused: false };
  }
  return {
    says: `Creditor ${creditor} has no policy version ${toVersion}: it has ${versions.join(', ') || 'none'}.`,
    refused: true,
  };
}

/**
 * Moves one invoice to another version of its creditor's policy and decides its next step by it; returns its
 * row as it stands then, or why it stays. One that is there already is left as it is, so this can be run again.
 */
export async function migrateInvoice(
  tx: Tx,
  deps: Deps,
  row: InvoiceRow,
  toVersion: number,
  { by, operationId }: Pick<BulkInput, 'by' | 'operationId'>,
  asOf: Instant,
): Promise<{ readonly row: InvoiceRow } | { readonly refused: BulkRefusal }> {
  if (row.policyVersion === toVersion) return { row };
  const gathered = await gatherFrom(tx, deps.sources, row);
  const { policy: from, calendar } = gathered;
  const to = await policyOf(tx, deps.sources, row.creditor, toVersion);
  const settled = settleInvoice(situation({ facts: gathered.facts, policy: from, calendar }, asOf));
  // Its own workflow writes that it ended; until then nothing here may.
  if (hasEnded(settled.facts.state.stage)) return { row };
  const reason = `policy version ${row.policyVersion} to ${toVersion}`;
  const author = { by, commandId: operationId };
  const changed = changePolicy(settled.facts, { from, to, calendar }, asOf, { ...author, reason });
  if (changed.refused !== undefined) return { refused: { number: row.number, because: changed.refused } };
  await updatePolicyVersion(tx, row.id, toVersion);
  const decision = settle(joined(settled, changed.decision), situation({ policy: to, calendar }, asOf));
  await writeInvoice(tx, { gathered: { ...gathered, policy: to }, decision, asOf }, author);
  return { row: (await findInvoice(tx, row.id)) ?? row };
}
