import type { InvoiceRef } from '../../contracts/invoice.ts';
import {
  type PendingCaseWake,
  pendingCaseWakes,
  pendingCaseWakesOf,
  removeCaseWakes,
} from '../../db/case/wake.ts';
import { type Page, pages } from '../../db/pages.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { Deps } from '../deps.ts';
import { relayPage, type WakeQueue } from './relay-page.ts';
import { wakeCase } from './wake-case.ts';

const PAGE = 200;

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
  const read = ({ afterId, limit }: Page) => deps.db.read((tx) => pendingCaseWakes(tx, limit, afterId));
  for await (const page of pages({ limit: PAGE, untilEmpty: true }, read)) {
    await relayPage(deps, CASE_WAKES, page, asOf, refused);
  }
}

/**
 * The same for the cases of one invoice. Many invoices are transferred in one run: were each to relay all wakes, every
 * case would be told by all of them.
 */
export async function relayCaseWakesOf(deps: Deps, invoice: InvoiceRef, asOf: Instant): Promise<void> {
  if (deps.sources.rehearsal) return;
  await relayPage(deps, CASE_WAKES, await deps.db.read((tx) => pendingCaseWakesOf(tx, invoice)), asOf);
}
