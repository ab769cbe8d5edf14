import type { CaseRef } from '../../contracts/case.ts';
import { findCaseByReference } from '../../db/case/cases.ts';
import { CaseCommandKind } from '../../domain/case/messages/index.ts';
import { CaseStep } from '../../domain/case/plan.ts';
import { hasCaseEnded } from '../../domain/case/state.ts';
import type { Deps } from '../deps.ts';
import { startCaseOf } from './start-carrier.ts';
import type { Woken } from './wake-invoice.ts';

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
): Promise<Woken> {
  const row = await deps.db.read((tx) => findCaseByReference(tx, creditor, reference));
  if (row === undefined) return 'left';
  const isOver = hasCaseEnded(row.state) && row.nextStep === CaseStep.END;
  if (!row.hasWorkflow && !isOver && (await startCaseOf(deps, row)) === 'started') return 'started';
  const told = await deps.workflows.wakeCase(creditor, reference, because, commandId);
  if (told === 'woken') return 'woken';
  if (isOver && because !== CaseCommandKind.reportReceived) return 'left';
  return (await startCaseOf(deps, row)) === 'started' ? 'started' : 'woken';
}
