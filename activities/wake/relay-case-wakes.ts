import type { CaseRef } from '../../contracts/case.ts';
import { findCaseByReference } from '../../db/case/cases.ts';
import {
  type PendingCaseWake,
  pendingCaseWakes,
  pendingCaseWakesOf,
  removeCaseWakes,
} from '../../db/case/wake.ts';
import { type Page, pages } from '../../db/pages.ts';
import { CaseCommandKind } from '../../domain/case/messages/index.ts';
import { CaseStep } from '../../domain/case/plan.ts';
import { hasCaseEnded } from '../../domain/case/state.ts';
import type { Deps } from '../deps.ts';
import { unlessRefused } from '../sweep/refused-by-server.ts';
import { startCaseOf } from './start-carrier.ts';

const PAGE = 200;
const AT_ONCE = 20;

/**
 * Relays queued wakes to the workflows of cases until none is left. A wake is removed only after its workflow was told:
 * told twice, a case looks twice. The wake of one that the server refuses stays, and the others go on.
 */
export async function relayCaseWakes(deps: Deps, refused: string[] = []): Promise<void> {
  // A rehearsal carries its cases itself, on their own clocks.
  if (deps.sources.rehearsal) return;
  const read = ({ afterId, limit }: Page) => deps.db.read((tx) => pendingCaseWakes(tx, limit, afterId));
  for await (const page of pages({ limit: PAGE, untilEmpty: true }, read))
    await relayPage(deps, page, refused);
}

/**
 * The same for the cases of one invoice. Many invoices are transferred in one run: were each to relay all wakes, every
 * case would be told by all of them.
 */
export async function relayCaseWakesOf(
  deps: Deps,
  invoice: { readonly creditor: string; readonly number: string },
): Promise<void> {
  if (deps.sources.rehearsal) return;
  await relayPage(deps, await deps.db.read((tx) => pendingCaseWakesOf(tx, invoice)), []);
}

async function relayPage(deps: Deps, page: readonly PendingCaseWake[], refused: string[]): Promise<void> {
  const cases = [...new Map(page.map((wake) => [wake.caseId, wake])).values()];
  const stay = new Set<number>();
  for (let i = 0; i < cases.length; i += AT_ONCE) {
    const some = cases.slice(i, i + AT_ONCE).map(async (wake) => {
      const whom = `Case ${wake.reference} of ${wake.creditor}`;
      const told = await unlessRefused(refused, whom, () => wakeCase(deps, wake, `wake/${wake.id}`));
      if (told === 'refused') stay.add(wake.caseId);
    });
    await Promise.all(some);
  }
  const ids = page.filter(({ caseId }) => !stay.has(caseId)).map(({ id }) => id);
  if (ids.length > 0) await deps.db.transaction((tx) => removeCaseWakes(tx, ids));
}

/**
 * The one entrance to a case's workflow: it is told that something changed, and started where there is none and
 * something is left to do.
 */
export async function wakeCase(
  deps: Deps,
  { creditor, reference }: CaseRef,
  commandId: string,
  because:
    | typeof CaseCommandKind.lookAgain
    | typeof CaseCommandKind.reportReceived = CaseCommandKind.lookAgain,
): Promise<'started' | 'woken' | 'left'> {
  const row = await deps.db.read((tx) => findCaseByReference(tx, creditor, reference));
  if (row === undefined) return 'left';
  const isOver = hasCaseEnded(row.state) && row.nextStep === CaseStep.END;
  if (!row.hasWorkflow && !isOver && (await startCaseOf(deps, row)) === 'started') return 'started';
  const told = await deps.workflows.wakeCase(creditor, reference, because, commandId);
  if (told === 'woken') return 'woken';
  if (isOver && because !== CaseCommandKind.reportReceived) return 'left';
  return (await startCaseOf(deps, row)) === 'started' ? 'started' : 'woken';
}
