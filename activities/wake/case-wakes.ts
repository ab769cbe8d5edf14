import type { InvoiceRef } from '../../contracts/invoice.ts';
import {
  type PendingCaseWake,
  pendingCaseWakes,
  pendingCaseWakesOf,
  removeCaseWakes,
} from '../../db/case/wake.ts';
import type { Page } from '../../db/pages.ts';
import type { Tx } from '../../db/tx.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { Deps } from '../deps.ts';
import { relayAll, relayPage, type WakeQueue } from './relay-page.ts';
import { wakeCase } from './wake-case.ts';

const CASE_WAKES: WakeQueue<PendingCaseWake> = {
  rowOf: ({ caseId }) => caseId,
  whom: ({ creditor, reference }) => `Case ${reference} of ${creditor}`,
  tell: (deps, wakes) => wakeCase(deps, wakes[0], `wake/${wakes.at(-1)?.id}`),
  remove: removeCaseWakes,
};

/** Relays queued wakes to the workflows of cases until none is left. */
export async function relayCaseWakes(deps: Deps, asOf: Instant, refused: string[] = []): Promise<void> {
  // A rehearsal carries its cases itself, on their own clocks.
  if (deps.sources.rehearsal) return;
  const read = (tx: Tx, { limit, afterId }: Page) => pendingCaseWakes(tx, limit, afterId);
  await relayAll(deps, CASE_WAKES, read, asOf, { refused });
}

/**
 * The same for the cases of one invoice. Many invoices are transferred in one run: were each to relay all wakes, every
 * case would be told by all of them.
 */
export async function relayCaseWakesOf(deps: Deps, invoice: InvoiceRef, asOf: Instant): Promise<void> {
  if (deps.sources.rehearsal) return;
  const { creditor, number } = invoice;
  const wakes = await deps.db.read((tx) => pendingCaseWakesOf(tx, invoice));
  await relayPage(deps, CASE_WAKES, wakes, asOf, { about: { creditor, invoice: number } });
}
